"""Attributes of a drawing -> plain ones: numbers without units, colours as six digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg import vocabulary
from dlexport.pictures.svg.simplify import lengths
from dlexport.pictures.svg.simplify.css_colours import plain_colour
from dlexport.pictures.svg.simplify.gradients import gradient
from dlexport.pictures.svg.simplify.lengths import shown

if TYPE_CHECKING:
    from dlexport.pictures.svg.simplify.around import Around, Shared
    from dlexport.pictures.svg.tree import Element

_PLAIN_NUMBER: Final = re.compile(r"[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?(?:px)?")
_LENGTHS: Final = frozenset({
    "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2", "dx", "dy", "stroke-width",
    "stroke-dashoffset",
})
_SPACED: Final = re.compile("[ ,]+")
_UNITS: Final = re.compile(r"(?<=[0-9.])(px|deg)\b")
_WEIGHTS: Final = {"bolder": "bold", "lighter": "normal"}
_OUTSIDE: Final = re.compile(r"url\(\s*['\"]?(?!#)[^)]")
_PAINTS: Final = frozenset({"fill", "stroke"})
_CLEAR: Final = 0.9995      # a higher opacity counts as 1


def plain_attributes(element: Element, name: str, around: Around, shared: Shared) -> dict[str, str]:
    """The attributes of a plain element made from an element. Gradients are defined; patterns are left out.

    Args:
        element: the element, with styles resolved.
        name: the name of the plain element.
        around: its context.
        shared: state of the drawing.
    """
    found: dict[str, str] = {}
    for key, value in element.attributes.items():
        if not vocabulary.may_have(name, key) or key == "clip-path" or value in {"inherit", "unset", "initial"}:
            continue
        if key in _PAINTS:
            _paint(element, key, around, shared, found)
        elif key in _LENGTHS:
            if value != "auto":
                found[key] = _length(value, key, around)
        elif key == "font-size":
            found[key] = _font_size(value, around)
        elif key == "stroke-dasharray":
            found[key] = value if value == "none" else " ".join(
                _length(one, key, around) for one in _SPACED.split(value) if one)
        elif key == "transform":
            if value != "none":
                found[key] = _UNITS.sub("", value)
        elif key == "font-weight":
            found[key] = _WEIGHTS.get(value, value)
        else:
            found.setdefault(key, value)    # keeps an opacity that was set from the colour
    return found


def _length(value: str, name: str, around: Around) -> str:
    """A length as a plain number; a value that cannot be read is unchanged, and becomes a problem when drawn."""
    if _PLAIN_NUMBER.fullmatch(value):
        return value
    try:
        return shown(lengths.absolute(value, name, around.size, around.viewport))
    except ValueError:
        return value


def _font_size(value: str, around: Around) -> str:
    """The font size in user units; a value that cannot be read is unchanged, and becomes a problem when drawn."""
    if _PLAIN_NUMBER.fullmatch(value):
        return value
    try:
        lengths.font_size(value, around.size)
    except ValueError:
        return value
    return shown(around.size)


def _paint(element: Element, name: str, around: Around, shared: Shared, found: dict[str, str]) -> None:
    value = element.attributes[name]
    if _OUTSIDE.match(value):
        shared.reader.note(element, name, f"`{name}` names a file: `{value[:40]}`",
                           "pictures hold all they need: write a colour, or a gradient of this file")
    elif value.startswith("url("):
        server = shared.target(value)
        if server is not None and server.name == "pattern":     # `patterns.served` draws the pattern
            return
        made = gradient(server, around, shared) if server is not None else None
        fallback = value.partition(")")[2].strip()
        found[name] = made or (plain_colour(fallback, around)[0] if fallback else "none")
    elif value in {"context-fill", "context-stroke"}:
        found[name] = around.values.get(value, "none" if value == "context-stroke" else "#000000")
    else:
        found[name], opacity = plain_colour(value, around)
        if opacity < _CLEAR:
            key = f"{name}-opacity"
            found[key] = shown(opacity * _number(element.attributes.get(key, "1")))


def _number(text: str) -> float:
    try:
        return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return 1.0
