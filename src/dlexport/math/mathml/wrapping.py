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
_NOTHING: Final = Element("mrow")       # put before an operator that begins a row, so that it keeps its spaces
_SPACE, _COMMA, _RELATION, _OPERATOR = range(4)
_TRIES: Final = (((_RELATION,), False), ((_RELATION, _OPERATOR), False), ((_COMMA, _RELATION, _OPERATOR), True))
_ALIGNMENT: Final = (("columnalign", "left"), ("columnspacing", "0em"), ("rowspacing", "0.3em"), ("tex-fit", "lines"))


def wrapped(tree: Element, fits: Callable[[Element], bool], *, display: bool) -> Element:
    """The formula broken into rows that fit, as far as possible; unchanged if it has no place to break.

    Rows end at wide spaces where that is enough, else also after commas, else before relations, else before binary
    operators; outside of brackets, if possible.

    Args:
        tree: the result of `parse`.
        fits: function that tells whether a row is narrow enough.
        display: whether the formula stands on lines of its own.
    """
    children = tree.children
    if children and children[-1].get("tex-tag"):
        return tree
    rows = _broken(children, (_SPACE, _COMMA), fits, first=True)
    if len(rows) == 1:
        return tree
    style = (*_ALIGNMENT, ("displaystyle", "true")) if display else _ALIGNMENT
    lines = tuple(Element("mtr", (Element("mtd", _shown(row, first=number == 0).children),))
                  for number, row in enumerate(rows))
    return Element("mrow", (Element("mtable", lines, attributes=style),))


def _broken(row: Row, places: Sequence[int], fits: Callable[[Element], bool], *, first: bool) -> list[Row]:
    """The row cut at the first kind of place, and parts still too wide at the next kinds; `first`: without indent."""
    if not places:
        for tried, within in _TRIES:
            rows = _joined(_pieces(row, tried, within=within), fits, first=first)
            if _all_fit(rows, fits, first=first):
                break
        return rows
    found: list[Row] = []
    for line in _joined(_pieces(row, places[:1], within=False), fits, first=first):
        begins = first and not found
        found += [line] if fits(_shown(line, first=begins)) else _broken(line, places[1:], fits, first=begins)
    return found


def _joined(pieces: list[Row], fits: Callable[[Element], bool], *, first: bool) -> list[Row]:
    """The pieces joined into rows, each as long as possible."""
    rows: list[Row] = []
    for piece in pieces:
        longer = [*rows[-1], *piece] if rows else piece
        if rows and fits(_shown(longer, first=first and len(rows) == 1)):
            rows[-1] = longer
        else:
            rows.append(piece)
    return rows


def _all_fit(rows: Sequence[Row], fits: Callable[[Element], bool], *, first: bool) -> bool:
    return all(fits(_shown(row, first=first and number == 0)) for number, row in enumerate(rows))


def _shown(row: Row, *, first: bool) -> Element:
    return Element("mrow", tuple(row) if first else (_INDENT, _NOTHING, *row))


def _pieces(children: Row, places: Sequence[int], *, within: bool) -> list[Row]:
    """The row cut at every place of these kinds where a line may end; with `within`, inside brackets too."""
    classes = settled(map(class_of, children))
    cuts, depth, before, spaced = [0], 0, None, False
    for index, kind in enumerate(classes):
        if kind is None:
            spaced = spaced or _is_wide(children[index])
            continue
        depth -= kind == CLOSE
        sorts = (spaced, before == PUNCT, kind == REL and before != REL, kind == BIN)
        if before is not None and (within or depth <= 0) and any(sorts[place] for place in places):
            cuts.append(index)
        depth += kind == OPEN
        before, spaced = kind, False
    return [children[start:end] for start, end in pairwise([*cuts, len(children)])]


def _is_wide(element: Element) -> bool:
    r"""Whether an element is a space as wide as `\quad` or wider, as between two statements."""
    width = element.get("width") or ""
    return element.tag == "mspace" and width.endswith("em") and float(width[:-2]) >= 1
