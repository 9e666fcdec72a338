"""The character identifiers of a CID-keyed CFF font, in the order of its glyphs."""

from __future__ import annotations

from itertools import pairwise

_CHARSET, _CHARSTRINGS, _ROS = 15, 17, (12, 30)     # Top DICT operators (Adobe Technical Note 5176, table 9 and 10)
_ESCAPE = 12
_LAST_OPERATOR = 21
_NIBBLES_END = 0xF


def cids(table: bytes) -> tuple[int, ...] | None:
    """The CID of each glyph, or None where the font is not CID-keyed (a PDF then takes glyph numbers for CIDs).

    Args:
        table: a `CFF ` table, Adobe Technical Note 5176.
    """
    names_end, _ = _index(table, table[2])
    top = _dictionary(_index(table, names_end)[1][0])
    if _ROS not in top:
        return None
    count = int.from_bytes(table[top[_CHARSTRINGS,][0]:][:2], "big")
    return (0, *_charset(table, top[_CHARSET,][0], count - 1))


def _index(table: bytes, at: int) -> tuple[int, list[bytes]]:
    """Where the INDEX at `at` ends, and its objects (section 5)."""
    count = int.from_bytes(table[at:at + 2], "big")
    if not count:
        return at + 2, []
    size = table[at + 2]
    offsets = [int.from_bytes(table[at + 3 + n * size:][:size], "big") for n in range(count + 1)]
    base = at + 2 + (count + 1) * size      # offsets count from the byte before the data
    return base + offsets[-1], [table[base + a:base + b] for a, b in pairwise(offsets)]


def _dictionary(data: bytes) -> dict[tuple[int, ...], list[int]]:
    """Operator -> integer operands (section 4); real numbers are passed over, as no operator wanted here has one."""
    found: dict[tuple[int, ...], list[int]] = {}
    operands: list[int] = []
    at = 0
    while at < len(data):
        first = data[at]
        at += 1
        if first <= _LAST_OPERATOR:
            operator = (first, data[at]) if first == _ESCAPE else (first,)
            at += len(operator) - 1
            found[operator], operands = operands, []
        elif first == 30:                                                       # noqa: PLR2004 - table 3
            while data[at] & _NIBBLES_END != _NIBBLES_END:
                at += 1
            at += 1
        else:
            size = 2 if first == 28 else 4 if first == 29 else 0 if first < 247 else 1  # noqa: PLR2004 - table 3
            operands.append(_integer(first, data[at:at + size]))
            at += size
    return found


def _integer(first: int, rest: bytes) -> int:
    if len(rest) > 1:
        return int.from_bytes(rest, "big", signed=True)
    if not rest:
        return first - 139
    return (first - 247) * 256 + rest[0] + 108 if first < 251 else -(first - 251) * 256 - rest[0] - 108  # noqa: PLR2004


def _charset(table: bytes, at: int, count: int) -> list[int]:
    """The CIDs of `count` glyphs, .notdef left out (section 13)."""
    form, at = table[at], at + 1
    if form == 0:
        return [int.from_bytes(table[at + 2 * n:][:2], "big") for n in range(count)]
    found: list[int] = []
    while len(found) < count:
        first = int.from_bytes(table[at:at + 2], "big")
        left = int.from_bytes(table[at + 2:][:form], "big")     # format 1 has one byte here, format 2 two
        found += range(first, first + left + 1)
        at += 2 + form
    return found
