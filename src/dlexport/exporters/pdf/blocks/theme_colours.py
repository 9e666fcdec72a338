"""Drawings in the colours of the theme: those drawn in the default theme's colours follow where it has others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg.shapes import Gradient, Outline, Pixels, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.exporters.pdf.style.theme import Theme
    from dlexport.pictures.svg.shapes import Colour, Drawing, Paint, Shape

_DEFAULT: Final = {"ink": (27, 31, 35), "accent": (15, 92, 110), "tint": (238, 245, 246), "rule": (201, 211, 214),
                   "muted": (90, 102, 108)}


def themed(drawing: Drawing, theme: Theme) -> Drawing:
    """The drawing, each of the default theme's colours in it being that of this theme."""
    if theme.inks != "colour":
        return drawing          # it is made grey as a whole
    wanted = {default: _parts(theme.colours[name]) for name, default in _DEFAULT.items()}
    changed = {default: colour for default, colour in wanted.items() if default != colour}
    return replace(drawing, shapes=tuple(_shape(one, changed) for one in drawing.shapes)) if changed else drawing


def _parts(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _shape(shape: Shape, colours: Mapping[Colour, Colour]) -> Shape:
    match shape:
        case Outline():
            return replace(shape, paint=_paint(shape.paint, colours))
        case Words():
            return replace(shape, runs=tuple(replace(run, paint=_paint(run.paint, colours)) for run in shape.runs))
        case Pixels():
            return shape


def _paint(paint: Paint, colours: Mapping[Colour, Colour]) -> Paint:
    return replace(paint, fill=_colour(paint.fill, colours), stroke=_colour(paint.stroke, colours))


def _colour(colour: Colour | Gradient | None, colours: Mapping[Colour, Colour]) -> Colour | Gradient | None:
    if colour is None or isinstance(colour, Gradient):
        return colour
    return colours.get(colour, colour)
