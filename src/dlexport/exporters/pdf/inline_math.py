"""An inline formula in pieces: a line may break after its outer relations, or as for a display where it must."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlexport.math.layout import MathBox, MathFont, TextMeasure
    from dlexport.math.tree import Element

_WORTH = 1.5        # ems: a shorter piece is not parted from its neighbour


def inline_pieces(tree: Element, *, font: MathFont, size: float, measure: float,
                  text: TextMeasure) -> list[tuple[float, MathBox]]:
    """The pieces, each with the space before it in points, which vanishes where the piece begins a line.

    Args:
        tree: the formula.
        font: the math font.
        size: of the text around it, in points.
        measure: no piece may be wider, in points.
        text: measures words that the math font cannot write.
    """
    from dlexport.math.atoms import CLOSE, OPEN, REL  # noqa: PLC0415 - only where there are formulas
    from dlexport.math.layout import typeset, typeset_lines  # noqa: PLC0415 - as above
    from dlexport.math.layout.boxes import flat  # noqa: PLC0415 - as above
    from dlexport.math.layout.engine import lay  # noqa: PLC0415 - as above
    from dlexport.math.layout.rows import line  # noqa: PLC0415 - as above
    from dlexport.math.layout.setting import Setting  # noqa: PLC0415 - as above
    from dlexport.math.layout.style import TEXT  # noqa: PLC0415 - as above

    whole = typeset(tree, font=font, size=size, display=False, text=text)
    if whole.width < 3 * _WORTH * size or len(tree.children) < 3:       # noqa: PLR2004 - a relation has two sides
        return [(0.0, whole)]
    laid = line(tree.children, TEXT, Setting(font, size, text, lay))
    cuts, open_fences, width = [0], 0, 0.0
    for k, kind in enumerate(laid.classes[:-1]):
        open_fences += (kind == OPEN) - (kind == CLOSE)
        width += laid.gaps[k] + laid.boxes[k].width
        if kind == REL and not open_fences and laid.classes[k + 1] != REL and width > _WORTH:
            cuts.append(k + 1)
            width = 0.0
    cuts.append(len(laid.boxes))
    pieces = [(laid.gaps[start] * size if start else 0.0, flat(laid.set(start, end), size))
              for start, end in pairwise(cuts)]
    if all(box.width <= measure for _, box in pieces):
        return pieces
    return [(0.0, box) for box in typeset_lines(tree, font=font, size=size, text=text, width=measure)]
