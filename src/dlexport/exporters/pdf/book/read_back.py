"""Prints read back with PDFium: a part's text runs from its named place to the next one."""

from __future__ import annotations

import ctypes
import re
from contextlib import contextmanager
from dataclasses import astuple
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from dlexport.book.ascii_ids import FORM, id_of
from dlexport.exporters.pdf.book.regions import Cut, Region, page_regions
from dlexport.exporters.pdf.file.known_pages import PageAsked, read_pages, readings
from dlexport.exporters.pdf.file.known_segments import keep, known_segments
from dlexport.plugin.contract import Part, Passage, Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlexport.cache import Cache
    from dlexport.exporters.pdf.file.known_pages import Readings

_NAME_ROOM = 1024                               # bytes: ids are short
_MARKS = f".{Part.TAGS}"                        # ends the name of the place where tags begin beside a title
_QUESTION = re.compile(rf"q\.({FORM})(?:\.([a-z]+))?")
_PARTS = {str(part): part for part in Part}
_SUMMARY = re.compile(rf"a\.({FORM})")


class Named(NamedTuple):
    """A named place: page from 0, in points from the page's lower left corner."""

    page: int
    left: float
    top: float
    name: str


class Told(NamedTuple):
    """What pages in a row say.

    Attributes:
        head: the region above the first named place.
        passages: those of all places but the last.
        name: of the last place; None if there is no place.
        last: the region from there on.
    """

    head: Region
    passages: list[Passage]
    name: str | None
    last: Region

    def packed(self) -> tuple[Any, ...]:
        """This as plain values."""
        rows = [(one.question, str(one.part), one.text, list(map(astuple, one.pictures)), one.floats)
                for one in self.passages]
        return self.head.packed(), rows, self.name, self.last.packed()

    @classmethod
    def unpacked(cls, values: Any) -> Told | None:  # noqa: ANN401 - of a forged entry, anything
        """What was made from the result of `packed`; None if it was not."""
        try:
            head, rows, name, last = values
            found = [
                Passage(question, _PARTS[part], text, None, "", tuple([Picture(*one) for one in pictures]), (), floats)
                for question, part, text, pictures, floats in rows]
            told = cls(Region.unpacked(head), found, name, Region.unpacked(last))
        except (TypeError, ValueError, LookupError):
            return None
        return told if told._is_sound() else None

    def _is_sound(self) -> bool:
        """Whether all is of the type that it should be."""
        texts = {type(one.text) for one in self.passages} | {type(one.question) for one in self.passages}
        texts |= {type(text) for one in (self.head, self.last) for text in (one.text, one.tags, one.level)}
        shown = [self.head.pictures, self.last.pictures, *(one.pictures for one in self.passages)]
        pictures = list(chain.from_iterable(shown))
        sizes = {type(size) for one in pictures for size in (one.width, one.height)}
        texts |= {type(text) for one in pictures for text in (one.sha256, one.flaw)}
        return texts == {str} and sizes <= {int, float} and isinstance(self.name, str | None)


def passages(data: bytes, cache: Cache, *, floats: bool = False) -> list[Passage]:
    """The text and pictures of each part of each question; what was read in earlier runs comes from the cache.

    `floats`: whether figures may come elsewhere in their part than in the source.

    Raises:
        ValueError: the data is no PDF, is damaged, or has no named place of a question.
    """
    with _document(data) as document:
        kept = readings(data, cache)
        told = _by_segment(document, kept, cache, floats=floats) if kept else None
        if told is None:
            places = _in_order(named_places(document))
            _check(_QUESTION, (place.name for place in places))
            told = [_told(document, range(len(document)), places, kept, cache, floats=floats)]
        return list(_joined(told, floats=floats))


@contextmanager
def _document(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document.

    Raises:
        ValueError: the data is no PDF, or is damaged.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"this is no whole PDF file: {error}") from error
    try:
        yield document
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"a page of this PDF cannot be read: {error}") from error
    finally:
        document.close()


@contextmanager
def opened(data: bytes, wanted: re.Pattern[str]) -> Iterator[tuple[pypdfium2.PdfDocument, list[Named]]]:
    """The document and its named places from top to bottom.

    Raises:
        ValueError: the data is no PDF, is damaged, or has no named place that matches `wanted`.
    """
    with _document(data) as document:
        places = _in_order(named_places(document))
        _check(wanted, (place.name for place in places))
        yield document, places


def _in_order(places: Iterable[Named]) -> list[Named]:
    """Places from top to bottom."""
    return sorted(places, key=lambda place: (place.page, -place.top))


def _check(wanted: re.Pattern[str], names: Iterable[str]) -> None:
    if not any(map(wanted.fullmatch, names)):
        raise ValueError("this PDF has no question that can be found by its name")


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


def named_places(document: pypdfium2.PdfDocument, indexes: Iterable[int] | None = None, pages: range | None = None,
                 ) -> Iterator[Named]:
    """Every named destination with a height; or those of these indexes, of which most are on these pages.

    In the order of the file.
    """
    _meet(document, range(len(document)) if pages is None else pages)
    buffer, size = ctypes.create_string_buffer(_NAME_ROOM), ctypes.c_long()
    has_x, has_y, has_zoom = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    x, y, zoom = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    found = [ctypes.byref(one) for one in (has_x, has_y, has_zoom, x, y, zoom)]
    for index in range(raw.FPDF_CountNamedDests(document.raw)) if indexes is None else indexes:
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


def _meet(document: pypdfium2.PdfDocument, pages: range) -> None:
    """Have PDFium look up these pages: for a place on another it walks through the tree of pages, each time anew."""
    size = ctypes.byref(raw.FS_SIZEF())
    for index in pages:
        raw.FPDF_GetPageSizeByIndexF(document.raw, index, size)


def _by_segment(document: pypdfium2.PdfDocument, kept: Readings, cache: Cache, *, floats: bool) -> list[Told] | None:
    """What each segment says, of which only those are read that no earlier run read.

    None where PDFium does not find the pages and places that `known_segments` finds.
    """
    found = known_segments(kept, str(floats))
    if found is None:
        return None
    segments, names = found
    if len(document) != len(kept.contents.file.pages) or raw.FPDF_CountNamedDests(document.raw) != len(names):
        return None
    _check(_QUESTION, (name.decode("ascii")[1:-1] for name in names))
    tolds: list[Told] = []
    for one in segments:
        told = Told.unpacked(one.said)
        if told is None:
            places = list(named_places(document, one.places, one.pages))
            if any(place.page not in one.pages or f"({place.name})".encode() != names[index]
                   for place, index in zip(places, one.places, strict=True)):
                return None
            told = _told(document, one.pages, _in_order(places), kept, cache, floats=floats)
            keep(one, told.packed(), kept)
        tolds.append(told)
    return tolds


def _joined(tolds: Iterable[Told], *, floats: bool) -> Iterator[Passage]:
    """The passages of pages in a row, of which the last may go on where the next begin."""
    name, region = "", Region()
    for told in tolds:
        region = region.joined(told.head)
        if told.name is not None:
            yield from _passages(name, region.cleaned(), floats=floats)
            yield from told.passages
            name, region = told.name, told.last
    yield from _passages(name, region.cleaned(), floats=floats)


def _told(  # noqa: PLR0913 - where to read, and what helps
    document: pypdfium2.PdfDocument, pages: range, places: list[Named], kept: Readings | None, cache: Cache,
    *, floats: bool,
) -> Told:
    """What these pages say, from each of the places on them to the next one, without heads and page numbers."""
    marks = {place.name.removesuffix(_MARKS): place for place in places if place.name.endswith(_MARKS)}
    by_page: dict[int, list[Named]] = {}
    for place in places:
        if not place.name.endswith(_MARKS):
            by_page.setdefault(place.page, []).append(place)
    cuts = [[Cut(place.top, (marks[place.name].left, marks[place.name].top) if place.name in marks else None)
             for place in by_page.get(index, [])] for index in pages]
    name: str | None = None
    head, region, found = Region(), Region(), list[Passage]()
    for index, pieces in zip(pages, _pages(document, pages, cuts, kept, cache), strict=True):
        here = by_page.get(index, [])
        for k, piece in enumerate(pieces):
            if k:
                if name is None:
                    head = region
                else:
                    found += _passages(name, region.cleaned(), floats=floats)
                name, region = here[k - 1].name, Region()
            region = region.joined(piece)
    return Told(region, [], None, Region()) if name is None else Told(head, found, name, region)


def _pages(document: pypdfium2.PdfDocument, pages: range, cuts: list[list[Cut]], kept: Readings | None,
           cache: Cache) -> Iterator[list[Region]]:
    """What each page says between these cuts."""
    def read(page: pypdfium2.PdfPage, number: int) -> list[Any]:
        text = page.get_textpage()
        regions = page_regions(page, text, cuts[number], cache)
        text.close()
        return [region.packed() for region in regions]

    wanted = [PageAsked(index, f"regions {here!r}") for index, here in zip(pages, cuts, strict=True)]
    for rows in read_pages(document, kept, wanted, read):
        yield [Region.unpacked(row) for row in rows]
