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


@dataclass(frozen=True, slots=True)
class Paint:
    """How a shape is filled and stroked. Opacities hold those of the groups around; lengths are in user units.

    Attributes:
        dash: lengths of dashes and gaps; empty for a solid line.
    """

    fill: Colour | None = (0, 0, 0)
    fill_opacity: float = 1.0
    fill_rule: Literal["nonzero", "evenodd"] = "nonzero"
    stroke: Colour | None = None
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


Shape: TypeAlias = Outline | Words


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
