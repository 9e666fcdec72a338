"""The part of a picture that a shape covers, as far as its numbers tell without being painted."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final, assert_never

from dlexport.pictures.svg.shapes import Outline, Pixels, Rectangle, Words
from dlexport.pictures.svg.simplify.lengths import corners, extent

if TYPE_CHECKING:
    from dlexport.pictures.svg.shapes import Paint, Shape

_START: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}


class StrokeReach(Enum):
    """How far beyond its path an outline's stroke counts."""

    NOT = auto()
    HALF = auto()       # of its width, as along straight lines
    MITRED = auto()     # as far as its sharpest corner may reach


def covered(shape: Shape, stroke: StrokeReach, em: float = 0.0) -> Rectangle | None:
    """The box of a shape, in units of the picture; None for an outline without a path or without paint.

    Args:
        shape: an outline, words or a bitmap; its clips are not looked at.
        stroke: how far strokes count.
        em: the width of a character in ems; with 0, words are only the point at which they are anchored.
    """
    match shape:
        case Outline():
            inner, room = extent(shape.segments), _reach(shape.paint, stroke)
            if inner is None or (shape.paint.fill is None and shape.paint.stroke is None):
                return None
            box = Rectangle(inner.x - room, inner.y - room, inner.width + 2 * room, inner.height + 2 * room)
        case Words() if em:
            size = max((run.font.size for run in shape.runs), default=0.0)
            width = length(shape, em)
            box = Rectangle(shape.x - width * _START[shape.anchor] - size, shape.y - 2 * size, width + 2 * size,
                            3 * size)
        case Words():
            box = Rectangle(shape.x, shape.y, 0.0, 0.0)
        case Pixels():
            box = shape.box
        case _:
            assert_never(shape)
    return corners(box, shape.matrix)


def length(words: Words, em: float) -> float:
    """The length of words in user units, where each character is so many ems wide."""
    return sum(len(run.text) * run.font.size * em + abs(run.dx) for run in words.runs)


def _reach(paint: Paint, stroke: StrokeReach) -> float:
    if paint.stroke is None or stroke is StrokeReach.NOT:
        return 0.0
    return paint.stroke_width * (paint.miter_limit if stroke is StrokeReach.MITRED else 0.5)
