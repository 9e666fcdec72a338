"""A drawing as data: outlines and words, with their paint resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from dlexport.pictures.svg.tree import Element

Colour: TypeAlias = tuple[int, int, int]
"""Red, green, blue, each 0..255."""
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x' = ax + cy + e, y' = bx + dy + f."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Move(NamedTuple):
    """Begin a new subpath."""

    x: float
    y: float


class LineTo(NamedTuple):
    """A straight line."""

    x: float
    y: float


class Curve(NamedTuple):
    """A cubic Bézier curve."""

    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float


class Close(NamedTuple):
    """A straight line back to where the subpath began."""


Segment: TypeAlias = Move | LineTo | Curve | Close


class Rectangle(NamedTuple):
    """A rectangle: its upper left corner, its sides."""

    x: float
    y: float
    width: float
    height: float


class ColourStop(NamedTuple):
    """A colour of a gradient, at 0 to 1 of its way."""

    offset: float
    colour: Colour
    opacity: float


@dataclass(frozen=True, slots=True)
class Gradient:
    """Colours that flow into one another.

    Attributes:
        radial: from a point to a circle around it; else along a line.
        places: x1, y1, x2, y2 of the line; or cx, cy, r of the circle, fx, fy, fr of the one it begins at.
        relative: places are in parts of the box around the shape, else in user units.
        matrix: applied to the places.
    """

    radial: bool
    places: tuple[float, ...]
    stops: tuple[ColourStop, ...]
    relative: bool = True
    matrix: Matrix = IDENTITY
    spread: Literal["pad", "reflect", "repeat"] = "pad"


@dataclass(frozen=True, slots=True)
class Clip:
    """What is seen lies inside of it; in pixels of the picture."""

    segments: tuple[Segment, ...]
    rule: Literal["nonzero", "evenodd"] = "nonzero"


@dataclass(frozen=True, slots=True)
class Paint:
    """How a shape is filled and stroked. Opacities hold those of the groups around; lengths are in user units.

    Attributes:
        dash: lengths of dashes and gaps; empty for a solid line.
    """

    fill: Colour | Gradient | None = (0, 0, 0)
    fill_opacity: float = 1.0
    fill_rule: Literal["nonzero", "evenodd"] = "nonzero"
    stroke: Colour | Gradient | None = None
    stroke_opacity: float = 1.0
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    dash_offset: float = 0.0
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter_limit: float = 4.0


@dataclass(frozen=True, slots=True)
class Font:
    """`size` in user units; `families` as written, the first the most wanted."""

    size: float = 16.0
    bold: bool = False
    italic: bool = False
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A path. `matrix` leads from its user units to the picture's pixels, y downwards from the top left corner."""

    segments: tuple[Segment, ...]
    paint: Paint
    matrix: Matrix
    clips: tuple[Clip, ...] = ()


@dataclass(frozen=True, slots=True)
class Pixels:
    """A bitmap, a PNG or JPEG file, stretched into a box of user units."""

    kind: Literal["png", "jpeg"]
    data: bytes
    box: Rectangle
    opacity: float
    matrix: Matrix
    clips: tuple[Clip, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one font, set `dx`, `dy` away from where the run before ended."""

    text: str
    font: Font
    paint: Paint
    dx: float = 0.0
    dy: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """Runs in a row; their first baseline point, middle or end (`anchor`) is at `x`, `y`."""

    x: float
    y: float
    anchor: Literal["start", "middle", "end"]
    runs: tuple[Run, ...]
    matrix: Matrix
    clips: tuple[Clip, ...] = ()


Shape: TypeAlias = Outline | Words | Pixels


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture, `width` by `height` CSS pixels; the later shapes lie above the earlier.

    Attributes:
        root: the elements it was made from, for writing it again.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    root: Element
    title: str = ""
    description: str = ""


def multiply(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix that applies `inner` first."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point transformed."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def transformed(segment: Segment, matrix: Matrix) -> Segment:
    """A segment transformed."""
    match segment:
        case Move(x, y):
            return Move(*at(matrix, x, y))
        case LineTo(x, y):
            return LineTo(*at(matrix, x, y))
        case Curve(x1, y1, x2, y2, x, y):
            return Curve(*at(matrix, x1, y1), *at(matrix, x2, y2), *at(matrix, x, y))
        case Close():
            return segment
