"""The outline of a glyph as the path data of SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import uharfbuzz as hb

if TYPE_CHECKING:
    from dlexport.math.layout.font import MathFont

Segment = tuple[str, tuple[float, ...]]
"""A path command (M, L, Q, C or Z) and its coordinates, in units of the font, y upwards."""

_known: WeakKeyDictionary[MathFont, dict[int, tuple[Segment, ...]]] = WeakKeyDictionary()
_shapes: WeakKeyDictionary[MathFont, dict[tuple[int, float], str]] = WeakKeyDictionary()


def _draw_functions() -> hb.DrawFuncs:
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, found: found.append(("M", (x, y))))
    functions.set_line_to_func(lambda x, y, found: found.append(("L", (x, y))))
    functions.set_quadratic_to_func(lambda cx, cy, x, y, found: found.append(("Q", (cx, cy, x, y))))
    functions.set_cubic_to_func(lambda ax, ay, bx, by, x, y, found: found.append(("C", (ax, ay, bx, by, x, y))))
    functions.set_close_path_func(lambda found: found.append(("Z", ())))
    return functions


_DRAW: Final = _draw_functions()


def segments(font: MathFont, gid: int) -> tuple[Segment, ...]:
    """The outline of a glyph; empty for a space."""
    glyphs = _known.setdefault(font, {})
    found = glyphs.get(gid)
    if found is None:
        drawn: list[Segment] = []
        font.hb_font.draw_glyph(gid, _DRAW, drawn)
        found = glyphs[gid] = tuple(drawn)
    return found


def outline(font: MathFont, gid: int, x: float, y: float, size: float) -> str:
    """Path data for a glyph with its origin at (x, y), y downwards, in whole units of the drawing."""
    shapes = _shapes.setdefault(font, {})
    shape = shapes.get((gid, size))
    if shape is None:
        shape = shapes[gid, size] = _shape(segments(font, gid), size / font.units)
    return f"M{round(x)} {round(y)}{shape}" if shape else ""


def _shape(drawn: tuple[Segment, ...], factor: float) -> str:
    """An outline as relative path commands: independent of the glyph's position, and shorter."""
    begun = at = (0, 0)
    pieces: list[str] = []
    for command, values in drawn:
        points = [(round(a * factor), round(-b * factor)) for a, b in zip(values[::2], values[1::2], strict=True)]
        pieces.append(command.lower() + " ".join(f"{a - at[0]} {b - at[1]}" for a, b in points))
        at = points[-1] if points else begun    # a closed path ends where it began (SVG 2, 9.3.4)
        if command == "M":
            begun = at
    return "".join(pieces).replace(" -", "-")
