"""Formulas in an e-book: MathML, or drawings in the colour of the text for readers that know no MathML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.math.mathml import to_mathml

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.exporters.epub.typesetter import Typesetter
    from dlexport.fonts import Fonts
    from dlexport.math.tree import Element

    Formula = Callable[[str, Element, bool], str]

_POINTS = 10.0      # any size will do: a drawing is measured in em
_REGULAR = 400      # weight


def as_mathml(latex: str, tree: Element, display: bool) -> str:   # noqa: FBT001 - the hook's signature
    """One `math` element whose alternative text is the LaTeX."""
    return to_mathml(tree, display=display, latex=latex)


def as_drawings(fonts: Fonts, setter: Typesetter) -> Formula:
    r"""A function that gives one `svg` element titled by the LaTeX.

    Args:
        fonts: name the math font.
        setter: measures the words that the math font cannot write, such as Han in `\text`.
    """
    from dlexport.math.layout import MathFont, typeset  # noqa: PLC0415 - HarfBuzz is loaded only for drawings
    from dlexport.math.svg import to_svg  # noqa: PLC0415

    font = MathFont(fonts.file("math").path)

    def measure(text: str, size: float) -> float:
        return setter.measure(text, _REGULAR) * size

    def draw(latex: str, tree: Element, display: bool) -> str:   # noqa: FBT001 - the hook's signature
        box = typeset(tree, font=font, size=_POINTS, display=display, text=measure)
        return to_svg(box, font, title=latex).replace("<svg ", '<svg class="math" ', 1)

    return draw
