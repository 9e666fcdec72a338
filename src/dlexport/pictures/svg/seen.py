"""What of a drawing can be seen in its frame, as far as shapes tell without being painted."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg.shapes import Outline, Rectangle, Words
from dlexport.pictures.svg.simplify.lengths import corners, extent

if TYPE_CHECKING:
    from dlexport.pictures.svg.shapes import Drawing, Shape

_WIDEST, _NARROWEST = 1.1, 0.2      # ems, of a character
_TIMES = 2.0                        # widths of the frame: longer words would leave the paper
_START: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}


def shows_something(drawing: Drawing) -> bool:
    """Whether a shape with a paint reaches into the frame; a clip may still hide it."""
    return any(_reaches(shape, drawing) for shape in drawing.shapes)


def runs_out(drawing: Drawing) -> bool:
    """Whether words, even in the narrowest letters, are far longer than the frame is wide and high."""
    room = _TIMES * hypot(drawing.width, drawing.height)
    return any(_length(shape, _NARROWEST) * hypot(*shape.matrix[:2]) > room
               for shape in drawing.shapes if isinstance(shape, Words))


def _reaches(shape: Shape, drawing: Drawing) -> bool:
    if isinstance(shape, Words):
        size = max((run.font.size for run in shape.runs), default=0.0)
        width = _length(shape, _WIDEST)
        box = Rectangle(shape.x - width * _START[shape.anchor] - size, shape.y - 2 * size, width + 2 * size, 3 * size)
    elif isinstance(shape, Outline):
        paint, inner = shape.paint, extent(shape.segments)
        if inner is None or (paint.fill is None and paint.stroke is None):
            return False
        room = paint.stroke_width * paint.miter_limit if paint.stroke is not None else 0.0
        box = Rectangle(inner.x - room, inner.y - room, inner.width + 2 * room, inner.height + 2 * room)
    else:
        box = shape.box
    found = corners(box, shape.matrix)
    return (found.x <= drawing.width and found.y <= drawing.height
            and found.x + found.width >= 0.0 and found.y + found.height >= 0.0)


def _length(words: Words, width: float) -> float:
    """The length of words in user units, where each character is so many ems wide."""
    return sum(len(run.text) * run.font.size * width + abs(run.dx) for run in words.runs)
