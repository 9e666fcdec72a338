"""The elements and attributes that a picture may use: those that every output can show and none can run."""

from __future__ import annotations

from typing import Final

_INHERITED: Final = frozenset({
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray",
    "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "font-family", "font-size", "font-style", "font-weight", "text-anchor",
})
PAINTED: Final = _INHERITED | {"opacity", "transform"}
DESCRIBING: Final = frozenset({"xml:lang", "lang", "role"})     # and aria-…
DROPPED: Final = frozenset({"id", "version"})                   # they show nothing; editors write them everywhere

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
ELEMENTS: Final = frozenset(GEOMETRY) | {"title", "desc"}
INSIDE: Final = {
    "svg": ELEMENTS - {"svg", "tspan"},
    "g": ELEMENTS - {"svg", "tspan"},
    "text": frozenset({"tspan", "title", "desc"}),
    "tspan": frozenset({"tspan"}),
}
_IN_SHAPES: Final = frozenset({"title", "desc"})


def children(name: str) -> frozenset[str]:
    """What may stand inside an element."""
    if name in {"title", "desc"}:
        return frozenset()
    return INSIDE.get(name, _IN_SHAPES)


def may_have(name: str, attribute: str) -> bool:
    """Whether an element may have the attribute."""
    if attribute in DESCRIBING or attribute in DROPPED or attribute.startswith("aria-"):
        return True
    return attribute in GEOMETRY.get(name, ()) or (name in GEOMETRY and attribute in PAINTED and not (
        (name == "svg" and attribute == "transform") or (name == "tspan" and attribute in {"opacity", "transform"})))


def attributes(name: str) -> list[str]:
    """The attributes of an element, its own first, for a hint."""
    return [*sorted(GEOMETRY.get(name, ())), *(one for one in sorted(PAINTED) if may_have(name, one))]
