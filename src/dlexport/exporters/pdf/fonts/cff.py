"""What of a bare CFF table a PDF must know: the character identifiers of its glyphs (Adobe Technical Note 5176).

Read here since a library for all of it takes longer to import than a small print takes to be written.
"""

from __future__ import annotations

import struct
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHARSET, _CHAR_STRINGS, _ROS = 15, 17, (12, 30)    # operators of the Top DICT (tables 9 and 10)
_ESCAPE, _REAL, _SHORT, _LONG = 12, 30, 28, 29
_OPERATORS = 22     # bytes below are operators, but for 12, which begins one
_LAST_NIBBLE = 0xF
_ARRAY, _BYTE_RANGES = 0, 1     # formats of a charset; 2 has ranges of up to 65,536


def character_ids(program: bytes) -> list[int] | None:
    """The character identifier (CID) of each glyph of a bare CFF table (section 13).

    None where the font is not keyed by CIDs: a PDF then takes glyph numbers for them.

    Raises:
        struct.error, IndexError, LookupError: the table is damaged.
    """
    _, names_end = _index(program, program[2])
    tops, _ = _index(program, names_end)
    top = dict(_entries(tops[0]))
    if _ROS not in top:
        return None
    charset, strings = top[_CHARSET,], top[_CHAR_STRINGS,]
    count = struct.unpack_from(">H", program, strings)[0]
    form, at = program[charset], charset + 1
    if form == _ARRAY:
        return [0, *struct.unpack_from(f">{count - 1}H", program, at)]
    row = struct.Struct(">HB" if form == _BYTE_RANGES else ">HH")
    found = [0]
    while len(found) < count:
        first, left = row.unpack_from(program, at)
        found.extend(range(first, first + left + 1))
        at += row.size
    return found[:count]


def _index(data: bytes, start: int) -> tuple[list[bytes], int]:
    """The objects of an INDEX, and where it ends (section 5)."""
    count = struct.unpack_from(">H", data, start)[0]
    if not count:
        return [], start + 2
    size = data[start + 2]
    first = start + 3
    before = first + (count + 1) * size - 1     # offsets count from the byte before the objects
    ends = [before + int.from_bytes(data[at:at + size], "big") for at in range(first, before + 1, size)]
    return [data[begin:end] for begin, end in pairwise(ends)], ends[-1]


def _entries(data: bytes) -> Iterator[tuple[tuple[int, ...], int]]:
    """The operators of a DICT, each with its last operand; real numbers count as 0 (section 4)."""
    at, last = 0, 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte < _OPERATORS:
            operator = (byte, data[at]) if byte == _ESCAPE else (byte,)
            at += len(operator) - 1
            yield operator, last
        elif byte == _REAL:
            while data[at] & _LAST_NIBBLE != _LAST_NIBBLE:
                at += 1
            at, last = at + 1, 0
        else:
            size, last = _number(data, byte, at)
            at += size


def _number(data: bytes, byte: int, at: int) -> tuple[int, int]:
    """How many bytes follow the first byte of an integer, and its value (table 3)."""
    if byte == _SHORT:
        return 2, struct.unpack_from(">h", data, at)[0]
    if byte == _LONG:
        return 4, struct.unpack_from(">i", data, at)[0]
    if byte < 247:      # noqa: PLR2004 - of the table
        return 0, byte - 139
    if byte < 251:      # noqa: PLR2004 - of the table
        return 1, (byte - 247) * 256 + data[at] + 108
    return 1, -(byte - 251) * 256 - data[at] - 108
