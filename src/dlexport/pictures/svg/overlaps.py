"""Whether shapes lie over each other, by their boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg.covered import StrokeReach, covered
from dlexport.pictures.svg.shapes import Outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.pictures.svg.shapes import Rectangle, Shape

_MOST: Final = 200      # shapes compared with each other; more are taken to overlap
_TOUCH: Final = 0.5     # pixels of the picture that shapes may share, as neighbours do


def overlap(shapes: Sequence[Shape]) -> bool:
    """Whether the boxes of two outlines overlap by more than a touch. Words and bitmaps are not looked at."""
    boxes = [box for shape in shapes if isinstance(shape, Outline) and (box := covered(shape, StrokeReach.NOT))]
    if len(boxes) > _MOST:
        return True
    return any(_meet(one, other) for number, one in enumerate(boxes) for other in boxes[:number])


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return (min(one.x + one.width, other.x + other.width) - max(one.x, other.x) > _TOUCH
            and min(one.y + one.height, other.y + other.height) - max(one.y, other.y) > _TOUCH)
