"""Regions of a page, cut at given heights: the visible text and pictures in each; difficulty and tags by a title."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from dataclasses import astuple, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from pypdfium2 import raw

from dlexport.exporters.pdf.book.painted import painted
from dlexport.plugin.contract import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from pypdfium2 import PdfPage, PdfTextPage

    from dlexport.cache import Cache

_NOTE_MARK = re.compile("\u2060[0-9]")          # see `marks`
_LINE_HYPHEN = "\ufffe"                         # PDFium's stand-in for a hyphen at a line's end
_NEAR = 1.5         # points: places are written rounded


class Cut(NamedTuple):
    """The height in points at which a region begins; for a title, also the left and upper edge of its marks."""

    top: float
    marks: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """The content of a page between two cuts.

    Attributes:
        text: the text without the marks beside a title.
        tags: the text of these marks.
        level: the number of the difficulty among them.
    """

    text: str = ""
    tags: str = ""
    level: str = ""
    pictures: tuple[Picture, ...] = ()

    def joined(self, other: Region) -> Region:
        """This region and its continuation on the next page as one."""
        return Region(self.text + other.text, self.tags + other.tags, self.level + other.level,
                      self.pictures + other.pictures)

    def cleaned(self) -> Region:
        """The region without footnote marks and PDFium's substitute characters."""
        return Region(clean(self.text), clean(self.tags), self.level, self.pictures)

    def packed(self) -> list[Any]:
        """The region as values that `json` can write."""
        return [self.text, self.tags, self.level, list(map(astuple, self.pictures))]

    @classmethod
    def unpacked(cls, row: list[Any]) -> Region:
        """The region made from the result of `packed`."""
        text, tags, level, pictures = row
        return cls(text, tags, level, tuple([Picture(*one) for one in pictures]))


def page_regions(page: PdfPage, text: PdfTextPage, cuts: Sequence[Cut], cache: Cache) -> list[Region]:
    """The regions above, between and below these cuts, from top to bottom."""
    seen = painted(page, text, cache)
    _, low, _, high = page.get_artbox()
    tops = [-cut.top for cut in cuts]       # ascending

    def number(y: float) -> int:
        return bisect_left(tops, -y)

    read = reading(text, seen.hidden)
    regions: list[Region] = []
    for k, (start, end) in enumerate(pairwise((0, *_cuts(page, text, [cut.top for cut in cuts])))):
        marks = cuts[k - 1].marks if k else None
        begin = _begin_of_marks(text, range(start, end), marks) if marks else end
        pictures = [found.picture for found in seen.pictures if number(found.y) == k and low <= found.y <= high]
        levels = [level for y, level in seen.levels if number(y) == k]
        regions.append(Region(read(start, begin), read(begin, end), "".join(levels) if marks else "", tuple(pictures)))
    return regions


def reading(text: PdfTextPage, hidden: Collection[int]) -> Callable[[int, int], str]:
    """Reads the text from one character to another, without those that are hidden."""
    def read(start: int, end: int) -> str:
        ends = sorted(index for index in hidden if start <= index < end)
        return "".join(text.get_text_range(begin, stop - begin)
                       for begin, stop in zip([start, *(index + 1 for index in ends)], [*ends, end], strict=True)
                       if stop > begin)

    return read


def _begin_of_marks(text: PdfTextPage, indexes: range, place: tuple[float, float]) -> int:
    """The first character at or beyond a place; the end of these if there is none."""
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in indexes:
        if raw.FPDFText_IsGenerated(text.raw, index) != 1:
            raw.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
            if x.value >= place[0] - _NEAR and y.value <= place[1]:
                return index
    return indexes.stop


def _cuts(page: PdfPage, text: PdfTextPage, tops: list[float]) -> Iterator[int]:
    """The index of the first character below each height, and the end of the page's own text.

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
    """The text without footnote marks and without the characters that PDFium substitutes."""
    return _NOTE_MARK.sub("", text).replace(_LINE_HYPHEN, "-").replace("\r\n", "\n")
