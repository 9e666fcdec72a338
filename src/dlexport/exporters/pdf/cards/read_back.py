"""Cards read back with PDFium: each character belongs to the named place that it stands below, in its column."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import PdfTextPage, raw

from dlexport.exporters.pdf.book.read_back import clean, opened
from dlexport.plugin.contract import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.exporters.pdf.book.read_back import Named

_QUESTION = re.compile(r"q\.([a-z0-9-]+)(?:\.([a-z]+))?(?:\.([0-9]+))?")
_NEAR = 1.0         # points: places are written rounded


class _Found(NamedTuple):
    """A piece of a part of a question; `number` is the card it goes on on, counted from 1."""

    question: str
    part: Part
    number: int
    text: str


def passages(data: bytes) -> list[Passage]:
    """What the file says of each question, part by part.

    Raises:
        ValueError: it is no PDF, or is damaged, or has none of the cards' places.
    """
    with opened(data, _QUESTION) as (document, places):
        by_page = {page: list(found) for page, found in groupby(places, key=attrgetter("page"))}
        pieces: list[_Found] = []
        for index, here in by_page.items():
            page = document[index]
            text = page.get_textpage()
            pieces += _pieces(text, here)
            text.close()
            page.close()
    pieces.sort(key=itemgetter(2))      # stable: the order of the file, further cards after the first ones
    return [Passage(piece.question, piece.part, piece.text) for piece in pieces]


def _pieces(text: PdfTextPage, places: Sequence[Named]) -> Iterator[_Found]:
    """The text of each place that is a part of a question."""
    texts: dict[str, list[str]] = {place.name: [] for place in places}
    for name, run in groupby(_owners(text, places), key=itemgetter(0)):
        if name in texts:
            indexes = [index for _, index in run]
            texts[name].append(text.get_text_range(indexes[0], len(indexes)))
    for name, found in texts.items():
        match = _QUESTION.fullmatch(name)
        if match:
            part = Part(match[2]) if match[2] else Part.TITLE
            yield _Found(match[1], part, int(match[3] or 1), clean("".join(found)))


def _owners(text: PdfTextPage, places: Sequence[Named]) -> Iterator[tuple[str, int]]:
    """The name of the place each character belongs to, with its index; what PDFium adds goes with what is before it."""
    columns: dict[float, list[Named]] = {}
    for place in sorted(places, key=lambda place: (place.left, -place.top)):
        left = next((known for known in columns if abs(known - place.left) <= _NEAR), place.left)
        columns.setdefault(left, []).append(place)
    lefts = sorted(columns)
    x, y = ctypes.c_double(), ctypes.c_double()
    owner = ""
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text.raw, index) != 1:
            raw.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
            column = columns[lefts[max(0, bisect_right(lefts, x.value + _NEAR) - 1)]]
            above = [place.name for place in column if place.top >= y.value]
            owner = above[-1] if above else ""
        yield owner, index
