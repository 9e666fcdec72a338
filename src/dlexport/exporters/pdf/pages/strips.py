"""Strips: the rows that a page is built of, from top to bottom. A page ends between strips only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlexport.exporters.pdf.drawing.element import StructureElement
    from dlexport.exporters.pdf.drawing.ink import Ink
    from dlexport.exporters.pdf.text.line import SetLine

_ASCENT = 0.88          # of an em above the baseline: the ideographic em box
_CLEARANCE = 1.5        # points between a tall formula and its neighbours


class Put(NamedTuple):
    """Something drawn in a strip: its reference point from the left of the text block, and below the strip's top.

    `element` is what it belongs to; a paragraph of its own if nothing is said.
    """

    x: float
    down: float
    ink: Ink
    element: StructureElement | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tint:
    """A background colour behind all strips that name it; `left` is in points from the text block's left edge."""

    left: float
    width: float
    colour: str


@dataclass(frozen=True, slots=True, eq=False)
class Bar:
    """A vertical line beside all strips that name it."""

    left: float
    weight: float
    colour: str


Band: TypeAlias = Tint | Bar


class Strip(NamedTuple):
    """A row of the page that is never cut.

    Attributes:
        height: in points.
        puts: what is drawn.
        keep: whether it must be on the same page as the strip after it.
        bands: what runs behind or beside it, outermost first.
        places: names that lead to its top.
        baseline: how far below its top the first line of text stands; None where there is none.
        head: strips to be set again above it where it begins a page: a table's head.
        floats: whether it may stand further down or up in its part to fill a page: a figure and its caption.
        space: whether it is white space between two others, which may be made smaller.
    """

    height: float
    puts: tuple[Put, ...] = ()
    keep: bool = False
    bands: tuple[Band, ...] = ()
    places: tuple[str, ...] = ()
    baseline: float | None = None
    head: tuple[Strip, ...] = ()
    floats: bool = False
    space: bool = False


class Skip(NamedTuple):
    """White space where a page may end; it vanishes at the top of a page, and the larger of two neighbours counts.

    `inside` a list, quotation or the like, no figure from above may come in. A `turn` begins a new page. A `firm` one
    is never made smaller or larger: around a display.
    """

    height: float
    bands: tuple[Band, ...] = ()
    inside: bool = False
    turn: bool = False
    firm: bool = False


Item: TypeAlias = Strip | Skip


def text_strips(lines: Sequence[SetLine], left: float, size: float, leading: float, *,
                keep_last: bool = False) -> list[Item]:
    """A paragraph's lines: neither the first nor the last one is ever alone on a page.

    Args:
        lines: set lines.
        left: of the paragraph, from the left of the text block.
        size: in points.
        leading: in points; a line with something tall in it gets more.
        keep_last: whether the last line must stay with what follows.
    """
    half = (leading - size) / 2
    above, below = half + _ASCENT * size, half + (1 - _ASCENT) * size
    last, bound = len(lines) - 1, sociable(len(lines))
    strips: list[Item] = []
    for k, line in enumerate(lines):
        up = max(above, line.ascent + _CLEARANCE)
        down = max(below, line.descent + _CLEARANCE)
        keep = keep_last if k == last else k in bound
        strips.append(Strip(up + down, (Put(left, up, line),), keep, baseline=up))
    return strips


def sociable(count: int) -> frozenset[int]:
    """Indexes of list items to keep with the next one, so that no first or last item stands alone on a page."""
    return frozenset(k for k in (0, count - 2) if 0 <= k < count - 1)


def within(items: Iterable[Item], band: Band) -> list[Item]:
    """The items with one more tint or bar around them."""
    return [item._replace(bands=(band, *item.bands)) for item in items]


def bound(items: Iterable[Item]) -> list[Item]:
    """The items, each strip kept with the next one."""
    return [item._replace(keep=True) if isinstance(item, Strip) else item for item in items]


def kept(items: Sequence[Item]) -> list[Item]:
    """The items, the last strip kept with what follows."""
    last = max((k for k, item in enumerate(items) if isinstance(item, Strip)), default=-1)
    return [item._replace(keep=True) if k == last and isinstance(item, Strip) else item for k, item in enumerate(items)]


def closed(items: Iterable[Item]) -> list[Item]:
    """The items with no figure from above let in between them."""
    return [item._replace(inside=True) if isinstance(item, Skip) else item for item in items]


def led(items: Sequence[Item]) -> list[Item]:
    """The items, the first strip kept with the second one, if there is any."""
    first, *more = [k for k, item in enumerate(items) if isinstance(item, Strip)] or [-1]
    return [*kept(items[:first + 1]), *items[first + 1:]] if more else list(items)


def abreast(sides: Iterable[Sequence[Strip]], least: float, pad: float = 0.0) -> Strip:
    """Columns of strips side by side as one strip that is never split, with a least height; in points."""
    height, puts = least, list[Put]()
    for side in sides:
        down = pad
        for strip in side:
            puts += (put._replace(down=down + put.down) for put in strip.puts)
            down += strip.height
        height = max(height, down - pad)
    return Strip(height + 2 * pad, tuple(puts))


def named(items: Sequence[Item], place: str) -> list[Item]:
    """The items with a named place at the top of the first strip."""
    first = next((k for k, item in enumerate(items) if isinstance(item, Strip)), -1)
    return [item._replace(places=(*item.places, place)) if k == first and isinstance(item, Strip) else item
            for k, item in enumerate(items)]


def beside(items: Sequence[Item], x: float, ink: Ink, element: StructureElement | None = None) -> list[Item]:
    """The items with a mark on the first baseline: a list's bullet, a question's number."""
    for k, item in enumerate(items):
        if isinstance(item, Strip) and item.baseline is not None:
            marked = item._replace(puts=(Put(x, item.baseline, ink, element), *item.puts))
            return [*items[:k], marked, *items[k + 1:]]
        if isinstance(item, Strip) and item.puts:
            return [*items[:k], Strip(0.0, (Put(x, _ASCENT * 10, ink, element),), keep=True), *items[k:]]
    return list(items)


def total(items: Iterable[Item]) -> float:
    """The height of items one below the other."""
    return sum(item.height for item in items)
