"""What is kept between runs: sheets that were set before give the very bytes of setting them again."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_books import EXPORTER, book, everything, export, question, whole
from pypdfium2 import PdfDocument

from by_hand import KITCHEN_SINK, MOMENT, keypoint, rich, title
from dlexport.cache import Cache
from dlexport.exporters.pdf.file.known_pages import PageAsked, read_pages, readings
from dlexport.exporters.pdf.file.page_contents import page_contents
from dlexport.exporters.pdf.handout.exporter import PdfExporter
from dlexport.pictures.media import take
from dlexport.plugin.contract import ExportContext
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from dlexport.book.bank import Question
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import Artifact, Passage

DICE = random.Random(7)     # noqa: S311 - no secret
COMMON = [chr(code) for code in range(0x4E00, 0x4E00 + 900)]


def words(count: int) -> str:
    """Characters at random: a few pages of them fill all codes of one byte."""
    return "".join(DICE.choices(COMMON, k=count)) + "。"


def bank() -> list[Question]:
    """Four topics of two questions with all sorts of things in them, and more characters than there are short codes."""
    first, second = everything().book.bank.questions
    return [
        first, second,
        *(question(f"q{n}", topic=f"t{n // 2}", answer=rich(words(250)), tags=(f"甲{n}",),
                   analysis=rich(f"当 $x_{n}^2 \\le y$ 时，{words(40)}"),
                   keypoints=(keypoint("k", f"**{words(3)}** 与 $z_{n}$"),)) for n in range(6)),
    ]


QUESTIONS = bank()
MEDIA = everything().book.bank.media


def run(dated: DatedBook, cache: Cache, styles: Path | None = None, **options: str) -> Artifact:
    """The handout by way of a cache, which is closed then, as a run's end closes it."""
    fonts = Fonts()
    context = ExportContext(MOMENT, theme(styles), fonts, cache=cache)
    made = EXPORTER.export(dated, PdfExporter.Options(**options), context)  # type: ignore[arg-type] # words as options
    cache.close()
    return replace(made, counts={**made.counts, **dict.fromkeys(sorted(fonts.used), 1)})


def edited(questions: Sequence[Question]) -> dict[str, DatedBook]:
    """What an author does between two runs."""
    one, two, *more = questions
    new = question("new", topic="t1", answer=rich(words(60)))
    return {
        "nothing": book(*questions, media=MEDIA),
        "an answer": book(one, replace(two, answer=rich("答案与解析。")), *more, media=MEDIA),
        "the first characters": book(replace(one, prompt=rich("龘靐齉爩" + words(90))), two, *more, media=MEDIA),
        "a title": book(one, replace(two, title=title("另一个题目")), *more, media=MEDIA),
        "a summary": book(one, replace(two, summary=title("另一个提要")), *more, media=MEDIA),
        "tags": book(one, replace(two, tags=("新",)), *more, media=MEDIA),
        "a difficulty": book(one, replace(two, difficulty=3), *more, media=MEDIA),
        "a key point": book(one, replace(two, keypoints=(keypoint("k", "**新** 要点"),)), *more, media=MEDIA),
        "a question more": book(one, two, new, *more, media=MEDIA),
        "a question less": book(one, two, *more[1:], media=MEDIA),
        "a chapter less": book(*questions[2:], media=MEDIA),
        "the order": book(*questions[::-1], media=MEDIA),
        "pages more": book(replace(one, answer=rich(f"{words(1500)}\n\n{words(1500)}")), two, *more, media=MEDIA),
        "a picture": book(*questions, media={**MEDIA, "media/dot.png": replace(MEDIA["media/dot.png"], data=MEDIA[
            "media/gradient.png"].data, sha256=MEDIA["media/gradient.png"].sha256)}),
        "the bank's title": book(*questions, media=MEDIA, title=title("别的题库")),
        "the language": book(*questions, media=MEDIA, language="en"),
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Copies into a folder the cache that a run on the bank before any edit leaves, made once for each ink."""
    made: dict[str, Path] = {}

    def copy(folder: Path, ink: str) -> Path:
        if ink not in made:
            made[ink] = tmp_path_factory.mktemp(ink)
            run(book(*QUESTIONS, media=MEDIA), Cache(made[ink]), ink=ink)
        return shutil.copytree(made[ink], folder, dirs_exist_ok=True)

    return copy


@pytest.mark.unmeasured
@pytest.mark.parametrize("edit", list(edited(QUESTIONS)))
@pytest.mark.parametrize("ink", ["colour", "grey"])
def test_an_edit_gives_the_bytes_of_a_run_without_a_cache(
    filled: Callable[[Path, str], Path], tmp_path: Path, edit: str, ink: str,
) -> None:
    """Whatever was edited; also what is counted, and the fonts that count as used."""
    dated = edited(QUESTIONS)[edit]
    warm = run(dated, Cache(filled(tmp_path, ink)), ink=ink)
    assert warm == run(dated, Cache(), ink=ink)


@pytest.mark.parametrize(("edit", "made"), [
    ("nothing", 0), ("an answer", 1), ("a title", 4), ("a summary", 2), ("a key point", 1), ("the language", 16)])
def test_only_what_an_edit_touches_is_set_again(
    filled: Callable[[Path, str], Path], tmp_path: Path, edit: str, made: int,
) -> None:
    """Of five chapters, appendix and contents, each with heads and feet; those of the imprint, a number of pages."""
    cache = Cache(filled(tmp_path, "colour"))
    run(edited(QUESTIONS)[edit], cache)
    assert cache.misses == made
    assert cache.hits == 16 - made


@pytest.mark.parametrize("options", [{"paper": "letter"}, {"ink": "grey"}, {"pdfa": "true"}])
def test_options_count(tmp_path: Path, options: dict[str, str]) -> None:
    """What was kept for other options is not taken."""
    dated = book(*QUESTIONS[2:4])
    run(dated, Cache(tmp_path))
    assert run(dated, Cache(tmp_path), **options) == run(dated, Cache(), **options)


def test_the_theme_counts(tmp_path: Path) -> None:
    """What was kept for another theme is not taken."""
    own = tmp_path / "styles"
    (own / "print").mkdir(parents=True)
    style = (KITCHEN_SINK.parents[3] / "styles" / "print" / "handout.yaml").read_text(encoding="utf-8")
    (own / "print" / "handout.yaml").write_text(style.replace("#0F5C6E", "#123456"), encoding="utf-8")
    dated = book(*QUESTIONS[2:4])
    plain = run(dated, Cache(tmp_path / "cache"))
    coloured = run(dated, Cache(tmp_path / "cache"), own)
    assert coloured == run(dated, Cache(), own)
    assert coloured.data != plain.data


def test_what_lacks_a_character_is_told_every_time(tmp_path: Path) -> None:
    """Such a chapter is not kept."""
    dated = book(question("one", answer=rich("没有 \U00013000 这个字")), question("two", topic="other"))
    told = run(dated, Cache(tmp_path)).problems
    assert [problem.code for problem in told] == ["missing-glyph"]
    assert run(dated, Cache(tmp_path)).problems == told


def test_codes_that_were_given_to_others_meanwhile(tmp_path: Path) -> None:
    """Early pages take the short codes that later ones had: those are set again, and nothing is drawn for another."""
    later = question("later", topic="later", answer=rich(words(400)))
    run(book(question("early"), later), Cache(tmp_path))
    crowded = book(question("early", answer=rich("".join(COMMON[::-1]))), later)
    cache = Cache(tmp_path)
    warm = run(crowded, cache)
    assert warm == run(crowded, Cache())
    # the early chapter, appendix and contents, and four times heads and feet on later pages than before; the later
    # chapter is there and does not fit
    assert cache.misses == 3 + 4


def read_back(data: bytes, cache: Cache) -> list[Passage]:
    """All passages, with a cache at hand, which is closed then."""
    found = list(EXPORTER.read_back(data, cache))
    cache.close()
    return found


def test_a_page_is_read_once(tmp_path: Path) -> None:
    """The same passages from what PDFium said the last time, for the pages that are the same."""
    before, after = (run(edited(QUESTIONS)[edit], Cache()) for edit in ("nothing", "an answer"))
    first, again, changed = Cache(tmp_path), Cache(tmp_path), Cache(tmp_path)
    found = read_back(before.data, first)
    assert found == read_back(before.data, Cache()) == read_back(before.data, again)
    assert (first.hits, again.misses) == (0, 0)
    assert read_back(after.data, changed) == read_back(after.data, Cache())
    assert 0 < changed.misses < changed.hits


def test_a_new_character_has_no_page_read_again_that_has_it_not(tmp_path: Path) -> None:
    """The codes on a page that was read stand for the same; where one stands for another now, all are read again."""
    before, *others = QUESTIONS
    last = others.pop()
    more = replace(last, analysis=rich("龘靐齉爩"))
    other = book(before, *others, last, media=MEDIA), book(before, *others, more, media=MEDIA)
    data, after = (run(dated, Cache()).data for dated in other)
    read_back(data, Cache(tmp_path))
    changed, again, crowded = Cache(tmp_path), Cache(tmp_path), Cache(tmp_path)
    assert read_back(after, changed) == read_back(after, Cache())
    assert 0 < changed.misses < changed.hits / 3
    read_back(data, again)
    assert again.misses == 0            # with fewer codes as well: those pages are as they were
    taken = run(edited(QUESTIONS)["the first characters"], Cache()).data
    assert read_back(taken, crowded) == read_back(taken, Cache())


def test_only_pages_that_show_a_code_are_read_again_where_it_stands_for_another(tmp_path: Path) -> None:
    """A new character takes the short code of a later one: what is without that one is known as before."""
    def files(text: str) -> bytes:
        return run(book(question("early", answer=rich(text)), *(
            question(f"q{k}", topic=f"t{k}", answer=rich("".join(COMMON[9 * k:9 * k + 9]))) for k in range(9))),
            Cache(tmp_path)).data

    def again(data: bytes) -> set[int]:
        found, cache = set[int](), Cache(tmp_path)
        with closing(PdfDocument(data)) as document:
            wanted = [PageAsked(page, "") for page in range(len(document))]
            read = list(read_pages(document, readings(data, cache), wanted, lambda _, page: found.add(page)))
        assert len(read) == len(wanted)
        cache.close()
        return found

    before, after = files("甲"), files("".join(COMMON[400:412]))
    old, new = (page_contents(data, Cache(tmp_path)) for data in (before, after))
    assert old is not None
    assert new is not None
    lost = {(row.split(b"/")[0], int(row.split()[1], 16)) for row in old.codes - new.codes}
    assert lost
    known = {digest: {(font, code) for font, codes in (old.shown(page) or {}).items() for code in codes}
             for page, digest in enumerate(old.digests)}
    assert len(again(before)) == len(old.digests)
    expected = {page for page, one in enumerate(new.digests) if one not in known or known[one] & lost}
    assert again(after) == expected
    assert len(expected) < len(new.digests)
    assert again(after) == set()


def test_codes_are_as_new_as_the_pages_that_they_are_kept_for(tmp_path: Path) -> None:
    """A later edit needs them: they must not be the first to go. Where they are gone all the same, they come back."""
    data = run(book(question("one", answer=rich("一。"))), Cache()).data

    def again() -> list[int]:
        with closing(Cache(tmp_path)) as cache, closing(PdfDocument(data)) as document:
            return list(read_pages(document, readings(data, cache), [PageAsked(0, "")], lambda *_: 1))

    def ask(words: str) -> list[tuple[int, ...]]:
        with closing(sqlite3.connect(next(tmp_path.glob("*.sqlite")), isolation_level=None)) as entries:
            return entries.execute(words).fetchall()

    assert again() == [1]
    for change in ("UPDATE entries SET used = 1", "DELETE FROM entries WHERE size = (SELECT max(size) FROM entries)"):
        before = ask("SELECT count(*) FROM entries")
        ask(change)
        assert again() == [1]
        assert ask("SELECT count(*) FROM entries") == before
        assert ask("SELECT count(*) FROM entries WHERE used = 1") == [(0,)]


def test_pages_are_told_apart() -> None:
    """By what is on them; what has another origin is not told at all."""
    here, letter = (page_contents(data, Cache()) for data in (whole().data, export(everything(), paper="letter").data))
    assert here is not None
    assert letter is not None
    assert len(set(here.digests)) == len(here.digests) == whole().counts["pages"]
    assert letter.digests != here.digests
    assert page_contents(b"%PDF-1.4\n%%EOF", Cache()) is None


@settings(max_examples=200)
@given(st.integers(0, 10**9), st.integers(1, 255))
def test_damage_is_never_the_same_page(place: int, change: int) -> None:
    """A file with a byte changed has other pages, or none that are told, or the byte is of no page's text."""
    data = bytearray(whole().data)
    data[place % len(data)] ^= change
    told = page_contents(bytes(data), Cache())
    assert told is None or len(told.digests) <= len(whole().data)


def test_a_picture_is_taken_from_the_bank(tmp_path: Path) -> None:
    """Kept sheets name their pictures; in grey they are grey."""
    shown = book(question("one", answer=rich("![渐变](media/gradient.png)")),
                 media={"media/gradient.png": take(KITCHEN_SINK, "media/gradient.png")})
    for ink in ("colour", "grey"):
        first = run(shown, Cache(tmp_path), ink=ink)
        cache = Cache(tmp_path)
        assert run(shown, cache, ink=ink) == first
        assert cache.misses == 0
