"""Plain gradient elements -> gradients as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from dlexport.pictures.svg import numbers
from dlexport.pictures.svg.colours import colour
from dlexport.pictures.svg.shapes import IDENTITY, ColourStop, Gradient

if TYPE_CHECKING:
    from dlexport.pictures.svg.outlines import ReadAttribute
    from dlexport.pictures.svg.shapes import Colour
    from dlexport.pictures.svg.tree import Element

_LINE: Final = (("x1", 0.0), ("y1", 0.0), ("x2", 1.0), ("y2", 0.0))


def gradient(element: Element, read: ReadAttribute) -> Gradient:
    """The gradient of a plain `linearGradient` or `radialGradient`."""
    radial = element.name == "radialGradient"
    places: tuple[float, ...]
    if radial:
        cx, cy, radius = (read(element, name, numbers.number, 0.5) for name in ("cx", "cy", "r"))
        places = (cx, cy, radius, read(element, "fx", numbers.number, cx), read(element, "fy", numbers.number, cy),
                  read(element, "fr", numbers.number, 0.0))
    else:
        places = tuple(read(element, name, numbers.number, default) for name, default in _LINE)
    black: Colour | None = (0, 0, 0)
    stops = tuple(ColourStop(read(one, "offset", numbers.number, 0.0),
                             read(one, "stop-color", colour, black) or (0, 0, 0),
                             read(one, "stop-opacity", numbers.share, 1.0))
                  for one in element.children if not isinstance(one, str))
    spread: Literal["pad", "reflect", "repeat"] = "pad"
    match element.attributes.get("spreadMethod"):
        case "reflect":
            spread = "reflect"
        case "repeat":
            spread = "repeat"
        case _:
            pass
    return Gradient(radial, places, stops, element.attributes.get("gradientUnits") != "userSpaceOnUse",
                    read(element, "gradientTransform", numbers.transform, IDENTITY), spread)
