"""Cards read back with PDFium: each character belongs to the nearest named place above it, in its column of cards."""

from __future__ import annotations

import ctypes
import re
from array import array
from bisect import bisect_right
from dataclasses import astuple
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from pypdfium2 import PdfTextPage, raw

from dlexport.book.ascii_ids import FORM, id_of
from dlexport.exporters.pdf.book.painted import painted
from dlexport.exporters.pdf.book.read_back import opened
from dlexport.exporters.pdf.book.regions import clean, reading
from dlexport.exporters.pdf.file.known_pages import PageAsked, read_pages, readings
from dlexport.plugin.contract import Part, Passage, Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pypdfium2 import PdfPage

    from dlexport.cache import Cache
    from dlexport.exporters.pdf.book.read_back import Named

_QUESTION = re.compile(rf"q\.({FORM})(?:\.([a-z]+))?(?:\.([0-9]+))?")
_NEAR = 1.0         # points: places are written rounded


class _Found(NamedTuple):
    """A piece of a part of a question; `number` counts the cards that the part is spread over, from 1."""

    question: str
    part: Part
    number: int
    text: str
    pictures: Sequence[Picture]


def passages(data: bytes, cache: Cache) -> list[Passage]:
    """The text and pictures of each part of each question.

    Args:
        data: the PDF file.
        cache: what was read from pages in earlier runs, by the digest of the page.

    Raises:
        ValueError: the file is no PDF, is damaged, or has no named places of cards.
    """
    with opened(data, _QUESTION) as (document, places):
        by_page = {page: list(found) for page, found in groupby(places, key=attrgetter("page"))}
        numbers = list(by_page)

        def read(page: PdfPage, number: int) -> list[Any]:
            found = _columns(page, by_page[numbers[number]], cache)
            return [[name, text, list(map(astuple, pictures))] for name, text, pictures in found]

        wanted = [PageAsked(index, f"cards {[place[1:] for place in here]!r}") for index, here in by_page.items()]
        entries = read_pages(document, readings(data, cache), wanted, read)
        pieces = [piece for entry in entries for piece in _pieces(entry)]
    pieces.sort(key=itemgetter(2))      # stable: the order of the file, further cards after the first ones
    return [Passage(piece.question, piece.part, piece.text, pictures=tuple(piece.pictures)) for piece in pieces]


def _pieces(rows: Sequence[Any]) -> Iterator[_Found]:
    """The pieces found below those places that are parts of questions."""
    for name, text, pictures in rows:
        match = _QUESTION.fullmatch(name)
        if match:
            part = Part(match[2]) if match[2] else Part.TITLE
            yield _Found(id_of(match[1]), part, int(match[3] or 1), clean(text), [Picture(*one) for one in pictures])


def _columns(page: PdfPage, places: Sequence[Named], cache: Cache) -> Iterator[tuple[str, str, Sequence[Picture]]]:
    """The name of each place on a page, with the text and the pictures below it."""
    text = page.get_textpage()
    seen, owner_of = painted(page, text, cache), _owner_of(places)
    read = reading(text, seen.hidden)
    texts: dict[str, list[str]] = {place.name: [] for place in places}
    pictures: dict[str, list[Picture]] = {place.name: [] for place in places}
    for name, run in groupby(_owners(text, owner_of), key=itemgetter(0)):
        if name in texts:
            indexes = [index for _, index in run]
            texts[name].append(read(indexes[0], indexes[-1] + 1))
    for found in seen.pictures:
        name = owner_of(found.x, found.y)
        if name in pictures:
            pictures[name].append(found.picture)
    text.close()
    for name, pieces in texts.items():
        yield name, "".join(pieces), pictures[name]


def _owner_of(places: Sequence[Named]) -> Callable[[float, float], str]:
    """A function from a point to the name of the nearest place above it in its column; an empty string if none is."""
    columns: dict[float, list[Named]] = {}
    for place in sorted(places, key=lambda place: (place.left, -place.top)):
        left = next((known for known in columns if abs(known - place.left) <= _NEAR), place.left)
        columns.setdefault(left, []).append(place)
    for column in columns.values():
        column.sort(key=lambda place: -place.top)
    lefts = sorted(columns)
    depths = {left: [-place.top for place in column] for left, column in columns.items()}

    def owner(x: float, y: float) -> str:
        left = lefts[max(0, bisect_right(lefts, x + _NEAR) - 1)]
        above = bisect_right(depths[left], -y)
        return columns[left][above - 1].name if above else ""

    return owner


def _owners(text: PdfTextPage, owner_of: Callable[[float, float], str]) -> Iterator[tuple[str, int]]:
    """Name of place and index, for each character; those that PDFium adds, such as spaces, go with the one before."""
    count, owner = text.count_chars(), ""
    written, point = text.get_text_range(), array("d", bytes(16))
    if len(written) != count:       # some are of more than 16 bits
        written = " " * count
    room = (ctypes.c_char * 16).from_buffer(point)
    x, y = (ctypes.byref(ctypes.c_double.from_buffer(room, 8 * k)) for k in range(2))
    chars, origin, added = text.raw, raw.FPDFText_GetCharOrigin, raw.FPDFText_IsGenerated
    for index, char in enumerate(written):
        if char > " " or added(chars, index) != 1:      # it adds white space alone
            origin(chars, index, x, y)
            owner = owner_of(*point)
        yield owner, index
