"""The outline of a glyph as the path data of SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import uharfbuzz as hb

if TYPE_CHECKING:
    from dlexport.math.layout.font import MathFont

Segment = tuple[str, tuple[float, ...]]
"""A command of a path, M L Q C Z, and its coordinates: units of the font, y upwards."""

_known: WeakKeyDictionary[MathFont, dict[int, tuple[Segment, ...]]] = WeakKeyDictionary()


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
    factor = size / font.units
    pieces = []
    for command, values in segments(font, gid):
        points = [
            str(round(x + value * factor) if index % 2 == 0 else round(y - value * factor))
            for index, value in enumerate(values)
        ]
        pieces.append(command + " ".join(points))
    return "".join(pieces)
