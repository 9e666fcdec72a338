"""A place for blocks: their left edge, their measure, their size of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dlexport.exporters.pdf.style.theme import Level

_NARROWEST = 8.0        # ems: deep lists stop moving in here


class BlockPlace(NamedTuple):
    """The horizontal place of a block: it begins at `left` in the text block and is `measure` wide, in points.

    Attributes:
        level: of the text.
        depth: counts the lists around.
        tallest: how high a figure may be, in points; it leaves room for a line or two of text.
    """

    left: float
    measure: float
    level: Level
    depth: int = 0
    tallest: float = 400.0

    def moved(self, by: float) -> BlockPlace:
        """Further in, unless there would be no room left."""
        by = min(by, max(0.0, self.measure - _NARROWEST * self.level.size))
        return self._replace(left=self.left + by, measure=self.measure - by)
