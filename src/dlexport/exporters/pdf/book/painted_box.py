"""The box of a painted object, in points from the page's lower left corner."""

from __future__ import annotations

from typing import Final, NamedTuple

OVER: Final = 0.5          # points by which a glyph's box may reach over the paper's edge


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
