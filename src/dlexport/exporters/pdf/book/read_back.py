"""A handout read back with PDFium: the text between the named places of each question's parts."""

from __future__ import annotations

import ctypes
import json
import re
from bisect import bisect_left
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from dlexport.exporters.pdf.file.unpacking import page_digests
from dlexport.plugin.contract import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.cache import Cache

_NAME_ROOM = 1024                               # bytes: ids are short
_NOTE_MARK = re.compile("\u2060[0-9]")          # see `marks`
_LINE_HYPHEN = "\ufffe"                         # PDFium's stand-in for a hyphen at a line's end
_QUESTION = re.compile(r"q\.([a-z0-9-]+)(?:\.([a-z]+))?")
_SUMMARY = re.compile(r"a\.([a-z0-9-]+)")


class Named(NamedTuple):
    """A named place: page from 0, in points from the page's lower left corner."""

    page: int
    left: float
    top: float
    name: str


def passages(data: bytes, cache: Cache) -> list[Passage]:
    """What the file says of each question, part by part; the cache knows the pages that were read before.

    Raises:
        ValueError: it is no PDF, or is damaged, or has none of a handout's places.
    """
    with opened(data, _QUESTION) as (document, places):
        texts = _between(document, places, data, cache)
        return [passage for name, text in texts for passage in _passages(name, text)]


@contextmanager
def opened(data: bytes, wanted: re.Pattern[str]) -> Iterator[tuple[pypdfium2.PdfDocument, list[Named]]]:
    """The document and its named places from top to bottom.

    Raises:
        ValueError: it is no PDF, or is damaged, or has no place of the name wanted.
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


def _passages(name: str, text: str) -> Iterator[Passage]:
    """The passages that begin at a named place; a title's line carries the tags as well."""
    question = _QUESTION.fullmatch(name)
    if question and question[2]:
        yield Passage(question[1], Part(question[2]), text)
    elif question:
        yield Passage(question[1], Part.TITLE, text)
        yield Passage(question[1], Part.TAGS, text)
    summary = _SUMMARY.fullmatch(name)
    if summary:
        yield Passage(summary[1], Part.SUMMARY, text)


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
             cache: Cache) -> Iterator[tuple[str, str]]:
    """The name of each place and the text from there to the next, heads and page numbers left out."""
    by_page: dict[int, list[Named]] = {}
    for place in places:
        by_page.setdefault(place.page, []).append(place)
    current = ""
    texts: list[str] = []
    tops = [[place.top for place in by_page.get(index, [])] for index in range(len(document))]
    for index, pieces in enumerate(_pages(document, tops, data, cache)):
        here = by_page.get(index, [])
        for k, piece in enumerate(pieces):
            if k:
                yield current, clean("".join(texts))
                current, texts = here[k - 1].name, []
            texts.append(piece)
    yield current, clean("".join(texts))


def _pages(document: pypdfium2.PdfDocument, tops: list[list[float]], data: bytes,
           cache: Cache) -> Iterator[list[str]]:
    """The text of each page, cut at these heights; a page that PDFium has read before is not read again."""
    digests = page_digests(data) if cache.keeps else None
    keys = [cache.key("text of a page", digest, repr(cuts)) for digest, cuts in zip(digests or (), tops, strict=False)]
    known = cache.get_all(keys)
    before: pypdfium2.PdfPage | None = None
    for index, cuts in enumerate(tops):
        kept = known.get(keys[index]) if keys else None
        if kept is not None:
            yield json.loads(kept)
            continue
        page = document[index]
        if before is not None:      # PDFium forgets a font with the last open page that uses it
            before.close()
        before, text = page, page.get_textpage()
        pieces = [text.get_text_range(start, end - start) if end > start else ""
                  for start, end in pairwise((0, *_cuts(page, text, cuts)))]
        text.close()
        if keys:
            cache.put(keys[index], json.dumps(pieces).encode("ascii"))
        yield pieces
    if before is not None:
        before.close()


def _cuts(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, tops: list[float]) -> Iterator[int]:
    """Where in a page's characters the text below each height begins, and where the page's own text ends.

    A page's text is drawn from top to bottom, heads and page numbers after it, so each part is one range.
    """
    count = text.count_chars()
    _, low, _, high = page.get_artbox()
    x, y = ctypes.c_double(), ctypes.c_double()

    to_x, to_y, chars = ctypes.byref(x), ctypes.byref(y), text.raw

    def height(index: int) -> float | None:
        """Of a character's baseline; None for spaces and line ends that PDFium adds."""
        if raw.FPDFText_IsGenerated(chars, index) == 1:
            return None
        raw.FPDFText_GetCharOrigin(chars, index, to_x, to_y)
        return y.value

    end = count
    while end and ((at := height(end - 1)) is None or not low <= at <= high):
        end -= 1
    def drawn(index: int) -> int:
        """The first character from there on that PDFium has not added."""
        while index < end and height(index) is None:
            index += 1
        return index

    index = 0
    for top in tops:
        def below(index: int, top: float = top) -> bool:
            """Whether what is drawn from there on stands below the height, as all that follows it does."""
            return (found := drawn(index)) >= end or (height(found) or 0.0) < top

        index = drawn(bisect_left(range(end), x=True, lo=index, key=below))
        yield index
    yield end


def clean(text: str) -> str:
    """The text without footnote marks and what PDFium puts in the stead of characters."""
    return _NOTE_MARK.sub("", text).replace(_LINE_HYPHEN, "-").replace("\r\n", "\n")
