"""Every print, from any older cache and after any edits, has the bytes of a run without a cache."""

from __future__ import annotations

import os
import pickle
import random
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache as cache_of_calls
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_books import book, question

from by_hand import KITCHEN_SINK, MOMENT, keypoint, rich, title
from dlexport.book.bank import Choice, Subquestion
from dlexport.cache import Cache
from dlexport.exporters.pdf.book.ahead import in_order
from dlexport.exporters.pdf.book.page_cache import KeptSheets
from dlexport.exporters.pdf.cards.exporter import CardExporter
from dlexport.exporters.pdf.handout.exporter import PdfExporter
from dlexport.exporters.pdf.quiz.exporter import QuizExporter
from dlexport.exporters.pdf.quiz.key_exporter import KeyExporter
from dlexport.exporters.pdf.text import word_ends
from dlexport.pictures.media import take
from dlexport.plugin.contract import ExportContext
from dlexport.problems import SourceError, Span
from dlexport.processes.spare import Spare
from dlexport.reader import read
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from dlexport.book.bank import Question
    from dlexport.plugin.contract import Artifact, Exporter
    from dlexport.theme.styles import Styles

PRINTS: Final[dict[str, tuple[Exporter[Any], list[dict[str, Any]]]]] = {
    "handout": (PdfExporter(), [{}, {"ink": "grey", "crib": True}, {"page": "question"}]),
    "quiz": (QuizExporter(), [{}, {"versions": 2, "sheet": True}, {"room": "plain", "seal": True}]),
    "key": (KeyExporter(), [{}, {"key": "full"}, {"key": "table"}]),
    "cards": (CardExporter(), [{}, {"fold": True, "back": "both"}, {"sheet": "a4-10", "fill": False}]),
}
EXAMPLES: Final = 400 if "DLEXPORT_FUZZ_SECONDS" in os.environ else 2
MEDIA: Final = {name: take(KITCHEN_SINK, name) for name in ("media/gradient.png", "media/sub/shapes.svg")}
STYLES: Final = KITCHEN_SINK.parents[3] / "styles"
ACCENTS: Final = ("#0F5C6E", "#123456")
SEEDS: Final = st.integers(0, 10**6)


def words(seed: int, count: int) -> str:
    """So many characters at random, of so many kinds that short codes run out."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    return "".join(chr(0x4E00 + dice.randrange(900)) for _ in range(count))


def asked(seed: int, ident: str) -> Question:
    """A question of one kind or another, of as much text as the seed says."""
    long = 20 + seed % 7 * 60
    plain = question(ident, topic=f"t{seed % 3}", title=title(f"题 {words(seed, 4)}"), answer=rich(words(seed, long)),
                     analysis=rich(f"- {words(seed + 1, 30)}\n- $x_{seed % 9}$\n\n```\nfor {seed}\n```"),
                     keypoints=(keypoint("k", f"**{words(seed, 3)}** 与 {words(seed + 2, long)}"),))
    match seed % 5:
        case 0:
            options = tuple(Choice(f"c{k}", rich(words(seed + k, 3 + seed % 4 * 9)), k == 1) for k in range(4))
            return replace(plain, choices=options)
        case 1:
            parts = tuple(Subquestion(f"p{k}", Span("bank.yaml", 1, 1), rich(words(seed + k, long)), rich("答。"))
                          for k in range(3))
            return replace(plain, parts=parts)
        case 2:
            return replace(plain, prompt=rich("![渐变](media/gradient.png)\n\n看图。"))
        case 3:
            table = f"| 甲 | 乙 |\n| -- | -- |\n| {words(seed, 40)} | 2 |"
            return replace(plain, answer=rich("\n\n".join([table, *(words(seed + k, 90) for k in range(seed % 9))])))
        case _:
            return plain


@dataclass
class Author:
    """Somebody who edits a bank, its head and its theme."""

    questions: list[Question]
    made: int = 0
    head: dict[str, Any] = field(default_factory=dict)
    look: int = 0

    def edit(self, what: str, seed: int) -> None:
        """Change something somewhere."""
        place = seed % len(self.questions)
        one = self.questions[place]
        match what:
            case "insert":
                self.made += 1
                self.questions.insert(place, asked(seed, f"n{self.made}"))
            case "delete" if len(self.questions) > 1:
                del self.questions[place]
            case "move":
                self.questions.insert(seed % 4, self.questions.pop(place))
            case "title":
                self.questions[place] = replace(one, title=title(f"新题 {words(seed, 6)}"))
            case "answer":
                self.questions[place] = replace(one, answer=rich(words(seed, 1 + seed % 400)))
            case "characters":
                new = "".join(chr(0x6000 + seed % 999 + k) for k in range(40))
                self.questions[place] = replace(one, prompt=rich(new))
            case "bank":
                self.head["title"] = title(f"题库 {words(seed, 4)}")
            case "language":
                self.head["language"] = ("zh-CN", "en", "ja")[seed % 3]
            case "theme":
                self.look = seed % len(ACCENTS)
            case "topic":
                self.questions[place] = replace(one, topic=f"t{seed % 4}")
            case _:
                self.questions[place] = replace(one, tags=(f"甲{seed % 9}",), difficulty=1 + seed % 3)


EDITS: Final = st.tuples(
    st.sampled_from(["insert", "delete", "move", "title", "answer", "characters", "bank", "language", "theme", "topic",
                     "tags"]), SEEDS)


@cache_of_calls
def styles(look: int) -> Styles:
    """The theme with one accent or the other."""
    if not look:
        return theme(None)
    with TemporaryDirectory() as folder:
        (Path(folder) / "print").mkdir()
        text = (STYLES / "print" / "handout.yaml").read_text(encoding="utf-8")
        (Path(folder) / "print" / "handout.yaml").write_text(text.replace(*ACCENTS), encoding="utf-8")
        return theme(Path(folder))


def run(print_: str, option: int, author: Author, cache: Cache, processes: int = 1) -> tuple[Artifact, list[str]]:
    """A print, and the fonts that count as used."""
    exporter, options = PRINTS[print_]
    fonts = Fonts()
    with closing(Spare(counted=processes > 1)) as spare, pytest.MonkeyPatch.context() as patched, closing(cache):
        patched.setattr(in_order, "_MANY", 2)
        spare.give(processes - 1)
        context = ExportContext(MOMENT, styles(author.look), fonts, cache=cache, spare=spare)
        dated = book(*author.questions, media=MEDIA, **author.head)
        made = exporter.export(dated, exporter.Options(**options[option]), context)
        assert [spare.take() for _ in range(processes)].count(True) == processes - 1    # all were given back
    return made, sorted(fonts.used)


@pytest.mark.parametrize("print_", list(PRINTS))
@settings(max_examples=EXAMPLES)
@given(first=SEEDS, processes=st.integers(1, 4),
       runs=st.lists(st.tuples(st.integers(0, 2), st.lists(EDITS, max_size=3)), min_size=1, max_size=2))
def test_any_edits_from_any_older_cache_give_the_bytes_of_a_cold_run(
    print_: str, first: int, processes: int, runs: list[tuple[int, list[tuple[str, int]]]],
) -> None:
    """Also its problems, its counts and its fonts; in any number of processes, with a cache and without one."""
    author = Author([asked(first * 3 + k, f"q{k}") for k in range(5)])
    with TemporaryDirectory() as folder:
        run(print_, 0, author, Cache(Path(folder)), processes)
        for option, edits in runs:
            for what, seed in edits:
                author.edit(what, seed)
            warm = run(print_, option, author, Cache(Path(folder)), processes)
        assert warm == run(print_, option, author, Cache())
    if processes > 1:
        assert warm == run(print_, option, author, Cache(), processes)


@pytest.mark.parametrize(("print_", "most"), [("handout", 3), ("quiz", 2), ("cards", 2)])
def test_an_edit_sets_little_again(tmp_path: Path, print_: str, most: int) -> None:
    """Of a chapter, contents and appendix; of the page or the sheet where the question is, and its measure."""
    author = Author([question(f"q{k}", topic=f"t{k // 8}", answer=rich(words(k, 60))) for k in range(24)])
    run(print_, 0, author, Cache(tmp_path))
    again, edited = Cache(tmp_path), Cache(tmp_path)
    run(print_, 0, author, again)
    assert again.misses == 0
    author.questions[12] = replace(author.questions[12], answer=rich(words(12, 58)))
    run(print_, 0, author, edited)
    assert 0 < edited.misses <= most
    assert edited.hits > most


@pytest.mark.parametrize("print_", list(PRINTS))
def test_a_prompt_with_html_is_not_taken_for_a_title_typed_alike(tmp_path: Path, print_: str) -> None:
    """`&amp;` is an ampersand in one and five characters in the other; contents and appendix show titles, too."""
    def read_as(key: str) -> Author:
        source = tmp_path / "questions.yaml"
        source.write_text("format: 1\nbank: {id: b, title: T, language: zh-CN, version: '1'}\n"
                          "topics: [{id: t0, title: 题}]\n"
                          f"questions: [{{id: a, topic: t0, {key}: 'AT&amp;T 与 C', answer: 水}}]\n", encoding="utf-8")
        return Author([*read(source).questions])

    first = run(print_, 0, read_as("prompt"), Cache(tmp_path / "cache"))
    expected = run(print_, 0, read_as("title"), Cache())
    assert run(print_, 0, read_as("title"), Cache(tmp_path / "cache")) == expected != first


def test_words_that_were_told_apart_need_no_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later run has the words of titles from the cache, and ends their lines alike."""
    long = title("为什么循环神经网络在训练时容易出现梯度消失而残差连接可以缓解这个问题，请说明原因")
    author = Author([question("one", title=long)])
    first = run("cards", 0, author, Cache(tmp_path))
    author.questions[0] = replace(author.questions[0], answer=rich("另一个答案。"))
    expected = run("cards", 0, author, Cache())
    asked_for = list[str]()
    monkeypatch.setattr(word_ends, "_segmenter", cache_of_calls(lambda: asked_for.append("dictionary")))
    assert run("cards", 0, author, Cache(tmp_path)) == expected != first
    assert asked_for == []
    with pytest.raises(AttributeError):
        run("cards", 0, author, Cache(tmp_path / "empty"))
    assert asked_for == ["dictionary"]


@pytest.mark.parametrize("wrong", [(1, {}, [], b""), ([(1, 2)], {}, [], b""), ([], {}, [("sans", 0, [(1,)])], b"")])
def test_sheets_of_another_form_are_told_as_somebody_elses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: tuple[object, ...],
) -> None:
    """Whoever wrote them into the cache: a problem that says what to do, no fault of the exporter's."""
    author = Author([question("one")])
    monkeypatch.setattr(KeptSheets, "dumped", lambda *_: pickle.dumps(wrong))
    run("cards", 0, author, Cache(tmp_path))
    with pytest.raises(SourceError) as told:
        run("cards", 0, author, Cache(tmp_path))
    assert [problem.code for problem in told.value.problems] == ["cache-foreign"]


@pytest.mark.parametrize("option", range(3))
def test_a_key_is_kept_as_a_whole(tmp_path: Path, option: int) -> None:
    """It follows from the answers of all questions, in the order of the paper."""
    author = Author([asked(k, f"q{k}") for k in range(5)])
    first = run("key", option, author, Cache(tmp_path))
    again, edited = Cache(tmp_path), Cache(tmp_path)
    assert run("key", option, author, again) == first
    assert (again.hits, again.misses) == (1, 0)
    author.questions.reverse()
    assert run("key", option, author, edited) == run("key", option, author, Cache())
    assert edited.misses == 1
