"""Cards read back with PDFium: each character belongs to the nearest named place above it, in its column of cards."""

from __future__ import annotations

import ctypes
import json
import re
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
from dlexport.exporters.pdf.file.unpacking import page_digests
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
        digests = page_digests(data) if cache.keeps else None
        keys = [cache.key("cards of a page", digests[index], repr([place[1:] for place in here]))
                if digests and index < len(digests) else b"" for index, here in by_page.items()]

        def read(index: int, here: Sequence[Named]) -> bytes:
            page = document[index]
            found = list(_columns(page, here, cache))
            page.close()
            return json.dumps([[name, text, list(map(astuple, pictures))] for name, text, pictures in found]).encode()

        numbers = list(by_page)
        entries = cache.recall_all(keys, lambda k: read(numbers[k], by_page[numbers[k]])) if digests else \
            [read(index, here) for index, here in by_page.items()]
        pieces = [piece for entry in entries for piece in _pieces(json.loads(entry))]
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
    lefts = sorted(columns)

    def owner(x: float, y: float) -> str:
        column = columns[lefts[max(0, bisect_right(lefts, x + _NEAR) - 1)]]
        above = [place.name for place in column if place.top >= y]
        return above[-1] if above else ""

    return owner


def _owners(text: PdfTextPage, owner_of: Callable[[float, float], str]) -> Iterator[tuple[str, int]]:
    """Name of place and index, for each character; those that PDFium adds, such as spaces, go with the one before."""
    x, y = ctypes.c_double(), ctypes.c_double()
    owner = ""
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text.raw, index) != 1:
            raw.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
            owner = owner_of(x.value, y.value)
        yield owner, index
