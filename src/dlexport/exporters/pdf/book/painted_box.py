"""A box on the page: where something is painted, in points from the lower left corner."""

from __future__ import annotations

from typing import Final, NamedTuple

OVER: Final = 0.5          # points: so far over the paper's edge, a glyph's box may be


class PaintedBox(NamedTuple):
    """A rectangle in points from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def touches(self, other: PaintedBox) -> bool:
        """Whether they have more than an edge in common."""
        return (min(self.right, other.right) - max(self.left, other.left) > OVER
                and min(self.top, other.top) - max(self.bottom, other.bottom) > OVER)

    def holds(self, other: PaintedBox) -> bool:
        """Whether the other lies in it."""
        return (self.left - OVER <= other.left and other.right <= self.right + OVER
                and self.bottom - OVER <= other.bottom and other.top <= self.top + OVER)
