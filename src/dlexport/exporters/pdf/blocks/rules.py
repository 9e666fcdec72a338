"""Rules: horizontal lines that are not text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.drawing.sheet import number, rgb

if TYPE_CHECKING:
    from dlexport.exporters.pdf.drawing.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Wire:
    """A horizontal line, in points; `dash` is the pattern of a dashed one."""

    width: float
    weight: float
    colour: str
    dash: str = ""

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it from (x, y) to the right."""
        dash = f"1 J [{self.dash}] 0 d " if self.dash else ""
        sheet.decorate(f"q {rgb(self.colour)} RG {number(self.weight)} w {dash}{number(x)} {number(y)} m "
                    f"{number(x + self.width)} {number(y)} l S Q")
