"""The surroundings of a formula while it is set: the font, the measure of foreign text, the layout of children."""

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
"""The width in points of a text that the math font cannot write, set at a size in points."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The surroundings of one formula; `size` is that of its text, in points."""

    font: MathFont
    size: float
    text: TextMeasure
    lay: Callable[[Element, Style, Setting], Box]

    def box(self, element: Element, style: Style) -> Box:
        """A child laid out."""
        return self.lay(element, style, self)
