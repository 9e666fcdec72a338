"""Lengths with units, viewports and boxes, converted to absolute numbers."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dlexport.pictures.svg import numbers
from dlexport.pictures.svg.shapes import Close, Curve, Rectangle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.pictures.svg.shapes import Matrix, Segment

_RELATIVE: Final = re.compile(rf"({numbers.NUMBER})(em|rem|ex|ch|%|vw|vh)")
_EMS: Final = {"em": 1.0, "rem": 1.0, "ex": 0.5, "ch": 0.5}
_SIZES: Final = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0,
                 "xx-large": 32.0}
_ALIGN: Final = re.compile(r"(?:defer )?x(Min|Mid|Max)Y(Min|Mid|Max)(?: (meet|slice))?")
_PLACES: Final = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
_BOX_PARTS: Final = 4


class Viewport(NamedTuple):
    """The reference of percentages, in user units."""

    width: float
    height: float

    def side(self, name: str) -> float:
        """The length to which percentages in an attribute refer: width, height, or the normalised diagonal."""
        if name in {"x", "cx", "width", "x1", "x2", "rx", "dx", "refX", "markerWidth", "fx"}:
            return self.width
        if name in {"y", "cy", "height", "y1", "y2", "ry", "dy", "refY", "markerHeight", "fy"}:
            return self.height
        return math.sqrt((self.width ** 2 + self.height ** 2) / 2)


def absolute(text: str, name: str, size: float, viewport: Viewport) -> float:
    """A length in user units.

    Args:
        text: the length with any unit.
        name: name of the attribute, on which the meaning of percentages depends.
        size: font size, for `em` and `ex`.
        viewport: the viewport of the element, for percentages.

    Raises:
        ValueError: the text is no length.
    """
    match = _RELATIVE.fullmatch(text)
    if match is None:
        return numbers.length(text)
    value = numbers.finite(match[1])
    if match[2] in _EMS:
        return value * _EMS[match[2]] * size
    return value / 100 * viewport.side({"vw": "x", "vh": "y"}.get(match[2], name))


def font_size(text: str, around: float) -> float:
    """A font size in user units; `around` is that of the parent.

    Raises:
        ValueError: the text is no font size.
    """
    if text in _SIZES:
        return _SIZES[text]
    if text in {"smaller", "larger"}:
        return around / 1.2 if text == "smaller" else around * 1.2
    if text.endswith("%"):
        return around * numbers.number(text[:-1]) / 100
    return absolute(text, "", around, Viewport(0, 0))


def shown(value: float) -> str:
    """A number as text for an attribute."""
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


def translate(x: float, y: float) -> str:
    """A translation as text for `transform`; empty for (0, 0)."""
    return f"translate({shown(x)} {shown(y)})" if x or y else ""


def fitted(box: Rectangle, frame: Rectangle, aspect: str) -> tuple[str, bool]:
    """The transformation from a view box to its frame, and whether it is clipped there (`slice`)."""
    match = _ALIGN.fullmatch(aspect or "xMidYMid meet")
    across, down = frame.width / box.width, frame.height / box.height
    if match is None:       # none: stretched
        return f"matrix({across:.9g} 0 0 {down:.9g} {frame.x - box.x * across:.9g} {frame.y - box.y * down:.9g})", False
    scale = max(across, down) if match[3] == "slice" else min(across, down)
    left = frame.x + (frame.width - box.width * scale) * _PLACES[match[1]] - box.x * scale
    top = frame.y + (frame.height - box.height * scale) * _PLACES[match[2]] - box.y * scale
    return f"matrix({scale:.9g} 0 0 {scale:.9g} {left:.9g} {top:.9g})", match[3] == "slice"


def view_box(text: str) -> Rectangle | None:
    """The box in a `viewBox` attribute; None if it is not valid."""
    try:
        found = numbers.numbers(text)
    except ValueError:
        return None
    return Rectangle(*found) if len(found) == _BOX_PARTS and min(found[2:]) > 0 else None


def extent(segments: Iterable[Segment]) -> Rectangle | None:
    """The box around all points of a path, control points included (so perhaps a little too large); None if empty."""
    points = [point for one in segments if not isinstance(one, Close) for point in (
        [(one.x1, one.y1), (one.x2, one.y2), (one.x, one.y)] if isinstance(one, Curve) else [(one.x, one.y)])]
    if not points:
        return None
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return Rectangle(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)


def inverse(matrix: Matrix) -> Matrix | None:
    """The inverse of a matrix; None if it has none."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if abs(area) < 1e-12:   # noqa: PLR2004 - nothing that anybody can see
        return None
    return (d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)


def corners(box: Rectangle, matrix: Matrix) -> Rectangle:
    """The box around a transformed box."""
    a, b, c, d, e, f = matrix
    points = [(a * x + c * y + e, b * x + d * y + f)
              for x in (box.x, box.x + box.width) for y in (box.y, box.y + box.height)]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return Rectangle(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)
