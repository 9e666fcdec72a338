"""The paper: what it asks, in which order, with how much room; and its key."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pdf_books import book, page_texts, press, question
from print_kinds import KEY, QUIZ, context, found, lacks, made, real

from by_hand import keypoint, rich
from dlexport.book.bank import Choice, Subquestion
from dlexport.book.papers import papers
from dlexport.cache import Cache
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.cards.fill_ins import BlankRule, BlankSetter
from dlexport.exporters.pdf.quiz.room import room, written
from dlexport.exporters.pdf.quiz.style import MM, read_quiz_style
from dlexport.exporters.pdf.style.theme import read_theme
from dlexport.exporters.pdf.text.line import Placed
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.contract import Part, carried, own_stamps
from dlexport.problems import SourceError, Span
from dlexport.theme.styles import default_folder, theme

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.exporters.pdf.text.line import SetLine

pytestmark = pytest.mark.slow
LONGER = 1.33


def blanks(lines: list[SetLine]) -> list[BlankRule]:
    """The blanks in set lines, in order."""
    return [content.box.ink for line in lines for content in line.contents
            if hasattr(content, "box") and isinstance(content.box.ink, BlankRule)]


@pytest.mark.parametrize(("options"), [
    {"ink": "grey", "take": 3}, {"paper": "letter", "seed": "b", "take": 7}, {"seed": "b", "take": 99},
    {"size": "large", "room": "plain"}, {"seal": True, "grader": True}])
def test_every_question_taken_is_there_whole_and_no_other(options: dict[str, str | int | bool]) -> None:
    """On the paper as well as in the key; the others are not missed."""
    artifact = made(QUIZ, real(), **options)
    assert artifact.problems == ()
    assert lacks(QUIZ, real(), artifact.data, **options) == ()
    take = int(options.get("take", 0))
    assert artifact.counts["questions"] == (min(take, 40) if take else 40)


def test_parts_beyond_ninety_nine() -> None:
    """Their numbers are wider than the room that others have: the text moves, and is not printed over them."""
    parts = tuple(Subquestion(f"p{number}", Span("bank.yaml", 1, 1), rich(f"甲{number}"), rich("答。"))
                  for number in range(105))
    asked = book(question("a", answer=rich(""), parts=parts))
    assert lacks(QUIZ, asked, made(QUIZ, asked).data) == ()


@pytest.mark.parametrize("key", ["short", "full"])
def test_the_key_holds_what_is_right(key: str) -> None:
    """The answers; with `full` analysis, sections and key points too."""
    data = made(KEY, real(), key=key, take=8).data
    assert lacks(KEY, real(), data, key=key, take=8) == ()
    assert bool(found(KEY, data, "deep-learning", Part.ANALYSIS)) is (key == "full")


def test_a_missing_question_is_missed() -> None:
    """Seven are not twenty."""
    data = made(QUIZ, real(), take=7).data
    assert {problem.code for problem in lacks(QUIZ, real(), data)} == {"not-verified"}


ORDER_1, ORDER_2 = "ahebcgdf", "cdafghbe"


def test_the_order_of_a_seed() -> None:
    """SHA-256 of seed and id: written down here, so that it never changes."""
    dated = book(*(question(ident) for ident in "abcdefgh"))
    ids = ["".join(task.question.id for task in papers(dated.book, None, seed=seed, take=take).versions[0].tasks())
           for seed, take in (("", 0), ("1", 0), ("2", 0), ("1", 3), ("", 3), ("", -1))]
    assert ids == ["abcdefgh", ORDER_1, ORDER_2, ORDER_1[:3], "abc", "abcdefgh"]


def test_a_question_added_later_leaves_the_others_in_their_order() -> None:
    """What a shuffled list would not do."""
    some = book(*(question(ident) for ident in "abcdefgh"))
    more = book(*(question(ident) for ident in "abcdefghi"))
    before, after = ([task.question.id for task in papers(dated.book, None, seed="x").versions[0].tasks()]
                     for dated in (some, more))
    assert [ident for ident in after if ident != "i"] == before


def test_an_option_with_an_id_keeps_its_letter() -> None:
    """In every version of a paper, when it is edited and when the source has another order."""
    def letters(*options: tuple[str, str]) -> list[list[str]]:
        dated = book(question("one", choices=tuple(Choice(ident, rich(text), ident == "a") for ident, text in options)))
        return [[choice.id for choice in task.as_asked.choices]
                for version in papers(dated.book, None, seed="s", versions=3).versions for task in version.tasks()]

    first = letters(("a", "甲"), ("b", "乙"), ("c", "丙"), ("d", "丁"))
    assert letters(("d", "丁"), ("b", "乙改了"), ("a", "甲改了"), ("c", "丙")) == first
    assert len({*map(tuple, first)}) > 1


def test_what_is_carried() -> None:
    """The selection keeps the book's order and drops chapters without a question."""
    dated = book(question("a"), question("b", topic="other"))
    held = carried(QUIZ, dated.book, QUIZ.Options(take=1))
    assert [chapter.topic.id for chapter in held.chapters] == ["topic"]
    assert own_stamps(QUIZ, dated.book, QUIZ.Options(), theme(None)) == {"revision": str(QUIZ.revision)}


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Another one another quiz."""
    one, two, other = (made(QUIZ, real(), seed=seed, take=3).data for seed in ("a", "a", "b"))
    assert one == two
    assert one != other


def test_no_answer_on_the_paper() -> None:
    """Neither the answer nor key points, tags or difficulty; they are in the key."""
    points = (keypoint("k", "要点是**机密**。"),)
    dated = book(question("one", answer=rich("秘密的回答。"), keypoints=points, tags=("标签",)))
    text = "".join(page_texts(made(QUIZ, dated).data))
    assert not re.search("秘密|要点|机密|标签|难度", text)
    assert "秘密的回答" in "".join(page_texts(made(KEY, dated).data))
    assert "机密" in "".join(page_texts(made(KEY, dated, key="full").data))


@pytest.mark.parametrize(("answer", "lines", "least"), [
    ("短。", 2, 2), ("字" * 34, 3, 2), ("字" * 170, 13, 10), ("a" * 340, 9, 7),
    ("字" * 17 + "\n\n$$\nx\n$$\n\n" + "```\na\nb\n```", 7, 5),
    ("| 甲 | 乙 |\n| -- | -- |\n| 丙 | 丁 |", 4, 3), ("", 4, 4)])
def test_room_follows_the_model_answer(answer: str, lines: int, least: int) -> None:
    """A line holds 17 Han; a third more than it needs, two lines at least; four where nobody knows."""
    style = read_quiz_style(theme(None), read_theme(theme(None)))
    asked = question("one", answer=rich(answer))
    assert room(asked, style)[:2] == (lines, least)
    assert room(replace(asked, lines=9), style) == (9, 9, True)
    assert written("字a") == pytest.approx(1.33)


@pytest.mark.parametrize(("ruled", "pitch"), [("ruled", 7.5), ("plain", None)])
def test_lines_to_write_on(monkeypatch: pytest.MonkeyPatch, ruled: str, pitch: float | None) -> None:
    """Seven and a half millimetres apart, over the whole measure, down to the foot of the page; or none."""
    drawn: list[float] = []
    draw = Wire.draw
    monkeypatch.setattr(Wire, "draw", lambda wire, sheet, x, y: (
        drawn.append(y) if wire.weight == 0.5 else None, draw(wire, sheet, x, y))[1])
    made(QUIZ, book(question("one", answer=rich("字" * 170))), room=ruled)
    assert {round((a - b) / MM, 6) for a, b in pairwise(drawn)} == ({pitch} if pitch else set())
    if drawn:
        assert len(drawn) >= 13
        assert 19.99 <= drawn[-1] / MM < 28


@pytest.mark.parametrize("words", ["反向传播", "条件概率密度函数的估计", "$\\frac{1}{2}x$"])
def test_a_blank_is_as_long_as_what_is_missing_and_a_third(words: str) -> None:
    """Of a key point on a card: by the width of the words as they would be set."""
    made_with = press()
    point = keypoint("k", f"是**{words}**。").text
    voice = Voice(10.5)
    setter = BlankSetter(made_with, None, 378, LONGER)
    paragraph, = setter.paragraphs(point.children, voice)
    bare, = InlineSetter(made_with, None, 378).paragraphs(
        keypoint("k", words).text.children, voice._replace(look=Look(weight=600)))
    width = sum(blank.width for blank in blanks(paragraph.lines(378, ragged=True)))
    assert width == pytest.approx(max(31.5, bare.natural_width() * LONGER))


@pytest.mark.parametrize("source", ["是**联合**$p$。", "是$p$**联合**。", "是$p$**联合**$q$"])
def test_a_blank_beside_a_formula(source: str) -> None:
    """It keeps as far from a formula as from words, or it would look like a part of it."""
    paragraph, = BlankSetter(press(), None, 378, LONGER).paragraphs(keypoint("k", source).text.children, Voice(10.0))
    line, = paragraph.lines(378, ragged=True)
    placed = [content for content in line.contents if isinstance(content, Placed)]
    edges = [(one.x + one.box.ink.before, one.x + one.box.ink.before + one.box.ink.width)
             if isinstance(one.box.ink, BlankRule) else (one.x, one.x + one.box.width) for one in placed]
    assert [right - left for (_, left), (right, _) in pairwise(edges)] == pytest.approx([4.0] * (len(edges) - 1))


def test_a_long_blank_goes_on_in_the_next_line() -> None:
    """And no line is longer than its measure."""
    point = keypoint("k", f"它是**{'长' * 60}**。").text
    paragraph, = BlankSetter(press(), None, 378, LONGER).paragraphs(point.children, Voice(10.5))
    lines = paragraph.lines(378, ragged=True)
    assert len(lines) == 3
    assert all(blanks([line]) for line in lines)
    assert max(line.width for line in lines) <= 378


def test_a_link_to_a_question_that_is_not_taken_leads_nowhere() -> None:
    """It stays as text."""
    dated = book(question("a", prompt=rich("见[另一题](#b)与[网](https://example.org/)。")), question("b"))
    links = [len(list(page_links(made(QUIZ, dated, take=take).data))) for take in (0, 1)]
    assert links == [3, 2]      # the web and its address in the note, the other question; without it
    assert "另一题" in found(QUIZ, made(QUIZ, dated, take=1).data, "a", Part.PROMPT)


def page_links(data: bytes) -> list[int]:
    """The annotations of every page."""
    document = pypdfium2.PdfDocument(data)
    return [index for page in document for index in range(pypdfium2.raw.FPDFPage_GetAnnotCount(page.raw))]


@pytest.mark.parametrize(("old", "new", "message"), [
    ("large: 18", "large: 0", "`large` wants a number above 0"),
    ("  line: 7.5", "  line: 7.5\n  colour: 1", "`room.colour` is not known here"),
    ("  small: [10, 16]", "  small: 10",
     "`text.small` wants a list of size and leading, the leading not below the size"),
    ("blank: 22", "", "styles/print/quiz.yaml lacks `blank`"),
])
def test_an_unfit_style(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Is told with its line, like the handout's."""
    (tmp_path / "print").mkdir()
    text = (default_folder() / "print" / "quiz.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "print" / "quiz.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_quiz_style(context(tmp_path).styles, read_theme(theme(None)))
    assert message in [problem.message for problem in caught.value.problems]


def test_no_quiz() -> None:
    """A file of another kind is refused."""
    with pytest.raises(ValueError, match="no whole PDF"):
        QUIZ.read_back(b"%PDF-1.7 ", Cache())
