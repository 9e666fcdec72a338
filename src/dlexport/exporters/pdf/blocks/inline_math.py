"""An inline formula in pieces: a line may break after its outer signs, or as for a display where it must."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from dlexport.math.layout import MathBox, MathFont, TextMeasure
    from dlexport.math.layout.rows import RowLine
    from dlexport.math.tree import Element

_WORTH = 1.5        # ems: a shorter piece is not parted from its neighbour
_LONG = 4.0         # ems: only longer pieces may break after operators


class MathPiece(NamedTuple):
    """A piece of a formula, the space before it in points, and the class of its left end, see `classes`.

    The space vanishes where the piece begins a line.
    """

    lead: float
    box: MathBox
    left: str


def inline_pieces(tree: Element, *, font: MathFont, size: float, measure: float,  # noqa: PLR0913 - all told below
                  text: TextMeasure, display: bool = False) -> list[MathPiece]:
    """The pieces.

    Args:
        tree: the formula.
        font: the math font.
        size: of the text around it, in points.
        measure: no piece may be wider, nor taller, in points.
        text: measures words that the math font cannot write.
        display: set it as a displayed one, if that fits.
    """
    from dlexport.math.layout import typeset, typeset_lines  # noqa: PLC0415 - only where there are formulas
    from dlexport.math.layout.boxes import flat  # noqa: PLC0415 - as above
    from dlexport.math.layout.engine import lay  # noqa: PLC0415 - as above
    from dlexport.math.layout.rows import line  # noqa: PLC0415 - as above
    from dlexport.math.layout.setting import Setting  # noqa: PLC0415 - as above
    from dlexport.math.layout.style import TEXT  # noqa: PLC0415 - as above

    if display:
        alone = typeset(tree, font=font, size=size, display=True, text=text)
        if alone.width <= measure and alone.height + alone.depth <= measure:
            return [MathPiece(0.0, alone, "B")]
    whole = typeset(tree, font=font, size=size, display=False, text=text)
    if whole.height + whole.depth > measure or (len(tree.children) < 3 and whole.width > measure):   # noqa: PLR2004
        lines = typeset_lines(tree, font=font, size=size, text=text, width=measure, height=measure)
        return [MathPiece(0.0, box, "p" if k else "B") for k, box in enumerate(lines)]
    if whole.width < 3 * _WORTH * size or len(tree.children) < 3:       # noqa: PLR2004 - a relation has two sides
        return [MathPiece(0.0, whole, "B")]
    laid = line(tree.children, TEXT, Setting(font, size, text, lay))
    cuts = _cuts(laid)
    ends = [*(start for start, _ in cuts[1:]), len(laid.boxes)]
    pieces = [MathPiece(laid.gaps[start] * size if start else 0.0, flat(laid.set(start, end), size), left)
              for (start, left), end in zip(cuts, ends, strict=True)]
    if all(piece.box.width <= measure for piece in pieces):
        return pieces
    lines = typeset_lines(tree, font=font, size=size, text=text, width=measure)
    return [MathPiece(0.0, box, "p" if k else "B") for k, box in enumerate(lines)]


def _cuts(laid: RowLine) -> list[tuple[int, str]]:
    """The starts of the pieces of a formula, each with the class of its left end.

    TeX breaks rather after a relation than after an operator; here rather outside brackets than inside them, too.
    """
    from dlexport.math.atoms import BIN, CLOSE, OPEN, PUNCT, REL  # noqa: PLC0415 - only where there are formulas

    depths = list(accumulate((kind == OPEN) - (kind == CLOSE) for kind in laid.classes))
    ends = list(accumulate(gap + box.width for gap, box in zip(laid.gaps, laid.boxes, strict=True)))

    def inside(start: int, end: int, kinds: Collection[int], *, fenced: bool) -> list[int]:
        """The places after signs of these kinds where a piece from `start` up to `end` may be cut."""
        found, begun = [], start
        for k in range(start, end - 1):
            width = ends[k] - (ends[begun - 1] if begun else 0.0)
            if laid.classes[k] in kinds and laid.classes[k + 1] != REL and bool(depths[k]) == fenced and width > _WORTH:
                found.append(k + 1)
                begun = k + 1
        return found

    cuts = dict.fromkeys([0, *inside(0, len(laid.boxes), (REL, PUNCT), fenced=False)], "p")
    for left, fenced in (("q", False), ("r", True)):
        for start, end in pairwise([*sorted(cuts), len(laid.boxes)]):
            if ends[end - 1] - (ends[start - 1] if start else 0.0) > _LONG:
                cuts |= dict.fromkeys(inside(start, end, (BIN,), fenced=fenced), left)
    cuts[0] = "B"
    return sorted(cuts.items())
