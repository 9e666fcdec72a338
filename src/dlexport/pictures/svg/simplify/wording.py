"""Text of a drawing -> plain text: characters at their own positions, baselines shifted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg import numbers
from dlexport.pictures.svg.simplify import lengths
from dlexport.pictures.svg.simplify.lengths import shown
from dlexport.pictures.svg.simplify.values import plain_attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.pictures.svg.simplify.around import Around, Shared
    from dlexport.pictures.svg.tree import Element

_LIFTS: Final = {       # distance in em of the alphabetic baseline below the one asked for
    "middle": 0.22, "central": 0.35, "hanging": 0.75, "text-before-edge": 0.9, "before-edge": 0.9, "text-top": 0.9,
    "mathematical": 0.5, "text-after-edge": -0.2, "after-edge": -0.2, "text-bottom": -0.2, "ideographic": -0.12,
}
_SHIFTS: Final = {"sub": 0.2, "super": -0.35}
_BASELINES: Final = frozenset({"dominant-baseline", "alignment-baseline"})
_PLACES: Final = ("x", "y", "dx", "dy")
# text properties that are not drawn -> their values without effect
_PLAIN: Final = frozenset({"", "normal", "none", "0", "0px", "0em", "0pt", "auto", "inherit", "initial"})
_UNDRAWN: Final = {
    "textLength": _PLAIN, "letter-spacing": _PLAIN, "word-spacing": _PLAIN, "text-decoration": _PLAIN,
    "text-decoration-line": _PLAIN, "font-variant": _PLAIN, "text-transform": _PLAIN, "text-shadow": _PLAIN,
    "rotate": _PLAIN, "writing-mode": _PLAIN | {"lr-tb", "lr", "horizontal-tb"},
}


def plain_text(element: Element, around: Around, shared: Shared) -> list[Element]:
    """The text as one plain element; empty list for a text without words."""
    attributes = plain_attributes(element, "text", around, shared)
    _tell_undrawn(element, shared)
    lifted = _lift(element, around)
    places = _places(element, around)
    for name in _PLACES:
        attributes.pop(name, None)
    if places["x"]:
        attributes["x"] = places["x"][0]
    if places["y"] or lifted:
        attributes["y"] = _sum(places["y"][0] if places["y"] else "0", lifted)
    inner = _spans(element, around, shared, lifted)
    if any(places[name] for name in ("dx", "dy")) or len(places["x"]) > 1 or len(places["y"]) > 1:
        inner = _spread(element, inner, places, lifted, shared)
    return [shared.make("text", attributes, element, inner)] if inner else []


def _tell_undrawn(element: Element, shared: Shared) -> None:
    """Report properties of a text that are not drawn as losses."""
    for name, plain in _UNDRAWN.items():
        if element.attributes.get(name, "").strip().lower() not in plain:
            shared.reader.lose(f"`{name}` of its texts is not drawn",
                               "see whether it looks right without; else let the tool write texts as paths")


def _spans(element: Element, around: Around, shared: Shared, lifted: float) -> list[Element | str]:
    made: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            made.append(child)
            continue
        shared.visit(child, around)
        if child.name == "textPath":
            shared.reader.refuse(child, "text along a path")
        if child.name not in {"tspan", "a"} or child.attributes.get("display") == "none":
            continue
        inner = around.within(child)
        if inner.values.get("visibility", "visible") != "visible":
            continue
        attributes = plain_attributes(child, "tspan", inner, shared)
        _tell_undrawn(child, shared)
        places = _places(child, inner)
        own = _lift(child, inner) if _BASELINES & child.attributes.keys() else lifted
        for name in _PLACES:
            attributes.pop(name, None)
            if places[name]:
                attributes[name] = _sum(places[name][0], own) if name == "y" else places[name][0]
        if shift := _shift(child, inner):
            attributes["dy"] = _sum(attributes.get("dy", "0"), shift)
        parts = _spans(child, inner, shared, own)
        if len(places["x"]) > 1 or len(places["y"]) > 1:
            parts = _spread(child, parts, places, own, shared)
        made.append(shared.make("tspan", attributes, child, parts))
        if shift:       # text after it returns to the line
            made.append(shared.make("tspan", {"dy": shown(-shift)}, child, ["\u200b"]))
    return made


def _spread(element: Element, parts: Sequence[Element | str], places: dict[str, list[str]], lifted: float,
            shared: Shared) -> list[Element | str]:
    """The text cut into spans, one for each character with its own position; the last one takes the rest."""
    if len(parts) != 1 or not isinstance(parts[0], str):
        if not (places["dx"] or places["dy"]):
            return list(parts)
        moved = {name: places[name][0] for name in ("dx", "dy") if places[name]}
        return [shared.make("tspan", moved, element, list(parts))]
    text = parts[0].strip(" ") if len(places["x"]) > 1 else parts[0]
    count = max(len(places["x"]), len(places["y"]), 1)
    made: list[Element | str] = []
    for number, letters in enumerate([*text[:count - 1], text[count - 1:]]):
        attributes = {name: places[name][number] for name in _PLACES if number < len(places[name])}
        if "y" in attributes:
            attributes["y"] = _sum(attributes["y"], lifted)
        if letters:
            made.append(shared.make("tspan", attributes, element, [letters]))
    return made


def _places(element: Element, around: Around) -> dict[str, list[str]]:
    """The lists of positions as numbers; a value that cannot be read is unchanged, and becomes a problem when drawn."""
    found: dict[str, list[str]] = {}
    for name in _PLACES:
        text = element.attributes.get(name, "")
        try:
            found[name] = [one if _is_plain(one) else shown(lengths.absolute(one, name, around.size, around.viewport))
                           for one in text.replace(",", " ").split()]
        except ValueError:
            found[name] = [text]
    return found


def _is_plain(text: str) -> bool:
    try:
        numbers.number(text)
    except ValueError:
        return False
    return True


def _lift(element: Element, around: Around) -> float:
    named = element.attributes.get("alignment-baseline") or around.values.get("dominant-baseline", "")
    return _LIFTS.get(named, 0.0) * around.size


def _shift(element: Element, around: Around) -> float:
    named = element.attributes.get("baseline-shift", "0")
    if named in _SHIFTS:
        return _SHIFTS[named] * around.size
    try:
        return -lengths.font_size(named, around.size) if named not in {"0", "baseline"} else 0.0
    except ValueError:
        return 0.0


def _sum(text: str, more: float) -> str:
    if not more:
        return text
    try:
        return shown(numbers.number(text) + more)
    except ValueError:
        return text
