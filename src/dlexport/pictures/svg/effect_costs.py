"""The cost of a drawing's filters and masks; the unit is the area of the whole drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg import numbers, outlines, vocabulary
from dlexport.pictures.svg.shapes import IDENTITY, Rectangle, multiply
from dlexport.pictures.svg.simplify.lengths import corners, extent

if TYPE_CHECKING:
    from dlexport.pictures.svg.shapes import Drawing, Matrix
    from dlexport.pictures.svg.tree import Element

_EFFECTS: Final = frozenset({"filter", "mask"})
_REGION: Final = 4.0        # a filter's region is at most twice as wide and twice as tall as its element
_FUNCTIONS: Final = 4       # steps assumed for a filter written as CSS functions


def effect_costs(drawing: Drawing) -> float:
    """The cost, in areas of the whole drawing; each filter counts once per step."""
    steps = {f"url(#{one.attributes['id']})": max(1, len(list(_all(one))) - 1)
             for defs in drawing.root.children if not isinstance(defs, str) and defs.name == "defs"
             for one in defs.children if not isinstance(one, str)}
    whole = Rectangle(0.0, 0.0, drawing.width, drawing.height)
    return _cost(drawing.root, IDENTITY, steps, whole)[0] / (drawing.width * drawing.height)


def _cost(element: Element, matrix: Matrix, steps: dict[str, int], whole: Rectangle) -> tuple[float, Rectangle | None]:
    """The cost of the effects in an element and below, and the box around what it draws."""
    if element.name in {"defs", "title", "desc"}:
        return 0.0, None
    try:
        if "transform" in element.attributes:
            matrix = multiply(matrix, numbers.transform(element.attributes["transform"]))
        own = extent(outlines.segments(element)) if element.name in vocabulary.SHAPES else None
    except ValueError:
        own = None
    box = corners(own, matrix) if own else None
    if element.name in {"text", "image"}:       # not measured
        box = whole
    total = 0.0
    for child in element.children:
        if not isinstance(child, str):
            cost, inner = _cost(child, matrix, steps, whole)
            total += cost
            box = _around(box, inner)
    for name in _EFFECTS & element.attributes.keys():
        if box is not None:
            area = min(box.width * box.height, _REGION * whole.width * whole.height)
            total += area * (_REGION * steps.get(element.attributes[name], _FUNCTIONS) if name == "filter" else 1.0)
    return total, box


def _around(one: Rectangle | None, other: Rectangle | None) -> Rectangle | None:
    if one is None or other is None:
        return one or other
    left, top = min(one.x, other.x), min(one.y, other.y)
    return Rectangle(left, top, max(one.x + one.width, other.x + other.width) - left,
               max(one.y + one.height, other.y + other.height) - top)


def _all(element: Element) -> list[Element]:
    return [element, *(inner for child in element.children if not isinstance(child, str) for inner in _all(child))]
