"""Ink: whatever can be drawn on a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dlexport.exporters.pdf.drawing.sheet import Sheet


class Ink(Protocol):
    """Something that can be drawn on a sheet."""

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it with its reference point (a baseline's left end, or a top left corner) at (x, y), in points."""
        ...
