"""The file's bytes: small objects packed into compressed streams, and an index to all (ISO 32000-2, 7.5.7, 7.5.8)."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.file.objects import Objects

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ROW = struct.Struct(">BIH")        # of the index: kind of object, where it is, which it is there
_DIRECT, _PACKED = 1, 2
_TOGETHER = 200     # objects in one stream: more pack a little better, but all must be unpacked to read one
_UP = b"\2"         # the coding of a row: its difference from the one above


class Range(NamedTuple):
    """Objects with all numbers from `first` on, one after the other.

    Attributes:
        first: the first number.
        data: the objects that are not packed into others.
        rows: of the index, one for each number; places are counted from the beginning of the data.
        direct: which rows have such a place.
    """

    first: int
    data: bytes
    rows: bytes
    direct: list[int]

    @property
    def end(self) -> int:
        """The number after the last."""
        return self.first + len(self.rows) // _ROW.size


def packed(first: int, objects: Objects) -> Range:
    """The objects from the first number on, of which none is left out; the streams that hold small ones come last."""
    out, rows, direct = bytearray(), dict[int, bytes](), list[int]()

    def put(number: int, data: bytes) -> None:
        rows[number] = _ROW.pack(_DIRECT, len(out), 0)
        direct.append(number - first)
        out.extend(b"%d 0 obj\n%b\nendobj\n" % (number, data))

    small = []
    for number, data in sorted(objects.data.items()):
        if data.endswith(b"endstream"):
            put(number, data)
        else:
            small.append((number, data))
    for start in range(0, len(small), _TOGETHER):
        together = small[start:start + _TOGETHER]
        holder = objects.reserve()
        rows |= {number: _ROW.pack(_PACKED, holder, k) for k, (number, _) in enumerate(together)}
        put(holder, _object_stream(together))
    return Range(first, bytes(out), b"".join([rows[number] for number in range(first, objects.next)]), direct)


def whole(ranges: Sequence[Range], trailer: bytes) -> bytes:
    """The file of these ranges in the order of their numbers; `trailer` names the catalog and the like (7.5.5)."""
    out, index, rows = bytearray(_HEAD), [b"0 1"], [_ROW.pack(0, 0, 0xFFFF)]
    for one in ranges:
        index.append(b"%d %d" % (one.first, one.end - one.first))
        rows.append(_moved(one, len(out)))
        out += one.data
    number, start = ranges[-1].end, len(out)
    index.append(b"%d 1" % number)
    rows.append(_ROW.pack(_DIRECT, start, 0))
    out += b"%d 0 obj\n%b\nendobj\n" % (number, _stream(
        b"/Type /XRef /Size %d /Index [%b] /W [1 4 2] %b /DecodeParms <</Predictor 12 /Columns %d>>" % (
            number + 1, b" ".join(index), trailer, _ROW.size), _differences(b"".join(rows))))
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _moved(one: Range, start: int) -> bytes:
    """The rows of a range whose data begins at `start`."""
    rows, size = bytearray(one.rows), _ROW.size
    for row in one.direct:
        kind, place, order = _ROW.unpack_from(rows, row * size)
        _ROW.pack_into(rows, row * size, kind, place + start, order)
    return bytes(rows)


def _object_stream(together: Sequence[tuple[int, bytes]]) -> bytes:
    """The content of an object stream: the offset of each object, then the objects (7.5.7)."""
    places: list[int] = []
    at = 0
    for number, data in together:
        places += number, at
        at += len(data) + 1
    head = " ".join(map(str, places)).encode() + b"\n"
    body = b"\n".join([data for _, data in together])
    return _stream(b"/Type /ObjStm /N %d /First %d" % (len(together), len(head)), head + body)


def _differences(rows: bytes) -> bytes:
    """Each row as its difference from the one above, byte by byte, which leaves next to nothing of it.

    Done for all bytes at once, as the digits of one great number whose borrows are kept from the next byte.
    """
    size = _ROW.size
    above = bytes(size) + rows[:-size]
    tops = int.from_bytes(b"\x80" * len(rows), "big")
    new, old = int.from_bytes(rows, "big"), int.from_bytes(above, "big")
    plain = ((new | tops) - (old & ~tops)) ^ ((new ^ old ^ tops) & tops)
    data = plain.to_bytes(len(rows), "big")
    return b"".join([_UP + data[start:start + size] for start in range(0, len(data), size)])


def _stream(entries: bytes, data: bytes) -> bytes:
    compressed = zlib.compress(data, 6)
    return b"<<%b /Filter /FlateDecode /Length %d>>\nstream\n%b\nendstream" % (entries, len(compressed), compressed)
