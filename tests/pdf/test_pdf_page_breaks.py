"""Where the pages of a handout end, as PDFium finds its lines: nothing stranded, nothing alone, nothing outside."""

from __future__ import annotations

import ctypes
import re
import sys
from bisect import bisect
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from pdf_books import export
from pypdfium2 import raw

from by_hand import ROOT
from dlexport.book.book import compose
from dlexport.exporters.pdf.book.read_back import opened
from dlexport.exporters.pdf.style.theme import read_theme
from dlexport.lock.lock import DatedBook
from dlexport.plugin.contract import Part
from dlexport.reader import read
from dlexport.richtext.nodes import Paragraph, Text
from dlexport.richtext.walk import walk
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt
    import pypdfium2

    from dlexport.book.book import Book
    from dlexport.exporters.pdf.book.read_back import Named
    from dlexport.exporters.pdf.style.paper import Name, Paper

pytestmark = pytest.mark.unmeasured
QUESTIONS = 60
BETWEEN = 40.0          # points before a question
FIRST_LINES = 90.0      # points that the first two lines of an answer take, or what stands in their stead
LABELS = 60.0           # points beside the text in which labels and numbers hang
HEAD, FOOT = 12.0, 10.0     # points that the running head and the page number take from their baselines
PART = re.compile(r"q\.[a-z0-9-]+\.[a-z]+")
QUESTION = re.compile(r"q\.[a-z0-9-]+")
HAN = re.compile("[\u4e00-\u9fff]")


class Char(NamedTuple):
    """A character with the page, from 0, and the baseline it stands on."""

    text: str
    page: int
    baseline: float


class Printed(NamedTuple):
    """A handout as found on its pages: characters in the order of reading without heads and page numbers."""

    book: Book
    paper: Paper
    chars: list[Char]
    places: list[Named]
    ink: list[npt.NDArray[np.bool_]]


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[Name, Printed]:
    """Sixty questions of the benchmark on both papers."""
    sys.path.append(str(ROOT / "benchmarks"))
    import generate  # noqa: PLC0415 - a script beside the package

    path: Path = tmp_path_factory.mktemp("bench") / "questions.yaml"
    path.write_text(generate.bank(QUESTIONS), encoding="utf-8")
    dated = DatedBook(compose(read(path)), {}, {}, {})
    return {size: printed(dated, size) for size in SIZES}


SIZES: tuple[Name, ...] = ("a4", "letter")
HYPHEN = "\u00ad\u200b"     # what a hyphen that is not in the source is copied as


def printed(dated: DatedBook, size: Name) -> Printed:
    """The handout, read back."""
    with opened(export(dated, paper=size).data, PART) as (document, places):
        chars = [char for index, page in enumerate(document) for char in read_page(page, index)
                 if char.text not in HYPHEN]
        ink = [page.render(grayscale=True).to_numpy().squeeze() < 250 for page in document]
        return Printed(dated.book, read_theme(theme(None)).paper(size), chars, places, ink)


def read_page(page: pypdfium2.PdfPage, index: int) -> Iterator[Char]:
    """What stands in the text area of a page."""
    _, low, _, high = page.get_artbox()
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for k in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text.raw, k) != 1:
            raw.FPDFText_GetCharOrigin(text.raw, k, ctypes.byref(x), ctypes.byref(y))
            if low <= y.value <= high:
                yield Char(chr(raw.FPDFText_GetUnicode(text.raw, k)), index, round(y.value, 1))


def lines(chars: list[Char]) -> list[tuple[int, float]]:
    """Page and baseline of each line that has Han in it, from first to last."""
    return list(dict.fromkeys((char.page, char.baseline) for char in chars if HAN.match(char.text)))


@pytest.mark.parametrize("size", SIZES)
def test_nothing_reaches_outside(prints: dict[Name, Printed], size: Name) -> None:
    """All ink is in the text area, beside it where labels hang, or in the head or foot; and no page is empty."""
    found = prints[size]
    area = found.paper
    for number, ink in list(enumerate(found.ink, 1))[1:]:      # the cover is a drawing
        rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
        text = rows[(rows >= area.height - area.high - 1) & (rows <= area.height - area.low + 1)]
        assert len(text) > 0, number
        others = np.setdiff1d(rows, text)
        in_head = (others > area.head - HEAD) & (others < area.head + HEAD)
        in_foot = (area.height - others > area.foot - FOOT) & (area.height - others < area.foot + FOOT)
        assert (in_head | in_foot).all(), number
        assert columns.min() >= area.left(number) - LABELS, number
        assert columns.max() <= area.left(number) + area.measure + 1, number


@pytest.mark.parametrize("size", SIZES)
def test_no_line_is_alone(prints: dict[Name, Printed], size: Name) -> None:
    """Of a paragraph that goes over to another page at least two lines are on each."""
    found = prints[size]
    text, at, parted = "".join(char.text for char in found.chars), 0, 0
    for entry in found.book.entries():
        question = entry.question
        for field in (question.prompt, question.answer, question.analysis):
            for node in walk(field.blocks):
                if not isinstance(node, Paragraph):
                    continue
                starts = []
                for child in walk(node.children):
                    if isinstance(child, Text):
                        starts.append(text.index(child.text, at))
                        at = starts[-1] + len(child.text)
                pages = [page for page, _ in lines(found.chars[starts[0]:at])]
                parted += len(set(pages)) > 1
                assert min(map(pages.count, pages)) > 1 or len(set(pages)) == 1, text[starts[0]:at]
    assert parted > 1


@pytest.mark.parametrize("size", SIZES)
def test_no_label_is_stranded(prints: dict[Name, Printed], size: Name) -> None:
    """Below a title or label at least two lines of what follows are on its page, or all of it."""
    found = prints[size]
    places = [place for place in found.places if place.name[:2] in {"q.", "t."}]
    assert len(places) > 4 * QUESTIONS
    lows = sorted((char.page, -char.baseline) for char in found.chars)
    parted = 0
    for place, after in pairwise(places):
        own = set(lows[bisect(lows, (place.page, -place.top)):bisect(lows, (after.page, -after.top))])
        here = [page for page, _ in own].count(place.page)
        parted += here < len(own)
        assert here > 1 or here == len(own), place
    assert parted > 3


@pytest.mark.parametrize("size", SIZES)
def test_a_question_starts_where_it_fits(prints: dict[Name, Printed], size: Name) -> None:
    """Title, prompt and the answer's first lines are together; where they begin a page, there was no room before."""
    found = prints[size]
    moved = 0
    places = [place for place in found.places if not place.name.endswith(f".{Part.TAGS}")]
    for title, prompt, answer in zip(places, places[1:], places[2:], strict=False):
        if not QUESTION.fullmatch(title.name):
            continue
        assert prompt.page == answer.page == title.page, title
        if title.top < found.paper.high - 1:
            continue
        moved += 1
        before = min(char.baseline for char in found.chars if char.page == title.page - 1)
        assert before - found.paper.low < BETWEEN + title.top - answer.top + FIRST_LINES, title
    assert moved > 2     # enough to say something: most find room, as spaces give way
