"""Elements and attributes of a simplified drawing."""

from __future__ import annotations

from typing import Final

INHERITED: Final = frozenset({
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray",
    "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "font-family", "font-size", "font-style", "font-weight", "text-anchor",
})
PAINTED: Final = INHERITED | {"opacity", "transform", "clip-path"}
DESCRIBING: Final = frozenset({"xml:lang", "lang", "role"})     # and aria-…

GEOMETRY: Final = {
    "svg": frozenset({"viewBox", "width", "height"}),
    "g": frozenset[str](),
    "rect": frozenset({"x", "y", "width", "height", "rx", "ry"}),
    "circle": frozenset({"cx", "cy", "r"}),
    "ellipse": frozenset({"cx", "cy", "rx", "ry"}),
    "line": frozenset({"x1", "y1", "x2", "y2"}),
    "polyline": frozenset({"points"}),
    "polygon": frozenset({"points"}),
    "path": frozenset({"d"}),
    "text": frozenset({"x", "y"}),
    "tspan": frozenset({"x", "y", "dx", "dy"}),
}
SHAPES: Final = frozenset({"rect", "circle", "ellipse", "line", "polyline", "polygon", "path"})


def may_have(name: str, attribute: str) -> bool:
    """Whether an element keeps an attribute; all others have no effect or were resolved."""
    if attribute in DESCRIBING or attribute.startswith("aria-"):
        return True
    return attribute in GEOMETRY.get(name, ()) or (name in GEOMETRY and attribute in PAINTED and not (
        (name == "svg" and attribute == "transform") or (name == "tspan" and attribute in {
            "opacity", "transform", "clip-path"})))
