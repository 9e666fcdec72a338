"""Drawings as tools write them -> plain ones: `use` replaced by copies, relative lengths absolute, no CSS left.

The result consists of groups, shapes, text and embedded bitmaps, with clip paths and gradients defined once. A drawing
that is plain already does not change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg import vocabulary
from dlexport.pictures.svg.shapes import Rectangle
from dlexport.pictures.svg.simplify import lengths
from dlexport.pictures.svg.simplify.around import Around, Shared, TooMuchError
from dlexport.pictures.svg.simplify.clips import clip_reference, frame_clip, mask_reference
from dlexport.pictures.svg.simplify.effects import filter_reference
from dlexport.pictures.svg.simplify.embedded import embedded
from dlexport.pictures.svg.simplify.labels import label
from dlexport.pictures.svg.simplify.lengths import Viewport, fitted, translate, view_box
from dlexport.pictures.svg.simplify.markers import markers
from dlexport.pictures.svg.simplify.patterns import served
from dlexport.pictures.svg.simplify.values import plain_attributes
from dlexport.pictures.svg.simplify.wording import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.pictures.svg.tree import Element, Reader

_GROUPS: Final = frozenset({"g", "a"})
_FRAMES: Final = frozenset({"svg", "symbol"})
_DESCRIBING: Final = frozenset({"title", "desc"})
_ANIMATED: Final = frozenset({"animate", "animateTransform", "animateMotion", "set", "animateColor"})
_UNSEEN: Final = frozenset({
    "defs", "style", "metadata", "symbol", "clipPath", "mask", "marker", "linearGradient", "radialGradient", "pattern",
    "filter", "cursor", "view", "script", "stop", "font", "font-face", "color-profile",
})


def make_plain(root: Element, reader: Reader) -> Element | None:
    """The plain drawing; None if a limit is exceeded. Problems are added to the reader.

    Args:
        root: the root element, with styles resolved.
        reader: the reader of its file.
    """
    shared = Shared(root, reader)
    box = view_box(root.attributes.get("viewBox", ""))
    viewport = Viewport(box.width, box.height) if box else Viewport(
        *(_side(root, name) for name in ("width", "height")))
    attributes = plain_attributes(root, "svg", Around(Viewport(0, 0)), shared)
    for name in ("width", "height"):
        if root.attributes.get(name, "").endswith("%") or root.attributes.get(name) == "auto":
            attributes.pop(name, None)      # relative to the page around it: the view box gives the size
        elif name in attributes:
            attributes[name] = root.attributes[name]
    try:
        children = _children(root, Around(viewport).within(root), shared)
        made = shared.make("svg", attributes, root, children)
        if shared.definitions:
            after = next((n for n, one in enumerate(children) if isinstance(one, str) or one.name not in _DESCRIBING),
                         len(children))
            children.insert(after, shared.make("defs", {}, root, list(shared.definitions.values())))
    except TooMuchError:
        return None
    return made


def _side(root: Element, name: str) -> float:
    try:
        return lengths.absolute(root.attributes.get(name, "0"), name, 16.0, Viewport(0, 0))
    except ValueError:      # noted where the size is read
        return 0.0


def _children(element: Element, around: Around, shared: Shared) -> list[Element | str]:
    return [made for child in element.children if not isinstance(child, str) for made in draw(child, around, shared)]


def draw(element: Element, around: Around, shared: Shared) -> list[Element]:
    """The plain elements that draw an element.

    Raises:
        TooMuchError: a limit is exceeded.
    """
    shared.visit(element, around)
    name, attributes = element.name, element.attributes
    if name in _DESCRIBING:
        return [shared.make(name, {}, element, [one for one in element.children if isinstance(one, str)])]
    if name in _ANIMATED:
        shared.reader.lose("its animation is not shown", "draw it as it should be seen")
    if name in _UNSEEN or attributes.get("display") == "none":
        return []
    inner = around.within(element)
    if attributes.get("mix-blend-mode", "normal") != "normal":
        shared.reader.refuse(element, "a way to mix colours")
    made = _drawn(element, inner, shared)
    if made and (effect := filter_reference(element, inner, shared)):
        made = _wrapped(element, made, "filter", effect, shared)
    return _clipped(element, made, inner, shared) if made else []


def _drawn(element: Element, inner: Around, shared: Shared) -> list[Element]:
    name = element.name
    hidden = inner.values.get("visibility", "visible") != "visible"
    if name in _GROUPS:
        _check_link(element, shared)
        return _group(element, inner, shared, element.children)
    if name == "switch":
        chosen = _chosen(element, shared)
        return _group(element, inner, shared, [chosen] if chosen else [])
    if name == "use":
        return _used(element, inner, shared)
    if name == "svg":
        return _framed(element, element, inner, shared)
    if hidden:
        return []
    if name in vocabulary.SHAPES:
        attributes = plain_attributes(element, name, inner, shared)
        described = [one for child in element.children if not isinstance(child, str) and child.name in _DESCRIBING
                     for one in draw(child, inner, shared)]
        moved = attributes.pop("transform", "")
        shape = shared.make(name, attributes, element, list(described))
        parts = [*served(shape, inner, shared, draw), *markers(shape, inner, shared, draw)]
        if moved and len(parts) > 1:
            return [shared.make("g", {"transform": moved}, element, list(parts))]
        if moved:
            attributes["transform"] = moved
        return parts
    if name == "text":
        return plain_text(element, inner, shared)
    if name == "image":
        return embedded(element, inner, shared, draw)
    if name == "foreignObject":
        return label(element, inner, shared)
    return []


def _clipped(element: Element, made: list[Element], inner: Around, shared: Shared) -> list[Element]:
    """The elements, clipped by the element's clip path and mask, which are in its own (transformed) coordinates."""
    reference = clip_reference(element, inner, shared, draw)
    if reference is None:       # clipped away completely
        return []
    masked = mask_reference(element, inner, shared, draw)
    if masked is None:
        return []
    for attribute, one in (("clip-path", reference), masked):
        if one:
            made = _wrapped(element, made, attribute, f"url(#{one})", shared)
    return made


def _wrapped(element: Element, made: list[Element], attribute: str, value: str, shared: Shared) -> list[Element]:
    """The elements in a group with one more attribute, which is in the element's own coordinates."""
    if len(made) == 1 and not {"clip-path", "filter", "mask"} & made[0].attributes.keys():
        made[0].attributes[attribute] = value
        return made
    attributes = {attribute: value}
    moved = element.attributes.get("transform", "")
    if moved and len(made) == 1 and made[0].attributes.get("transform") == moved:
        attributes["transform"] = made[0].attributes.pop("transform")
    return [shared.make("g", attributes, element, list(made))]


def _group(element: Element, inner: Around, shared: Shared, children: Iterable[Element | str]) -> list[Element]:
    made = [one for child in children if not isinstance(child, str) for one in draw(child, inner, shared)]
    attributes = plain_attributes(element, "g", inner, shared)
    if element.name != "g" and not made:
        return []
    return [shared.make("g", attributes, element, list(made))]


def _check_link(element: Element, shared: Shared) -> None:
    address = element.attributes.get("href", "") if element.name == "a" else ""
    if address.lower().lstrip().startswith(("javascript:", "data:", "vbscript:")):
        shared.reader.note(element, "href", "a script in a link", "a picture runs nothing: delete it")


def _chosen(element: Element, shared: Shared) -> Element | None:
    """The first child of a `switch` that can be drawn; HTML only as the last resort (SVG 1.1, 5.8)."""
    children = [one for one in element.children if not isinstance(one, str)]
    plain = [one for one in children if one.name != "foreignObject" and not one.attributes.get("requiredExtensions")]
    if len(plain) < len(children) and plain:
        shared.reader.lose("labels that are web pages are drawn as the plain text beside them",
                           "see whether they look right; in draw.io, switch off “Formatted text”")
    return next(iter(plain or children), None)


def _used(element: Element, inner: Around, shared: Shared) -> list[Element]:
    reference = element.attributes.get("href", "")
    if reference and not reference.startswith("#"):
        shared.reader.note(element, "href", "a part of another file", "copy the shape into this drawing")
        return []
    target = shared.target(reference)
    if target is None or reference in inner.using:
        return []
    around = inner.named(reference)
    values = plain_attributes(element, "rect", around, shared)
    moved = translate(_coordinate(values.get("x")), _coordinate(values.get("y")))
    attributes = plain_attributes(element, "g", around, shared)
    if moved:
        attributes["transform"] = f"{attributes.get('transform', '')} {moved}".strip()
    if target.name in _FRAMES:
        made = _framed(target, element, around.within(target), shared, placed=target.name == "svg")
    else:
        made = draw(target, around, shared)
    return [shared.make("g", attributes, element, list(made))] if made else []


def _coordinate(value: str | None) -> float:
    try:
        return float((value or "0").removesuffix("px"))
    except ValueError:
        return 0.0


def _framed(frame: Element, user: Element, inner: Around, shared: Shared, *, placed: bool = True) -> list[Element]:
    """The elements of an inner `svg` or a `symbol`, at the size that its user gives."""
    sizes = plain_attributes(user, "rect", inner, shared)
    own = plain_attributes(frame, "rect", inner, shared)
    width = _coordinate(sizes.get("width") or own.get("width") or str(inner.viewport.width))
    height = _coordinate(sizes.get("height") or own.get("height") or str(inner.viewport.height))
    if width <= 0 or height <= 0:
        return []
    corner = (_coordinate(own.get("x")), _coordinate(own.get("y"))) if placed else (0.0, 0.0)
    box = view_box(frame.attributes.get("viewBox", ""))
    port = Rectangle(*corner, width, height)
    attributes = plain_attributes(frame, "g", inner, shared)
    if box is None:
        move = translate(*corner)
    else:
        move, _ = fitted(box, port, frame.attributes.get("preserveAspectRatio", ""))
    inside = replace(inner, viewport=Viewport(box.width, box.height) if box else Viewport(width, height))
    made = [one for child in frame.children if not isinstance(child, str) and child.name not in _DESCRIBING
            for one in draw(child, inside, shared)]
    if not made:
        return []
    content = shared.make("g", {"transform": move} if move else {}, frame, list(made))
    if frame.attributes.get("overflow") != "visible":
        attributes["clip-path"] = f"url(#{frame_clip(port, frame, shared)})"
    return [shared.make("g", attributes, frame, [content])]
