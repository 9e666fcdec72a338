"""Prints read back with PDFium: a part's text runs from its named place to the next one."""

from __future__ import annotations

import ctypes
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from dlexport.book.ascii_ids import FORM, id_of
from dlexport.exporters.pdf.book.regions import Cut, Region, page_regions
from dlexport.exporters.pdf.file.known_pages import PageAsked, read_pages
from dlexport.plugin.contract import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.cache import Cache

_NAME_ROOM = 1024                               # bytes: ids are short
_MARKS = f".{Part.TAGS}"                        # ends the name of the place where tags begin beside a title
_QUESTION = re.compile(rf"q\.({FORM})(?:\.([a-z]+))?")
_SUMMARY = re.compile(rf"a\.({FORM})")


class Named(NamedTuple):
    """A named place: page from 0, in points from the page's lower left corner."""

    page: int
    left: float
    top: float
    name: str


def passages(data: bytes, cache: Cache, *, floats: bool = False) -> list[Passage]:
    """The text and pictures of each part of each question; pages read in earlier runs come from the cache.

    `floats`: whether figures may come elsewhere in their part than in the source.

    Raises:
        ValueError: the data is no PDF, is damaged, or has no named place of a question.
    """
    with opened(data, _QUESTION) as (document, places):
        regions = _between(document, places, data, cache)
        return [passage for name, region in regions for passage in _passages(name, region, floats=floats)]


@contextmanager
def opened(data: bytes, wanted: re.Pattern[str]) -> Iterator[tuple[pypdfium2.PdfDocument, list[Named]]]:
    """The document and its named places from top to bottom.

    Raises:
        ValueError: the data is no PDF, is damaged, or has no named place that matches `wanted`.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"this is no whole PDF file: {error}") from error
    try:
        places = sorted(named_places(document), key=lambda place: (place.page, -place.top))
        if not any(wanted.fullmatch(place.name) for place in places):
            raise ValueError("this PDF has no question that can be found by its name")
        yield document, places
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"a page of this PDF cannot be read: {error}") from error
    finally:
        document.close()


def _passages(name: str, region: Region, *, floats: bool) -> Iterator[Passage]:
    """The passages that begin at a named place."""
    question = _QUESTION.fullmatch(name)
    if question and question[2]:
        yield Passage(id_of(question[1]), Part(question[2]), region.text, pictures=region.pictures, floats=floats)
    elif question:
        ident = id_of(question[1])
        yield Passage(ident, Part.TITLE, region.text)
        yield Passage(ident, Part.TAGS, region.tags)
        yield Passage(ident, Part.DIFFICULTY, region.level)
    summary = _SUMMARY.fullmatch(name)
    if summary:
        yield Passage(id_of(summary[1]), Part.SUMMARY, region.text)


def named_places(document: pypdfium2.PdfDocument) -> Iterator[Named]:
    """Every named destination with a height."""
    buffer, size = ctypes.create_string_buffer(_NAME_ROOM), ctypes.c_long()
    has_x, has_y, has_zoom = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    x, y, zoom = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    found = [ctypes.byref(one) for one in (has_x, has_y, has_zoom, x, y, zoom)]
    for index in range(raw.FPDF_CountNamedDests(document.raw)):
        size.value, has_y.value, x.value = _NAME_ROOM, 0, 0.0
        place: Any = raw.FPDF_GetNamedDest(document.raw, index, buffer, ctypes.byref(size))
        if not place or size.value <= 0:
            raise ValueError("a named place of this PDF leads nowhere")
        name = ctypes.string_at(buffer, size.value).decode("utf-16-le").rstrip("\0")
        page = raw.FPDFDest_GetDestPageIndex(document.raw, place)
        raw.FPDFDest_GetLocationInPage(place, *found)
        if page < 0 or not has_y.value:
            raise ValueError(f"the named place {name!r} of this PDF leads nowhere")
        yield Named(page, x.value, y.value, name)


def _between(document: pypdfium2.PdfDocument, places: list[Named], data: bytes,
             cache: Cache) -> Iterator[tuple[str, Region]]:
    """The name of each place with the region from there to the next one, without heads and page numbers."""
    marks = {place.name.removesuffix(_MARKS): place for place in places if place.name.endswith(_MARKS)}
    by_page: dict[int, list[Named]] = {}
    for place in places:
        if not place.name.endswith(_MARKS):
            by_page.setdefault(place.page, []).append(place)
    cuts = [[Cut(place.top, (marks[place.name].left, marks[place.name].top) if place.name in marks else None)
             for place in by_page.get(index, [])] for index in range(len(document))]
    current, region = "", Region()
    for index, pieces in enumerate(_pages(document, cuts, data, cache)):
        here = by_page.get(index, [])
        for k, piece in enumerate(pieces):
            if k:
                yield current, region.cleaned()
                current, region = here[k - 1].name, Region()
            region = region.joined(piece)
    yield current, region.cleaned()


def _pages(document: pypdfium2.PdfDocument, cuts: list[list[Cut]], data: bytes,
           cache: Cache) -> Iterator[list[Region]]:
    """What each page says between these cuts."""
    def read(page: pypdfium2.PdfPage, index: int) -> list[Any]:
        text = page.get_textpage()
        regions = page_regions(page, text, cuts[index], cache)
        text.close()
        return [region.packed() for region in regions]

    wanted = [PageAsked(index, f"regions {here!r}") for index, here in enumerate(cuts)]
    for rows in read_pages(document, data, cache, wanted, read):
        yield [Region.unpacked(row) for row in rows]
