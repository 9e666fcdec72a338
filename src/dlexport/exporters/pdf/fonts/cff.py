"""The character identifiers (CIDs) of the glyphs of a CFF font program (Adobe Technical Note 5176).

fontTools knows all of such a program, and takes 60 ms to be imported, which is a tenth of a run after an edit.
"""

from __future__ import annotations

_CHARSET, _GLYPHS, _ROS = b"\x0f", b"\x11", b"\x0c\x1e"      # operators of a top DICT (section 9)
_LAST_OPERATOR, _ESCAPE = 21, 12
_SHORT, _LONG, _REAL = 28, 29, 30       # what operands begin with that are no small numbers (section 4)
_ONE_BYTE, _POSITIVE, _NEGATIVE = 247, 247, 251
_LAST_HALF = 0x0F       # of a byte: all ones, where a real number ends
_CUT_OFF = "the font program is cut off"
_PREDEFINED = 2     # charsets up to this number are the font's own by convention, none of CIDs


def character_ids(program: bytes) -> list[int] | None:
    """The CID of each glyph of a bare CFF table.

    None where the font is not keyed by CIDs: a PDF then takes glyph numbers for them.

    Raises:
        IndexError: the table is cut off.
        ValueError: it is damaged.
    """
    names = _index(program, program[2])
    tops = _index(program, names[-1])
    top = _operators(program[tops[0]:tops[1]])
    if _ROS not in top:
        return None
    count = len(_index(program, top[_GLYPHS])) - 1
    start = top.get(_CHARSET, 0)
    if start <= _PREDEFINED:
        raise ValueError("a font keyed by CIDs without their list")
    return [0, *_charset(program, start, count - 1)]


def _index(data: bytes, start: int) -> list[int]:
    """Where each object of an INDEX begins and, last, where all end (section 5)."""
    count = _number(data, start, 2)
    if not count:
        return [start + 2]
    size = data[start + 2]
    first, before = start + 3, start + 2 + (count + 1) * size
    edges = [before + _number(data, first + k * size, size) for k in range(count + 1)]
    if edges[-1] > len(data):
        raise IndexError(_CUT_OFF)
    return edges


def _operators(data: bytes) -> dict[bytes, int]:
    """Operator -> its last operand, where that is a whole number, else 0."""
    found, at, last = dict[bytes, int](), 0, 0
    while at < len(data):
        byte = data[at]
        if byte <= _LAST_OPERATOR:
            width = 2 if byte == _ESCAPE else 1
            found[data[at:at + width]] = last
        elif byte == _SHORT:
            width, last = 3, _number(data, at + 1, 2)
        elif byte == _LONG:
            width, last = 5, _number(data, at + 1, 4)
        elif byte == _REAL:
            end = at + 1
            while data[end] & _LAST_HALF != _LAST_HALF:
                end += 1
            width, last = end + 1 - at, 0
        elif byte < _ONE_BYTE:
            width, last = 1, byte - 139
        elif byte < _NEGATIVE:
            width, last = 2, (byte - _POSITIVE) * 256 + data[at + 1] + 108
        else:
            width, last = 2, -(byte - _NEGATIVE) * 256 - data[at + 1] - 108
        at += width
    return found


def _charset(data: bytes, start: int, count: int) -> list[int]:
    """The CIDs of so many glyphs, one by one or in ranges (section 13)."""
    coding, at = data[start], start + 1
    if not coding:
        return [_number(data, at + 2 * k, 2) for k in range(count)]
    if coding > 2:      # noqa: PLR2004 - the last there is
        raise ValueError("not a list of CIDs")
    found: list[int] = []
    while len(found) < count:
        first, more = _number(data, at, 2), _number(data, at + 2, coding)
        found += range(first, first + more + 1)
        at += 2 + coding
    return found[:count]


def _number(data: bytes, at: int, size: int) -> int:
    part = data[at:at + size]
    if len(part) < size:
        raise IndexError(_CUT_OFF)
    return int.from_bytes(part, "big")
