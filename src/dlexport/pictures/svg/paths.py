"""SVG path data -> moves, lines, cubic curves and closings in absolute coordinates (SVG 1.1, chapter 8)."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg.numbers import NUMBER, SEPARATOR, finite
from dlexport.pictures.svg.shapes import Close, Curve, LineTo, Move

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.pictures.svg.shapes import Segment

SEGMENT_LIMIT: Final = 100_000
_CIRCLE: Final = 4 / 3 * math.tan(math.pi / 8)      # distance of a quarter circle's control points, in radii

_COMMAND: Final = re.compile(r"[ \t\r\n]*([MmLlHhVvCcSsQqTtAaZz])")
_ARGUMENT: Final = re.compile(f"{SEPARATOR}({NUMBER})")
_FLAG: Final = re.compile(f"{SEPARATOR}([01])")
_COUNTS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FLAGS: Final = (3, 4)      # indices of an arc's arguments that are single digits, perhaps without a separator
# all arguments of a command at once, three times as fast as one by one; atomic, since `12` is never `1` and `2`
_ARGUMENTS: Final = {
    letter: re.compile("".join(f"{SEPARATOR}({'[01]' if letter == 'A' and index in _FLAGS else f'(?>{NUMBER})'})"
                               for index in range(count)))
    for letter, count in _COUNTS.items()
}


def path(data: str) -> tuple[Segment, ...]:
    """The segments of a `d` attribute.

    Raises:
        ValueError: the text is no valid path; the message says where.
    """
    pen = _Pen()
    for letter, numbers in _commands(data):
        pen.draw(letter, numbers)
        if len(pen.segments) > SEGMENT_LIMIT:
            raise ValueError(f"more than {SEGMENT_LIMIT:,} segments")
    return tuple(pen.segments)


def polygon(points: Sequence[tuple[float, float]], *, closed: bool) -> tuple[Segment, ...]:
    """Straight lines through the points."""
    if not points:
        return ()
    ending: tuple[Segment, ...] = (Close(),) if closed else ()
    return (Move(*points[0]), *(LineTo(*point) for point in points[1:]), *ending)


def ellipse(cx: float, cy: float, rx: float, ry: float) -> tuple[Segment, ...]:
    """An ellipse; empty if a radius is 0."""
    if not rx or not ry:
        return ()
    return (Move(cx + rx, cy), *_arc(cx + rx, cy, (rx, ry, 0, 0, 1, cx - rx, cy)),
            *_arc(cx - rx, cy, (rx, ry, 0, 0, 1, cx + rx, cy)), Close())


def rectangle(x: float, y: float, sides: tuple[float, float], radii: tuple[float, float]) -> tuple[Segment, ...]:
    """A rectangle with corners rounded by `radii`, at most half of its sides."""
    (width, height), (rx, ry) = sides, radii
    if not width or not height:
        return ()
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    right, bottom = x + width, y + height
    if not rx or not ry:
        return polygon([(x, y), (right, y), (right, bottom), (x, bottom)], closed=True)
    kx, ky = rx * (1 - _CIRCLE), ry * (1 - _CIRCLE)
    return (
        Move(x + rx, y), LineTo(right - rx, y), Curve(right - kx, y, right, y + ky, right, y + ry),
        LineTo(right, bottom - ry), Curve(right, bottom - ky, right - kx, bottom, right - rx, bottom),
        LineTo(x + rx, bottom), Curve(x + kx, bottom, x, bottom - ky, x, bottom - ry),
        LineTo(x, y + ry), Curve(x, y + ky, x + kx, y, x + rx, y), Close(),
    )


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    at, letter = 0, ""
    data = data.strip()
    while at < len(data):
        match = _COMMAND.match(data, at)
        if match:
            letter, at = match[1], match.end()
        elif not letter or letter in "Zz":
            raise ValueError(f"a command where `{data[at:at + 12]}` is")
        elif letter in "Mm":
            letter = "L" if letter == "M" else "l"      # further points of a move are lines
        arguments = _ARGUMENTS[letter.upper()].match(data, at)
        if arguments is None:
            raise ValueError(_too_few(data, at, letter))
        yield letter, [finite(number) for number in arguments.groups()]
        at = arguments.end()


def _too_few(data: str, at: int, letter: str) -> str:
    """The message for a command with too few arguments; it names the position of the first missing one."""
    wanted = _COUNTS[letter.upper()]
    for index in range(wanted):
        pattern = _FLAG if letter in "Aa" and index in _FLAGS else _ARGUMENT
        number = pattern.match(data, at)
        if number is None:
            break
        at = number.end()
    where = f"`{data[at:at + 12]}`" if at < len(data) else "the end"
    return f"{wanted} numbers after `{letter}`; there are fewer before {where}"


class _Pen:
    """The current point of a path, and the segments drawn so far."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._x = self._y = self._start_x = self._start_y = 0.0
        self._control: tuple[str, float, float] = ("", 0.0, 0.0)    # the last curve's command and control point

    def draw(self, letter: str, numbers: list[float]) -> None:
        """Carry out one command."""
        name = letter.upper()
        if not self.segments and name != "M":
            raise ValueError("a path begins with M")
        if letter != name:
            numbers = self._absolute(name, numbers)
        control: tuple[str, float, float] = ("", 0.0, 0.0)
        match name:
            case "M":
                self._begin(numbers[0], numbers[1])
            case "Z":
                self.segments.append(Close())
                self._x, self._y = self._start_x, self._start_y
            case "L":
                self._line(numbers[0], numbers[1])
            case "H":
                self._line(numbers[0], self._y)
            case "V":
                self._line(self._x, numbers[0])
            case "C":
                control = self._cubic(numbers)
            case "S":
                control = self._cubic([*self._mirrored("C"), *numbers])
            case "Q":
                control = self._quadratic(*numbers)
            case "T":
                control = self._quadratic(*self._mirrored("Q"), *numbers)
            case _:
                self._add(_arc(self._x, self._y, numbers))
        self._control = control

    def _absolute(self, name: str, numbers: list[float]) -> list[float]:
        if name == "V":
            return [numbers[0] + self._y]
        if name == "A":
            return [*numbers[:5], numbers[5] + self._x, numbers[6] + self._y]
        return [number + (self._y if index % 2 else self._x) for index, number in enumerate(numbers)]

    def _begin(self, x: float, y: float) -> None:
        self.segments.append(Move(x, y))
        self._x, self._y = self._start_x, self._start_y = x, y

    def _line(self, x: float, y: float) -> None:
        self._add((LineTo(x, y),))

    def _add(self, segments: tuple[LineTo | Curve, ...]) -> None:
        if isinstance(self.segments[-1], Close):    # the next subpath begins where the closed one began
            self.segments.append(Move(self._x, self._y))
        self.segments += segments
        if segments:
            self._x, self._y = segments[-1].x, segments[-1].y

    def _cubic(self, numbers: list[float]) -> tuple[str, float, float]:
        self._add((Curve(*numbers),))
        return "C", numbers[2], numbers[3]

    def _quadratic(self, cx: float, cy: float, x: float, y: float) -> tuple[str, float, float]:
        self._add((Curve(self._x + (cx - self._x) * 2 / 3, self._y + (cy - self._y) * 2 / 3,
                         x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y),))
        return "Q", cx, cy

    def _mirrored(self, kind: str) -> tuple[float, float]:
        """The last control point, mirrored, if the last command was of this kind; else the current point (8.3.6)."""
        last, x, y = self._control
        return (2 * self._x - x, 2 * self._y - y) if last == kind else (self._x, self._y)


def _arc(x1: float, y1: float, numbers: Sequence[float]) -> tuple[LineTo | Curve, ...]:
    """An elliptical arc as cubic curves of at most a quarter turn each (SVG 1.1, appendix F.6)."""
    rx, ry, rotation, large, sweep, x2, y2 = numbers
    rx, ry = abs(rx), abs(ry)
    if (x1, y1) == (x2, y2):
        return ()
    if not rx or not ry:
        return (LineTo(x2, y2),)
    cos, sin = math.cos(math.radians(rotation)), math.sin(math.radians(rotation))
    # F.6.5.1: the ends in the ellipse's own axes, around the middle between them
    px, py = (cos * (x1 - x2) + sin * (y1 - y2)) / 2, (cos * (y1 - y2) - sin * (x1 - x2)) / 2
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    inside = (px / rx) ** 2 + (py / ry) ** 2
    factor = math.sqrt(max(0.0, 1 / inside - 1)) * (-1 if large == sweep else 1)
    mx, my = factor * rx * py / ry, -factor * ry * px / rx
    cx, cy = cos * mx - sin * my + (x1 + x2) / 2, sin * mx + cos * my + (y1 + y2) / 2
    begin = math.atan2((py - my) / ry, (px - mx) / rx)
    turn = math.atan2((-py - my) / ry, (-px - mx) / rx) - begin
    turn += 2 * math.pi if sweep and turn < 0 else -2 * math.pi if not sweep and turn > 0 else 0
    pieces = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / pieces
    reach = 4 / 3 * math.tan(step / 4)

    def point(u: float, v: float) -> tuple[float, float]:
        return cx + cos * rx * u - sin * ry * v, cy + sin * rx * u + cos * ry * v

    curves = []
    for piece in range(pieces):
        a, b = begin + piece * step, begin + (piece + 1) * step
        first = point(math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a))
        second = point(math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b))
        end = (x2, y2) if piece == pieces - 1 else point(math.cos(b), math.sin(b))
        curves.append(Curve(*first, *second, *end))
    return tuple(curves)
