"""Gradients as slices of one colour each, as fine as eight bits tell colours apart.

Slices, and no shadings of the file format: they are drawn through any matrix, and grey prints turn them grey like all
else. Slices overlap, so that no viewer shows a seam between them: opaque ones hide what they lie on, those of one
colour that fades away add up to how opaque it is. Only where both colour and opacity change they lie side by side.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from dlexport.exporters.pdf.drawing.sheet import number
from dlexport.pictures.svg.shapes import IDENTITY, ColourStop, Gradient, Rectangle, multiply
from dlexport.pictures.svg.simplify.lengths import corners, extent, inverse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.pictures.svg.shapes import Colour, Matrix, Segment

_FINEST: Final = 128        # slices between two stops
_REPEATS: Final = 24        # of a gradient that repeats
_KAPPA: Final = 4 / 3 * math.tan(math.pi / 8)
_FAR: Final = 1e-6
_Painted: TypeAlias = "tuple[str, Colour, float]"            # a path, its colour and opacity
_Slice: TypeAlias = "tuple[float, float, Colour, float]"     # from, to, its colour and opacity


def slices(gradient: Gradient, segments: Sequence[Segment], stroke: float = 0.0,
           ) -> Iterator[_Painted]:
    """The slices that cover a shape, the lowest first: a filled path as PDF operators, its colour and opacity.

    Args:
        gradient: what the shape is filled with.
        segments: of the shape, in its user units, which the paths have as well.
        stroke: how wide its line is, where that is to be covered.
    """
    box = extent(segments)
    if box is None or not gradient.stops:
        return
    matrix = gradient.matrix
    if gradient.relative:
        if not box.width or not box.height:
            return
        matrix = multiply((box.width, 0.0, 0.0, box.height, box.x, box.y), matrix)
    covered = Rectangle(box.x - stroke, box.y - stroke, box.width + 2 * stroke, box.height + 2 * stroke)
    undone = inverse(matrix)
    last = gradient.stops[-1]
    if undone is None:
        yield _rectangle(covered, IDENTITY), last.colour, last.opacity
    elif gradient.radial:
        yield from _rings(gradient, covered, matrix, undone)
    else:
        yield from _strips(gradient, covered, matrix)


def mean(gradient: Gradient) -> Colour:
    """The mean colour of a gradient, for letters."""
    stops = gradient.stops or (ColourStop(0.0, (0, 0, 0), 1.0),)
    red, green, blue = (round(sum(stop.colour[part] for stop in stops) / len(stops)) for part in range(3))
    return red, green, blue


def _strips(gradient: Gradient, covered: Rectangle, matrix: Matrix) -> Iterator[_Painted]:
    x1, y1, x2, y2 = gradient.places[:4]
    dx, dy = x2 - x1, y2 - y1
    last = gradient.stops[-1]
    along = multiply(matrix, (dx, dy, -dy, dx, x1, y1))     # (0, 0) to (1, 0) is the gradient's line
    undone = inverse(along)
    if undone is None:
        yield _rectangle(covered, IDENTITY), last.colour, last.opacity
        return
    room = corners(covered, undone)
    for left, right, colour, opacity in _overlapping(list(_runs(gradient, room.x, room.x + room.width))):
        yield _rectangle(Rectangle(left, room.y, right - left, room.height), along), colour, opacity


def _rings(gradient: Gradient, covered: Rectangle, matrix: Matrix, undone: Matrix) -> Iterator[_Painted]:
    cx, cy, radius, fx, fy, inner = gradient.places
    last = gradient.stops[-1]
    if radius <= inner:
        yield _rectangle(covered, IDENTITY), last.colour, last.opacity
        return
    distance = math.dist((cx, cy), (fx, fy))
    if distance > 0.99 * radius:        # the point of focus lies inside the circle (SVG 2, 14.2.3)
        fx, fy = (cx + (fx - cx) * 0.99 * radius / distance, cy + (fy - cy) * 0.99 * radius / distance)
    room = corners(covered, undone)
    farthest = max(math.dist((cx, cy), (x, y)) for x in (room.x, room.x + room.width)
                   for y in (room.y, room.y + room.height))
    end = max(1.0, (farthest + distance) / max(radius - distance, _FAR * radius))

    def circle(t: float) -> str:
        x, y = fx + (cx - fx) * t, fy + (cy - fy) * t
        return _circle(x, y, inner + (radius - inner) * t, matrix)

    for left, right, colour, opacity in _overlapping(list(_runs(gradient, 0.0, end)), inwards=True):
        outside = _rectangle(covered, IDENTITY)[:-2] if right >= end else circle(right)
        yield (f"{outside} f" if left <= 0 else f"{outside} {circle(left)} f*"), colour, opacity


def _runs(gradient: Gradient, begin: float, end: float) -> Iterator[_Slice]:
    """The slices from `begin` to `end` along the gradient: where each is, its colour and opacity."""
    first, last = gradient.stops[0], gradient.stops[-1]
    if gradient.spread == "pad" or end - begin > _REPEATS:
        if begin < first.offset:
            yield begin, first.offset, first.colour, first.opacity
        yield from _between(gradient.stops, 0.0, flipped=False)
        if last.offset < end:
            yield last.offset, end, last.colour, last.opacity
        return
    full = (ColourStop(0.0, first.colour, first.opacity), *gradient.stops, ColourStop(1.0, last.colour, last.opacity))
    for turn in range(math.floor(begin), math.ceil(end)):
        yield from _between(full, turn, flipped=gradient.spread == "reflect" and turn % 2 != 0)


def _overlapping(runs: list[_Slice], *, inwards: bool = False) -> list[_Slice]:
    """The slices, each extended under all that follow (or inwards, before), where that looks the same."""
    begin, end = (runs[0][0], runs[-1][1]) if runs else (0.0, 0.0)
    opacities = [opacity for *_, opacity in runs]
    if min(opacities, default=1.0) == 1:
        return [(begin, right, colour, 1.0) for _, right, colour, _ in reversed(runs)] if inwards else [
            (left, end, colour, 1.0) for left, _, colour, _ in runs]
    if len({colour for _, _, colour, _ in runs}) > 1:
        return runs
    rising, falling = sorted(opacities) == opacities, sorted(opacities, reverse=True) == opacities
    if not rising and not falling:
        return runs
    made, reached = [], 0.0
    for left, right, colour, opacity in runs if rising else reversed(runs):
        if opacity > reached:       # what is drawn over it all the way adds up
            more = 1 - (1 - opacity) / (1 - reached)
            made.append((left, end, colour, more) if rising else (begin, right, colour, more))
            reached = opacity
    return made


def _between(stops: Sequence[ColourStop], shift: float, *, flipped: bool) -> Iterator[_Slice]:
    ordered = [ColourStop(1 - stop.offset, stop.colour, stop.opacity) for stop in reversed(stops)] if flipped else stops
    for one, other in pairwise(ordered):
        width = other.offset - one.offset
        if width <= 0:
            continue
        change = max(*(abs(a - b) for a, b in zip(one.colour, other.colour, strict=True)),
                     abs(one.opacity - other.opacity) * 255)
        count = max(1, min(_FINEST, round(change)))
        for step in range(count):
            part = (step + 0.5) / count
            red, green, blue = (round(a + (b - a) * part) for a, b in zip(one.colour, other.colour, strict=True))
            left = shift + one.offset + width * step / count
            yield (left, left + width / count, (red, green, blue),
                   one.opacity + (other.opacity - one.opacity) * part)


def _rectangle(box: Rectangle, matrix: Matrix) -> str:
    a, b, c, d, e, f = matrix
    points = [(box.x, box.y), (box.x + box.width, box.y), (box.x + box.width, box.y + box.height),
              (box.x, box.y + box.height)]
    placed = [f"{number(a * x + c * y + e, 3)} {number(b * x + d * y + f, 3)}" for x, y in points]
    return f"{placed[0]} m {' '.join(f'{point} l' for point in placed[1:])} h f"


def _circle(x: float, y: float, radius: float, matrix: Matrix) -> str:
    a, b, c, d, e, f = matrix
    k = _KAPPA * radius

    def at(px: float, py: float) -> str:
        return f"{number(a * px + c * py + e, 3)} {number(b * px + d * py + f, 3)}"

    return (f"{at(x + radius, y)} m {at(x + radius, y + k)} {at(x + k, y + radius)} {at(x, y + radius)} c "
            f"{at(x - k, y + radius)} {at(x - radius, y + k)} {at(x - radius, y)} c "
            f"{at(x - radius, y - k)} {at(x - k, y - radius)} {at(x, y - radius)} c "
            f"{at(x + k, y - radius)} {at(x + radius, y - k)} {at(x + radius, y)} c h")
