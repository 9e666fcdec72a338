"""Numbers, lengths, lists of points and transformations as SVG writes them."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg.shapes import IDENTITY, multiply

if TYPE_CHECKING:
    from dlexport.pictures.svg.shapes import Matrix

NUMBER: Final = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
SEPARATOR: Final = r"[ \t\r\n]*+,?[ \t\r\n]*+"      # possessive: what has been taken is not tried again, shorter
LIMIT: Final = 200_000      # numbers in a list: the ends of as many lines as a path may have
_NUMBER: Final = re.compile(NUMBER)
_NEXT: Final = re.compile(f"{SEPARATOR}({NUMBER})")
_LENGTH: Final = re.compile(rf"({NUMBER})(px|pt|pc|in|cm|mm|)")
_PIXELS: Final = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
_TRANSFORM: Final = re.compile(SEPARATOR + r"([a-zA-Z]+)[ \t\r\n]*\(([^()]*)\)")
_LARGEST: Final = 1e6
_STEEP: Final = 89.9        # degrees


def finite(text: str) -> float:
    """A number no larger than any picture needs.

    Raises:
        ValueError
    """
    value = float(text)
    if not abs(value) <= _LARGEST:
        raise ValueError("numbers up to a million")
    return value


def number(text: str) -> float:
    """A number, with `px` or nothing behind it.

    Raises:
        ValueError
    """
    text = text.removesuffix("px")
    if not _NUMBER.fullmatch(text):
        raise ValueError("a number")
    return finite(text)


def positive(text: str) -> float:
    """A number from 0.

    Raises:
        ValueError
    """
    value = number(text)
    if value < 0:
        raise ValueError("a number from 0")
    return value


def share(text: str) -> float:
    """An opacity: 0 to 1, or a percentage.

    Raises:
        ValueError
    """
    value = number(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    return min(1.0, max(0.0, value))


def length(text: str) -> float:
    """A length in CSS pixels, from any absolute unit.

    Raises:
        ValueError
    """
    match = _LENGTH.fullmatch(text)
    if not match:
        raise ValueError("a number, with px, pt, pc, in, cm, mm or nothing behind it")
    return finite(match[1]) * _PIXELS[match[2]]


def numbers(text: str) -> tuple[float, ...]:
    """Numbers with spaces or commas between.

    Raises:
        ValueError
    """
    found: list[float] = []
    text = text.strip()
    at, pattern = 0, _NUMBER
    while at < len(text):
        match = pattern.match(text, at)
        if match is None:
            raise ValueError("numbers with spaces or commas between")
        if len(found) == LIMIT:
            raise ValueError(f"at most {LIMIT:,} numbers")
        found.append(finite(match[match.lastindex or 0]))
        at, pattern = match.end(), _NEXT
    return tuple(found)


def points(text: str) -> list[tuple[float, float]]:
    """Pairs of numbers.

    Raises:
        ValueError
    """
    flat = numbers(text)
    if len(flat) % 2:
        raise ValueError("pairs of numbers")
    return list(zip(flat[::2], flat[1::2], strict=True))


def dashes(text: str) -> tuple[float, ...]:
    """Lengths of dashes and gaps; an odd count is repeated, and nothing but zeros is a solid line.

    Raises:
        ValueError
    """
    lengths = () if text == "none" else numbers(text)
    if any(one < 0 for one in lengths):
        raise ValueError("numbers from 0, or none")
    return (lengths * 2 if len(lengths) % 2 else lengths) if any(lengths) else ()


def transform(text: str) -> Matrix:
    """The matrix of a list of transformations, the last applied first.

    Raises:
        ValueError
    """
    matrix, at = IDENTITY, 0
    text = text.strip()
    while at < len(text):
        match = _TRANSFORM.match(text, at)
        if not match:
            raise ValueError("translate(…), scale(…), rotate(…), skewX(…), skewY(…) or matrix(…)")
        matrix = multiply(matrix, _one(match[1], numbers(match[2])))
        at = match.end()
    return matrix


def _one(name: str, values: tuple[float, ...]) -> Matrix:
    match name, values:
        case "translate", (x, *rest) if len(rest) < 2:      # noqa: PLR2004 - x, or x and y
            return (1.0, 0.0, 0.0, 1.0, x, rest[0] if rest else 0.0)
        case "scale", (x, *rest) if len(rest) < 2:          # noqa: PLR2004 - the same
            return (x, 0.0, 0.0, rest[0] if rest else x, 0.0, 0.0)
        case "rotate", (angle,):
            return _rotation(angle)
        case "rotate", (angle, x, y):
            turned = multiply(_rotation(angle), (1.0, 0.0, 0.0, 1.0, -x, -y))
            return multiply((1.0, 0.0, 0.0, 1.0, x, y), turned)
        case "matrix", (a, b, c, d, e, f):
            return (a, b, c, d, e, f)
        case "skewX", (angle,) if abs(angle) < _STEEP:
            return (1.0, 0.0, math.tan(math.radians(angle)), 1.0, 0.0, 0.0)
        case "skewY", (angle,) if abs(angle) < _STEEP:
            return (1.0, math.tan(math.radians(angle)), 0.0, 1.0, 0.0, 0.0)
        case _:
            raise ValueError("translate(x y), scale(x y), rotate(angle), skewX(angle) or matrix(a b c d e f)")


def _rotation(angle: float) -> Matrix:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return (cos, sin, -sin, cos, 0.0, 0.0)
