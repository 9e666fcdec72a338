"""The quiz: what it asks, in which order, with how much room, and where it answers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pdf_books import book, page_texts, press, question
from print_kinds import QUIZ, context, found, lacks, made, real

from by_hand import keypoint, rich, title
from dlexport.cache import Cache
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.quiz.blanks import BlankRule, BlankSetter
from dlexport.exporters.pdf.quiz.order import asked
from dlexport.exporters.pdf.quiz.style import read_quiz_style
from dlexport.exporters.pdf.text.line import Placed
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.contract import Part, carried, own_stamps
from dlexport.problems import SourceError
from dlexport.theme.styles import default_folder, theme
from dlexport.verify.verify import squeeze

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.exporters.pdf.text.line import SetLine

pytestmark = pytest.mark.slow
LONGER = 1.33


def blanks(lines: list[SetLine]) -> list[BlankRule]:
    """The blanks in set lines, in order."""
    return [content.box.ink for line in lines for content in line.contents
            if hasattr(content, "box") and isinstance(content.box.ink, BlankRule)]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("ink", ["colour", "grey"])
@pytest.mark.parametrize(("seed", "take"), [("", 0), ("", 3), ("b", 0), ("b", 7), ("b", 99)])
def test_every_question_taken_is_there_whole_and_no_other(paper: str, ink: str, seed: str, take: int) -> None:
    """With its answer and key points; the others are not missed."""
    options = {"paper": paper, "ink": ink, "seed": seed, "take": take}
    artifact = made(QUIZ, real(), **options)
    assert artifact.problems == ()
    assert lacks(QUIZ, real(), artifact.data, **options) == ()
    assert artifact.counts["questions"] == (min(take, 20) if take else 20)


def test_a_missing_question_is_missed() -> None:
    """Seven are not twenty."""
    data = made(QUIZ, real(), take=7).data
    assert {problem.code for problem in lacks(QUIZ, real(), data)} == {"not-verified"}


def test_the_key_has_the_sections_and_parts_them_from_the_key_points() -> None:
    """A part of the answer like any other; where there are none, the points follow the answer as they did."""
    data = made(QUIZ, real()).data
    assert squeeze(found(QUIZ, data, "vanishing-exploding-gradients", Part.SECTIONS)).startswith("解决方法针对梯度消失")
    points = [squeeze(found(QUIZ, data, ident, Part.KEYPOINTS)) for ident in ("vanishing-exploding-gradients", "cnn")]
    assert ["要点" in one.partition("的共同根源")[0] for one in points] == [True, False]


ORDER_1, ORDER_2 = "ahebcgdf", "cdafghbe"


def test_the_order_of_a_seed() -> None:
    """SHA-256 of seed and id: written down here, so that it never changes."""
    dated = book(*(question(ident) for ident in "abcdefgh"))
    ids = ["".join(entry.question.id for entry in asked(dated.book, seed, take))
           for seed, take in (("", 0), ("1", 0), ("2", 0), ("1", 3), ("", 3), ("", -1))]
    assert ids == ["abcdefgh", ORDER_1, ORDER_2, ORDER_1[:3], "abc", "abcdefgh"]


def test_a_question_added_later_leaves_the_others_in_their_order() -> None:
    """What a shuffled list would not do."""
    some = book(*(question(ident) for ident in "abcdefgh"))
    more = book(*(question(ident) for ident in "abcdefghi"))
    before, after = ([e.question.id for e in asked(dated.book, "x", 0)] for dated in (some, more))
    assert [ident for ident in after if ident != "i"] == before


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


def test_no_answer_before_the_key() -> None:
    """Neither the answer nor a word to be recalled is on the pages that ask."""
    dated = book(question("one", answer=rich("秘密的回答。"), keypoints=(keypoint("k", "要点是**机密**。"),)))
    texts = page_texts(made(QUIZ, dated).data)
    assert len(texts) == 2
    assert "秘密" not in texts[0]
    assert "机密" not in texts[0]
    assert "要点是____。" in re.sub(r"\s", "", texts[0])
    assert "秘密的回答" in texts[1]
    assert "机密" in texts[1]


def test_the_key_tells_the_page_of_each_question() -> None:
    """As the last word of its title's line."""
    data = made(QUIZ, book(*(question(f"n{k}", title=title(f"甲{k}乙")) for k in range(9)))).data
    texts = [re.sub(r"\s", "", text) for text in page_texts(data)]
    pages = {int(number): page for page, text in enumerate(texts, 1) if "参考答案" not in text
             for number in re.findall(r"甲(\d)乙", text)}
    told = {int(number): int(page) for text in texts if "参考答案" in text
            for number, page in re.findall(r"甲(\d)乙(\d+)", text)}
    assert told == pages
    assert len(told) == 9
    assert len(set(told.values())) > 2


@pytest.mark.parametrize(("difficulty", "rows"), [(None, 4), (1, 3), (2, 5), (3, 7)])
def test_ruled_room_by_difficulty(monkeypatch: pytest.MonkeyPatch, difficulty: int | None, rows: int) -> None:
    """At nine millimetres, over the whole measure."""
    drawn: list[float] = []
    draw = Wire.draw
    monkeypatch.setattr(Wire, "draw", lambda wire, sheet, x, y: (
        drawn.append(y) if (wire.width, wire.weight) == (378, 0.5) else None, draw(wire, sheet, x, y))[1])
    made(QUIZ, book(question("one", difficulty=difficulty)))
    assert len(drawn) == rows
    assert {round(a - b, 6) for a, b in pairwise(drawn)} == {25.5}


@pytest.mark.parametrize("words", ["反向传播", "条件概率密度函数的估计", "$\\frac{1}{2}x$"])
def test_a_blank_is_as_long_as_what_is_missing_and_a_third(words: str) -> None:
    """By the width of the words as they would be set."""
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


def test_a_shuffled_quiz_names_no_chapter_but_its_seed() -> None:
    """Its questions come from all of them."""
    dated = book(question("a"), question("b", topic="other"))
    plain, shuffled = (page_texts(made(QUIZ, dated, seed=seed).data)[0] for seed in ("", "乙"))
    assert "主题 other" in plain
    assert "主题 other" not in shuffled
    assert "卷 乙" in shuffled.replace("\u2002", " ")


def test_a_link_to_a_question_that_is_not_taken_leads_nowhere() -> None:
    """It stays as text."""
    dated = book(question("a", prompt=rich("见[另一题](#b)与[网](https://example.org/)。")), question("b"))
    links = [len(list(page_links(made(QUIZ, dated, take=take).data))) for take in (0, 1)]
    # the key's entries with title and page, the web and its address in the note, the other question; without it
    assert links == [7, 4]
    assert "另一题" in found(QUIZ, made(QUIZ, dated, take=1).data, "a", Part.PROMPT)


def page_links(data: bytes) -> list[int]:
    """The annotations of every page."""
    document = pypdfium2.PdfDocument(data)
    return [index for page in document for index in range(pypdfium2.raw.FPDFPage_GetAnnotCount(page.raw))]


@pytest.mark.parametrize(("old", "new", "message"), [
    ("head: 22", "head: 0", "`head` wants a number above 0"),
    ("  line: 25.5", "  line: 25.5\n  colour: 1", "`space.colour` is not known here"),
    ("  text: [10.5, 25.5]", "  text: 10",
     "`blank.text` wants a list of size and leading, the leading not below the size"),
    ("'3': 7", "'4': 7", "styles/print/quiz.yaml lacks `space.rows.3`"),
])
def test_an_unfit_style(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Is told with its line, like the handout's."""
    (tmp_path / "print").mkdir()
    text = (default_folder() / "print" / "quiz.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "print" / "quiz.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_quiz_style(context(tmp_path).styles)
    assert message in [problem.message for problem in caught.value.problems]


def test_no_quiz() -> None:
    """A file of another kind is refused."""
    with pytest.raises(ValueError, match="no whole PDF"):
        QUIZ.read_back(b"%PDF-1.7 ", Cache())


@pytest.mark.parametrize(("language", "shown"), [("zh-CN", "（第一作者）"), ("en", " (第一作者)")])
def test_a_hint_stands_behind_its_blank_and_nowhere_in_the_key(language: str, shown: str) -> None:
    """Quietly: smaller, and in the muted colour."""
    asked = question("one", keypoints=(keypoint("k", "由**何恺明**{第一作者}提出。"),))
    text = squeeze("".join(page_texts(made(QUIZ, book(asked, language=language)).data)))
    assert text.count(squeeze(shown)) == 1
    assert text.count("何恺明") == 1
