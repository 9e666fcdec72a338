"""The box of a painted object, in points from the page's lower left corner."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

OVER: Final = 0.5          # points by which a glyph's box may reach over the paper's edge
_BAND: Final = 12.0        # points: about a line
_BANDS: Final = 400.0      # those of any paper; what lies beyond is in the first or the last


class PaintedBox(NamedTuple):
    """A rectangle in points from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def touches(self, other: PaintedBox) -> bool:
        """Whether the two boxes share more than an edge."""
        return (min(self.right, other.right) - max(self.left, other.left) > OVER
                and min(self.top, other.top) - max(self.bottom, other.bottom) > OVER)

    def holds(self, other: PaintedBox) -> bool:
        """Whether the other box lies within this one."""
        return (self.left - OVER <= other.left and other.right <= self.right + OVER
                and self.bottom - OVER <= other.bottom and other.top <= self.top + OVER)


class Covers:
    """What may hide what was painted before it, by the bands of the page that it is in: few are near a word.

    Args:
        covers: the order in which each is painted, and where.

    Attributes:
        last: the greatest order; -1 where there is none.
    """

    def __init__(self, covers: Iterable[tuple[int, PaintedBox]]) -> None:
        self.last = -1
        self._bands: dict[int, list[tuple[int, PaintedBox]]] = defaultdict(list)
        for order, box in covers:
            self.last = max(self.last, order)
            for band in _bands(box):
                self._bands[band].append((order, box))

    def hides(self, box: PaintedBox, order: int) -> bool:
        """Whether one that is painted later than `order` touches the box."""
        return self.last > order and any(
            later > order and cover.touches(box)
            for band in _bands(box) if band in self._bands for later, cover in self._bands[band])


def _bands(box: PaintedBox) -> range:
    return range(_band(box.bottom), _band(box.top) + 1)


def _band(height: float) -> int:
    return int(min(_BANDS, max(0.0, height / _BAND)))
