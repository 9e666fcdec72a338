"""A formula too wide for a screen, as a formula of several rows: for formats whose readers break no formulas."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dlexport.math.atoms import BIN, CLOSE, OPEN, PUNCT, REL, class_of, settled
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Row = Sequence[Element]

_INDENT: Final = Element("mspace", attributes=(("width", "2em"),))
_NOTHING: Final = Element("mrow")       # to the left of an operator that begins a row: it keeps its spaces
_ALIGNMENT: Final = (("columnalign", "left"), ("columnspacing", "0em"), ("rowspacing", "0.3em"), ("tex-fit", "lines"))


def wrapped(tree: Element, fits: Callable[[Element], bool], *, display: bool) -> Element:
    """The formula in rows that fit, as far as it can be broken; the same formula where it cannot.

    Rows begin with a relation or a binary operator, or after a comma: outside of brackets where that is enough.

    Args:
        tree: what `parse` gave.
        fits: whether a row is narrow enough.
        display: whether the formula stands on lines of its own.
    """
    children = tree.children
    if children and children[-1].get("tex-tag"):
        return tree
    for within in (False, True):
        rows = _rows(_pieces(children, within=within), fits)
        if all(map(fits, rows)):
            break
    if len(rows) == 1:
        return tree
    style = (*_ALIGNMENT, ("displaystyle", "true")) if display else _ALIGNMENT
    lines = tuple(Element("mtr", (Element("mtd", row.children),)) for row in rows)
    return Element("mrow", (Element("mtable", lines, attributes=style),))


def _rows(pieces: list[Row], fits: Callable[[Element], bool]) -> list[Element]:
    """The pieces gathered into rows, each as long as fits."""
    rows: list[Element] = []
    for piece in pieces:
        longer = Element("mrow", (*rows[-1].children, *piece)) if rows else Element("mrow", tuple(piece))
        if not rows:
            rows.append(longer)
        elif fits(longer):
            rows[-1] = longer
        else:
            rows.append(Element("mrow", (_INDENT, _NOTHING, *piece)))
    return rows


def _pieces(children: Row, *, within: bool) -> list[Row]:
    """The row cut at every place where a line may end; `within` brackets too, if wanted."""
    classes = settled(map(class_of, children))
    cuts, depth, before = [0], 0, None
    for index, kind in enumerate(classes):
        if kind is None:
            continue
        depth -= kind == CLOSE
        begins = kind == BIN or (kind == REL and before != REL) or before == PUNCT
        if before is not None and begins and (within or depth <= 0):
            cuts.append(index)
        depth += kind == OPEN
        before = kind
    return [children[start:end] for start, end in pairwise([*cuts, len(children)])]
