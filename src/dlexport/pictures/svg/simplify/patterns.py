"""Shapes filled with a pattern -> the pattern's tiles clipped by the shape, then the shape without the fill."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg import numbers, outlines, vocabulary
from dlexport.pictures.svg.shapes import IDENTITY, Rectangle
from dlexport.pictures.svg.simplify import lengths
from dlexport.pictures.svg.simplify.around import FRESH
from dlexport.pictures.svg.simplify.clips import frame_clip
from dlexport.pictures.svg.simplify.lengths import Viewport, corners, extent, fitted, inverse, shown, view_box
from dlexport.pictures.svg.simplify.values import plain_attributes

if TYPE_CHECKING:
    from dlexport.pictures.svg.simplify.around import Around, Shared
    from dlexport.pictures.svg.simplify.clips import Draw
    from dlexport.pictures.svg.tree import Element

_TILES: Final = 400
_CHAIN: Final = 16


def served(shape: Element, around: Around, shared: Shared, draw: Draw) -> list[Element]:
    """The elements that draw a shape: before it, if it is filled with a pattern, the pattern's tiles.

    Args:
        shape: a plain shape without its transformation.
        around: the shape's context, its own properties included.
        shared: state of the drawing.
        draw: function that draws the content of a pattern.
    """
    stroke = shared.target(around.values.get("stroke", ""))
    if stroke is not None and stroke.name == "pattern":
        shared.reader.refuse(stroke, "a stroke with a pattern")
    wanted = around.values.get("fill", "")
    pattern = shared.target(wanted)
    if pattern is None or pattern.name != "pattern":
        return [shape]
    unfilled = shared.make(shape.name, {**shape.attributes, "fill": "none"}, shape, list(shape.children))
    if wanted in around.using:
        return [unfilled]
    tiles = _tiles(shape, pattern, replace(around, using=around.using | {wanted}), shared, draw)
    if tiles is None:
        return [unfilled]
    geometry = {name: value for name, value in shape.attributes.items() if name in vocabulary.GEOMETRY[shape.name]}
    if (around.values.get("fill-rule") or "nonzero") == "evenodd":
        geometry["clip-rule"] = "evenodd"
    clip = shared.make("clipPath", {}, shape, [shared.make(shape.name, geometry, shape)])
    name = shared.define(("clip", (shape.name, *sorted(geometry.items()))), "c", clip)
    attributes = {"clip-path": f"url(#{name})"}
    opacity = _share(shape.attributes.get("opacity", "1")) * _share(around.values.get("fill-opacity", "1"))
    if opacity != 1:
        attributes["opacity"] = shown(opacity)
    return [shared.make("g", attributes, shape, list(tiles)), unfilled]


def _share(text: str) -> float:
    """An opacity; one that cannot be read is reported where the shape is drawn."""
    try:
        return numbers.share(text)
    except ValueError:
        return 1.0


def _tiles(shape: Element, pattern: Element, around: Around, shared: Shared, draw: Draw) -> list[Element] | None:
    chain = [pattern]
    while len(chain) < _CHAIN and (following := shared.target(chain[-1].attributes.get("href", ""))) is not None:
        if following in chain or following.name != "pattern":
            break
        chain.append(following)

    def first(name: str, default: str = "") -> str:
        return next((one.attributes[name] for one in chain if name in one.attributes), default)

    try:
        box = extent(outlines.segments(shape))
        matrix = numbers.transform(first("patternTransform")) if first("patternTransform") else IDENTITY
        relative = first("patternUnits") != "userSpaceOnUse"
        port = Viewport(1.0, 1.0) if relative else around.viewport
        tile = Rectangle(*(lengths.absolute(first(name, "0"), name, around.size, port)
                     for name in ("x", "y", "width", "height")))
    except ValueError:
        return None
    undone = inverse(matrix)
    if box is None or undone is None or first("patternContentUnits") == "objectBoundingBox":
        shared.reader.refuse(pattern, "a pattern of this kind")
        return None
    if relative:
        tile = Rectangle(box.x + tile.x * box.width, box.y + tile.y * box.height, tile.width * box.width,
                   tile.height * box.height)
    if tile.width <= 0 or tile.height <= 0:
        return None
    covered = corners(box, undone)
    columns = range(math.floor((covered.x - tile.x) / tile.width),
                    math.ceil((covered.x + covered.width - tile.x) / tile.width))
    rows = range(math.floor((covered.y - tile.y) / tile.height),
                 math.ceil((covered.y + covered.height - tile.y) / tile.height))
    if len(columns) * len(rows) > _TILES:
        shared.reader.refuse(pattern, f"a pattern of more than {_TILES} tiles")
        return None
    return _drawn(chain, (tile, columns, rows), first("patternTransform"), around, shared, draw)


def _drawn(  # noqa: PLR0913, PLR0917 - where the tiles are, and what draws them
    chain: list[Element], grid: tuple[Rectangle, range, range], moved: str, around: Around, shared: Shared, draw: Draw,
) -> list[Element]:
    tile, columns, rows = grid
    pattern = chain[0]
    content = next((one for one in chain if any(not isinstance(child, str) for child in one.children)), pattern)
    box = view_box(next((one.attributes["viewBox"] for one in chain if "viewBox" in one.attributes), ""))
    fit = fitted(box, tile, pattern.attributes.get("preserveAspectRatio", ""))[0] if box else ""
    fresh = replace(around, values={}).within(content)
    made = []
    for row in rows:
        for column in columns:
            parts = [one for child in content.children if not isinstance(child, str)
                     for one in draw(child, fresh, shared)]
            if fit:
                parts = [shared.make("g", {"transform": fit}, pattern, list(parts))]
            place = f"translate({shown(column * tile.width)} {shown(row * tile.height)})" if column or row else ""
            attributes = {"clip-path": f"url(#{frame_clip(tile, pattern, shared)})"}
            if place:
                attributes["transform"] = place
            made.append(shared.make("g", attributes, pattern, list(parts)))
    attributes = {**FRESH, **plain_attributes(content, "g", fresh, shared)} | ({"transform": moved} if moved else {})
    return [shared.make("g", attributes, pattern, list(made))] if made else []
