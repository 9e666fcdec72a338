"""The context of a formula while it is laid out: font, text measure, layout of children."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlexport.math.layout.boxes import Box
    from dlexport.math.layout.font import MathFont
    from dlexport.math.layout.style import Style
    from dlexport.math.tree import Element

TextMeasure = Callable[[str, float], float]
"""Function from a text that the math font lacks, and its size in points, to its width in points."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The context of one formula; `size` is that of the text around it, in points."""

    font: MathFont
    size: float
    text: TextMeasure
    lay: Callable[[Element, Style, Setting], Box]

    def box(self, element: Element, style: Style) -> Box:
        """The box of a child."""
        return self.lay(element, style, self)
