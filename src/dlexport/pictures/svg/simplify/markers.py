"""Markers (arrow heads and other marks on the corners of lines) -> groups at the positions where they are drawn."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg import outlines
from dlexport.pictures.svg.shapes import Close, Curve, Move, Rectangle
from dlexport.pictures.svg.simplify import lengths
from dlexport.pictures.svg.simplify.around import FRESH
from dlexport.pictures.svg.simplify.clips import frame_clip
from dlexport.pictures.svg.simplify.lengths import Viewport, fitted, shown, view_box
from dlexport.pictures.svg.simplify.values import plain_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.pictures.svg.shapes import Segment
    from dlexport.pictures.svg.simplify.around import Around, Shared
    from dlexport.pictures.svg.simplify.clips import Draw
    from dlexport.pictures.svg.tree import Element

_MARKED: Final = frozenset({"line", "polyline", "polygon", "path"})
_ENDS: Final = ("marker-start", "marker-mid", "marker-end")
_NEAR: Final = 1e-6


def markers(shape: Element, around: Around, shared: Shared, draw: Draw) -> list[Element]:
    """The markers on the corners of a plain shape without a transformation, as groups."""
    wanted = {name: value for name in _ENDS if (value := around.values.get(name, "none")) != "none"}
    if shape.name not in _MARKED or not wanted:
        return []
    try:
        corners = list(_corners(outlines.segments(shape)))
    except ValueError:      # noted where the shape is drawn
        return []
    shared.corners(shape, len(corners))
    made: list[Element] = []
    for number, (x, y, into, out) in enumerate(corners):
        kinds = [_ENDS[0]] if not number else []
        kinds += [_ENDS[1]] if 0 < number < len(corners) - 1 else []
        kinds += [_ENDS[2]] if number == len(corners) - 1 else []
        for kind in kinds:
            reference = wanted.get(kind, "")
            marker = shared.target(reference)
            if marker is None or marker.name != "marker" or reference in around.using:
                continue
            inner = replace(around, using=around.using | {reference})
            angle = _angle(marker.attributes.get("orient", "0"), into, out, start=kind == _ENDS[0])
            made += _placed(marker, (x, y, angle), inner, shared, draw)
    return made


def _angle(orient: str, into: float | None, out: float | None, *, start: bool) -> float:
    """The angle of a marker in degrees: as given, or halfway between the directions of the two lines."""
    if orient not in {"auto", "auto-start-reverse"}:
        try:
            return float(orient.removesuffix("deg"))
        except ValueError:
            return 0.0
    if into is None or out is None:
        found = into if out is None else out
        angle = math.degrees(found or 0.0)
    else:
        angle = math.degrees(math.atan2(math.sin(into) + math.sin(out), math.cos(into) + math.cos(out)))
    return angle + 180 if start and orient == "auto-start-reverse" else angle


def _placed(  # one marker at one corner
    marker: Element, place: tuple[float, float, float], around: Around, shared: Shared, draw: Draw,
) -> list[Element]:
    attributes = marker.attributes

    def side(name: str, default: str, port: Viewport) -> float:
        try:
            return lengths.absolute(attributes.get(name, default), name, around.size, port)
        except ValueError:
            return 0.0

    width = side("markerWidth", "3", around.viewport)
    height = side("markerHeight", "3", around.viewport)
    if width <= 0 or height <= 0:
        return []
    box = view_box(attributes.get("viewBox", "")) or Rectangle(0.0, 0.0, width, height)
    scale = 1.0
    if attributes.get("markerUnits") != "userSpaceOnUse":
        try:
            thick = around.values.get("stroke-width", "1")
            scale = lengths.absolute(thick, "stroke-width", around.size, around.viewport)
        except ValueError:
            scale = 1.0
    fit, _ = fitted(box, Rectangle(0.0, 0.0, width, height), attributes.get("preserveAspectRatio", ""))
    across, _, _, down, *_ = (float(part) for part in fit[len("matrix("):-1].split())
    port = Viewport(box.width, box.height)
    anchor = side("refX", "0", port), side("refY", "0", port)
    x, y, angle = place
    moves = [f"translate({shown(x)} {shown(y)})", f"rotate({shown(angle)})" if angle else "",
             f"scale({scale:.9g})" if scale != 1 else "",
             f"matrix({across:.9g} 0 0 {down:.9g} {-anchor[0] * across:.9g} {-anchor[1] * down:.9g})"]
    fresh = replace(around, values={"context-fill": around.values.get("fill", "#000000"),
                                    "context-stroke": around.values.get("stroke", "none")}, viewport=port)
    inner = fresh.within(marker)
    made = [one for child in marker.children if not isinstance(child, str) for one in draw(child, inner, shared)]
    if not made:
        return []
    group = {**FRESH, **plain_attributes(marker, "g", inner, shared), "transform": " ".join(filter(None, moves))}
    if attributes.get("overflow", "hidden") != "visible":
        group["clip-path"] = f"url(#{frame_clip(box, marker, shared)})"
    return [shared.make("g", group, marker, list(made))]


def _corners(segments: Sequence[Segment]) -> Iterator[tuple[float, float, float | None, float | None]]:
    """Each corner of a path with the directions, in radians, in which it is reached and left."""
    points: list[tuple[float, float]] = []
    into: list[float | None] = []
    out: list[float | None] = []
    start = (0.0, 0.0)
    for segment in segments:
        before = points[-1] if points else start
        match segment:
            case Move(x, y):
                points.append((x, y))
                into.append(None)
                out.append(None)
                start = (x, y)
                continue
            case Close():
                end, leaving, reaching = start, start, before
            case Curve(x1, y1, x2, y2, x, y):
                end = (x, y)
                leaving = next((one for one in ((x1, y1), (x2, y2)) if _far(one, before)), end)
                reaching = next((one for one in ((x2, y2), (x1, y1)) if _far(one, end)), before)
            case _:
                end = (segment.x, segment.y)
                leaving, reaching = end, before
        out[-1] = math.atan2(leaving[1] - before[1], leaving[0] - before[0])
        points.append(end)
        into.append(math.atan2(end[1] - reaching[1], end[0] - reaching[0]))
        out.append(None)
    for (x, y), one, other in zip(points, into, out, strict=True):
        yield x, y, one, other


def _far(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) > _NEAR or abs(one[1] - other[1]) > _NEAR
