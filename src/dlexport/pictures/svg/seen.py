"""What of a drawing can be seen in its frame, as far as shapes tell without being painted."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from dlexport.pictures.svg.covered import StrokeReach, covered, length
from dlexport.pictures.svg.shapes import Words

if TYPE_CHECKING:
    from dlexport.pictures.svg.shapes import Drawing, Shape

_WIDEST, _NARROWEST = 1.1, 0.2      # ems, of a character
_TIMES = 2.0                        # widths of the frame: longer words would leave the paper


def shows_something(drawing: Drawing) -> bool:
    """Whether a shape with a paint reaches into the frame; a clip may still hide it."""
    return any(_reaches(shape, drawing) for shape in drawing.shapes)


def runs_out(drawing: Drawing) -> bool:
    """Whether words, even in the narrowest letters, are far longer than the frame is wide and high."""
    room = _TIMES * hypot(drawing.width, drawing.height)
    return any(length(shape, _NARROWEST) * hypot(*shape.matrix[:2]) > room
               for shape in drawing.shapes if isinstance(shape, Words))


def _reaches(shape: Shape, drawing: Drawing) -> bool:
    found = covered(shape, StrokeReach.MITRED, _WIDEST)
    return found is not None and (found.x <= drawing.width and found.y <= drawing.height
                                  and found.x + found.width >= 0.0 and found.y + found.height >= 0.0)
