"""A drawing as data: outlines, bitmaps and text with all styles resolved."""

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
    """A straight line back to the start of the subpath."""


Segment: TypeAlias = Move | LineTo | Curve | Close


class Rectangle(NamedTuple):
    """A rectangle: its upper left corner, its sides."""

    x: float
    y: float
    width: float
    height: float


class ColourStop(NamedTuple):
    """A colour of a gradient; `offset` is its position, 0 to 1."""

    offset: float
    colour: Colour
    opacity: float


@dataclass(frozen=True, slots=True)
class Gradient:
    """A gradient.

    Attributes:
        radial: whether it runs between two circles; else along a line.
        places: x1, y1, x2, y2 of the line; or cx, cy, r of the outer circle and fx, fy, fr of the inner one.
        stops: its colours in order.
        relative: whether `places` are fractions of the shape's bounding box; else they are user units.
        matrix: transformation of `places`.
        spread: the colours outside the line or the circles.
    """

    radial: bool
    places: tuple[float, ...]
    stops: tuple[ColourStop, ...]
    relative: bool = True
    matrix: Matrix = IDENTITY
    spread: Literal["pad", "reflect", "repeat"] = "pad"


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip path, in pixels of the picture: only what lies inside it is visible."""

    segments: tuple[Segment, ...]
    rule: Literal["nonzero", "evenodd"] = "nonzero"


@dataclass(frozen=True, slots=True)
class Paint:
    """Fill and stroke of a shape. Opacities include those of enclosing groups; lengths are in user units.

    Attributes:
        dash: lengths of dashes and gaps; empty for a solid line.
        covers: whether the fill is not seen through the line, as both are translucent only as one.
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
    covers: bool = False


@dataclass(frozen=True, slots=True)
class Font:
    """A font: `size` in user units, `families` as written, in order of preference."""

    size: float = 16.0
    bold: bool = False
    italic: bool = False
    families: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A path. `matrix` maps its user units to the picture's pixels, y downwards from the top left corner."""

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
    """Text in one font, shifted by `dx`, `dy` from the end of the run before."""

    text: str
    font: Font
    paint: Paint
    dx: float = 0.0
    dy: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """Runs in a row; the start, middle or end (`anchor`) of their baseline is at `x`, `y`."""

    x: float
    y: float
    anchor: Literal["start", "middle", "end"]
    runs: tuple[Run, ...]
    matrix: Matrix
    clips: tuple[Clip, ...] = ()


Shape: TypeAlias = Outline | Words | Pixels


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture of `width` by `height` CSS pixels; later shapes lie above earlier ones.

    Attributes:
        root: the simplified elements from which it was made, for writing it as SVG.
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
    """The point (x, y) transformed by a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def transformed(segment: Segment, matrix: Matrix) -> Segment:
    """A segment transformed by a matrix."""
    match segment:
        case Move(x, y):
            return Move(*at(matrix, x, y))
        case LineTo(x, y):
            return LineTo(*at(matrix, x, y))
        case Curve(x1, y1, x2, y2, x, y):
            return Curve(*at(matrix, x1, y1), *at(matrix, x2, y2), *at(matrix, x, y))
        case Close():
            return segment
