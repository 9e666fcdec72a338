"""Gradients -> plain ones: references resolved, stops as colours, positions as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg.simplify import lengths
from dlexport.pictures.svg.simplify.css_colours import plain_colour
from dlexport.pictures.svg.simplify.lengths import Viewport, shown

if TYPE_CHECKING:
    from dlexport.pictures.svg.simplify.around import Around, Shared
    from dlexport.pictures.svg.tree import Element

_PLACES: Final = {
    "linearGradient": {"x1": "0%", "y1": "0%", "x2": "100%", "y2": "0%"},
    "radialGradient": {"cx": "50%", "cy": "50%", "r": "50%", "fx": "", "fy": "", "fr": ""},
}
_CHAIN: Final = 16          # gradients that refer to one another
_STOPS: Final = 100
_UNIT: Final = Viewport(1.0, 1.0)


def gradient(server: Element, around: Around, shared: Shared) -> str | None:
    """The paint for a gradient: a reference, or a colour if it has one stop only; None if it is no gradient."""
    if server.name not in _PLACES:
        return None
    chain = [server]
    while len(chain) < _CHAIN and (following := shared.target(chain[-1].attributes.get("href", ""))) is not None:
        if following in chain or following.name not in _PLACES:
            break
        chain.append(following)
    stops = next((found for one in chain if (found := _stops(one, around, shared))), [])
    if not stops:
        return "none"
    if len(stops) == 1:
        return stops[0].attributes["stop-color"]
    attributes = _places(server, chain, around)
    key = (server.name, *sorted(attributes.items()),
           *(value for stop in stops for value in sorted(stop.attributes.items())))
    made = shared.make(server.name, attributes, server, list(stops))
    return f"url(#{shared.define(key, 'g', made)})"


def _places(server: Element, chain: list[Element], around: Around) -> dict[str, str]:
    def first(name: str, default: str = "") -> str:
        return next((one.attributes[name] for one in chain if name in one.attributes), default)

    space = first("gradientUnits") == "userSpaceOnUse"
    found = {"gradientUnits": "userSpaceOnUse" if space else "objectBoundingBox"}
    for name, default in _PLACES[server.name].items():
        text = first(name, default)
        if not text:
            continue
        try:
            found[name] = shown(lengths.absolute(text, name, around.size, around.viewport if space else _UNIT))
        except ValueError:
            found[name] = "0"
    for name in ("gradientTransform", "spreadMethod"):
        if value := first(name):
            found[name] = value
    return found


def _stops(server: Element, around: Around, shared: Shared) -> list[Element]:
    made: list[Element] = []
    reached = 0.0
    for child in server.children[:_STOPS]:
        if isinstance(child, str) or child.name != "stop":
            continue
        values = child.attributes
        offset = values.get("offset", "0")
        reached = max(reached, min(1.0, _share(offset)))
        colour, opacity = plain_colour(values.get("stop-color", "#000000"), around.within(child))
        seen = "#000000" if colour in {"none", "transparent"} else colour
        attributes = {"offset": shown(reached), "stop-color": seen}
        opacity *= min(1.0, max(0.0, _share(values.get("stop-opacity", "1"))))
        if colour == "transparent":
            opacity = 0.0
        if opacity < 1:
            attributes["stop-opacity"] = shown(opacity)
        made.append(shared.make("stop", attributes, child))
    return made


def _share(text: str) -> float:
    try:
        return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 0.0
