"""Boxes: parts of a formula with their dimensions, nested while it is built, flat in the result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class GlyphAt:
    """A glyph of the math font with its origin at (x, y), in points, y upwards from the formula's baseline.

    `text` is what the glyph stands for, empty for the later parts of an assembled one. `colour` is `#rrggbb`, or
    empty for the colour of the text around the formula.
    """

    gid: int
    x: float
    y: float
    size: float
    text: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class RuleAt:
    """A filled rectangle whose lower left corner is (x, y), in points."""

    x: float
    y: float
    width: float
    height: float
    colour: str = ""


@dataclass(frozen=True, slots=True)
class StrokeAt:
    """A straight line that crosses something out; coordinates and thickness in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float
    colour: str = ""


@dataclass(frozen=True, slots=True)
class TextAt:
    """Text that the math font lacks, such as Chinese, with its origin at (x, y), in points."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    colour: str = ""


@dataclass(frozen=True, slots=True)
class MathBox:
    """A formula ready to be drawn; all lengths in points, `depth` counted downwards from the baseline.

    `size` is that of the text around it, in points. Slanted letters may reach a little beyond `width`.
    """

    width: float
    height: float
    depth: float
    glyphs: tuple[GlyphAt, ...] = ()
    rules: tuple[RuleAt, ...] = ()
    texts: tuple[TextAt, ...] = ()
    strokes: tuple[StrokeAt, ...] = ()
    size: float = 10.0


# While a formula is built, lengths are in em of the text around it.


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph `scale` em large."""

    gid: int
    scale: float
    text: str


@dataclass(frozen=True, slots=True)
class RuleBox:
    """A filled rectangle whose lower left corner is its place."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from its place to (dx, dy) from there."""

    dx: float
    dy: float
    thickness: float


@dataclass(frozen=True, slots=True)
class WordBox:
    """Text in another font."""

    text: str
    scale: float
    bold: bool
    italic: bool


Ink = Glyph | RuleBox | Stroke | WordBox


@dataclass(slots=True)
class Box:
    """A part of a formula. Only the function that makes a box may change it, as boxes of single glyphs are shared.

    Attributes:
        width, height, depth: in em of the text around the formula, from the baseline.
        italic: overhang of the slanted top right corner beyond the width.
        accent: distance from the left to the middle of an accent; None for half the width.
        gid: the glyph if the box is a single one, else -1.
        simple: whether it is a single character, perhaps accented: scripts beside it have their standard height.
        large: whether it is a large operator, whose subscript is moved left below its slant.
        colour: `#rrggbb` for all pieces without a colour of their own.
        items: (x, y, piece) for each piece.
    """

    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    italic: float = 0.0
    accent: float | None = None
    gid: int = -1
    simple: bool = False
    large: bool = False
    colour: str = ""
    items: list[tuple[float, float, Box | Ink]] = field(default_factory=list)

    def place(self, piece: Box, x: float, y: float) -> None:
        """Add a piece with its origin at (x, y); height and depth grow to include it, the width does not."""
        self.items.append((x, y, piece))
        self.height = max(self.height, piece.height + y)
        self.depth = max(self.depth, piece.depth - y)

    def rule(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a rectangle with its lower left corner at (x, y)."""
        self.items.append((x, y, RuleBox(width, height)))
        self.height = max(self.height, y + height)
        self.depth = max(self.depth, -y)


def centred(box: Box, axis: float) -> Box:
    """The box moved so that its middle is on the axis."""
    half = (box.height + box.depth) / 2
    return Box(box.width, half + axis, half - axis, items=[(0.0, axis - (box.height - box.depth) / 2, box)])


def _pieces(box: Box, x: float, y: float, colour: str) -> Iterator[tuple[float, float, str, Ink]]:
    waiting: list[tuple[float, float, str, Box | Ink]] = [(x, y, colour, box)]
    while waiting:
        x, y, colour, piece = waiting.pop()
        if isinstance(piece, Box):
            own = piece.colour or colour
            waiting += [(x + dx, y + dy, own, inner) for dx, dy, inner in reversed(piece.items)]
        else:
            yield x, y, colour, piece


def flat(box: Box, size: float) -> MathBox:
    """The box with all its pieces at their final places; `size` is that of the text around it, in points."""
    glyphs: list[GlyphAt] = []
    rules: list[RuleAt] = []
    texts: list[TextAt] = []
    strokes: list[StrokeAt] = []
    for x, y, colour, piece in _pieces(box, 0.0, 0.0, ""):
        match piece:
            case Glyph():
                glyphs.append(GlyphAt(piece.gid, x * size, y * size, piece.scale * size, piece.text, colour))
            case RuleBox():
                rules.append(RuleAt(x * size, y * size, piece.width * size, piece.height * size, colour))
            case WordBox():
                texts.append(
                    TextAt(piece.text, x * size, y * size, piece.scale * size, piece.bold, piece.italic, colour)
                )
            case Stroke():
                end = ((x + piece.dx) * size, (y + piece.dy) * size)
                strokes.append(StrokeAt(x * size, y * size, *end, piece.thickness * size, colour))
            case _:
                assert_never(piece)
    return MathBox(
        box.width * size, box.height * size, box.depth * size, tuple(glyphs), tuple(rules), tuple(texts),
        tuple(strokes), size,
    )  # fmt: skip
