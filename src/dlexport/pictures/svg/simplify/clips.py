"""Clip paths, and masks of white shapes only -> plain clip paths of shapes in one coordinate system."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from dlexport.pictures.svg import vocabulary
from dlexport.pictures.svg.simplify.effects import mask_of_shades
from dlexport.pictures.svg.simplify.lengths import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dlexport.pictures.svg.shapes import Rectangle
    from dlexport.pictures.svg.simplify.around import Around, Shared
    from dlexport.pictures.svg.tree import Element

    Draw: TypeAlias = Callable[[Element, Around, Shared], list[Element]]

_WHITE: Final = frozenset({"#fff", "#ffffff", "white", "rgb(255,255,255)", "rgb(100%,100%,100%)"})
_KEPT: Final = frozenset({"transform", "clip-rule"})


def clip_reference(element: Element, around: Around, shared: Shared, draw: Draw) -> str | None:
    """The id of the clip path of an element; empty if it has none, None if the clip path leaves nothing visible."""
    wanted = element.attributes.get("clip-path", "none")
    if wanted == "none":
        return ""
    if not wanted.startswith("url("):
        shared.reader.refuse(element, f"the clip path `{wanted[:40]}`")
        return ""
    path = shared.target(wanted)
    if path is None or path.name != "clipPath" or wanted in around.using:
        return ""
    if path.attributes.get("clipPathUnits") == "objectBoundingBox" or "clip-path" in path.attributes:
        shared.reader.refuse(path, "a clip path of this kind")
        return ""
    inner = replace(around, using=around.using | {wanted}, values={
        name: value for name, value in path.attributes.items() if name == "clip-rule"})
    drawn = [one for child in path.children if not isinstance(child, str) for one in draw(child, inner, shared)]
    return _defined(path, drawn, shared, inner)


def mask_reference(element: Element, around: Around, shared: Shared, draw: Draw) -> tuple[str, str] | None:
    """(attribute, id) of an element's mask, or of a clip path of the same effect; None if nothing is visible."""
    wanted = element.attributes.get("mask", "none")
    mask = shared.target(wanted) if wanted.startswith("url(") else None
    if mask is None or mask.name != "mask" or wanted in around.using:
        return "mask", ""
    inner = replace(around, using=around.using | {wanted}, values={}).within(mask)
    drawn = [one for child in mask.children if not isinstance(child, str) for one in draw(child, inner, shared)]
    fill = mask.attributes.get("fill", "#000000")
    if mask.attributes.get("maskContentUnits") == "objectBoundingBox" or not all(_is_white(one, fill) for one in drawn):
        return "mask", mask_of_shades(mask, drawn, shared)
    name = _defined(mask, drawn, shared, inner)
    return None if name is None else ("clip-path", name)


def frame_clip(box: Rectangle, source: Element, shared: Shared) -> str:
    """The id of a rectangular clip path."""
    sides = {"x": shown(box.x), "y": shown(box.y), "width": shown(box.width), "height": shown(box.height)}
    made = shared.make("clipPath", {}, source, [shared.make("rect", sides, source)])
    return shared.define(("frame", *box), "c", made)


def _is_white(element: Element, around: str) -> bool:
    values = element.attributes
    fill = values.get("fill", around)
    if element.name == "g":
        return not {"opacity", "clip-path", "stroke"} & values.keys() and all(
            _is_white(child, fill) for child in element.children if not isinstance(child, str))
    return element.name in vocabulary.SHAPES and fill.replace(" ", "").lower() in _WHITE and not (
        {"opacity", "fill-opacity", "clip-path"} & values.keys()) and values.get("stroke", "none") == "none"


def _defined(path: Element, drawn: Iterable[Element], shared: Shared, around: Around) -> str | None:
    shapes = list(_shapes(drawn, path.attributes.get("transform", ""), around.values.get("clip-rule", ""), shared))
    if not shapes:
        return None
    key = ("clip", *((one.name, *sorted(one.attributes.items())) for one in shapes))
    return shared.define(key, "c", shared.make("clipPath", {}, path, list(shapes)))


def _shapes(drawn: Iterable[Element], moved: str, rule: str, shared: Shared) -> Iterable[Element]:
    """The shapes without groups, which a clip path cannot hold; each has the transformations of its groups."""
    for one in drawn:
        transform = f"{moved} {one.attributes.get('transform', '')}".strip()
        inner = one.attributes.get("clip-rule") or rule
        if "clip-path" in one.attributes:
            shared.reader.refuse(one, "a clip path that is cut itself")
        if one.name == "g":
            inside = (child for child in one.children if not isinstance(child, str))
            yield from _shapes(inside, transform, inner, shared)
        elif one.name in vocabulary.SHAPES:
            attributes = {name: value for name, value in one.attributes.items()
                          if name in vocabulary.GEOMETRY[one.name]}
            if transform:
                attributes["transform"] = transform
            if inner == "evenodd":
                attributes["clip-rule"] = inner
            yield shared.make(one.name, attributes, one)
        elif one.name in {"text", "image"}:
            shared.reader.refuse(one, f"a clip path of `{one.name}`")
