"""The file's bytes: small objects packed into compressed streams, and an index to all (ISO 32000-1, 7.5.7, 7.5.8)."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import format as formatted

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ROW = struct.Struct(">BIH")        # of the index: kind of object, where it is, which it is there
_DIRECT, _PACKED = 1, 2
_TOGETHER = 200     # objects in one stream: more pack a little better, but all must be unpacked to read one


def saved(canvas: Any, own: Callable[[int], bytes]) -> bytes:  # noqa: ANN401 - reportlab is untyped
    """The bytes of a canvas's document, in the stead of reportlab's own, which packs nothing.

    `own` gives the objects of the numbers for which reportlab has none.
    """
    document = canvas._doc      # noqa: SLF001 - reportlab's own door, `getpdfdata`, calls `format` of this
    document.format = lambda: _file(document, own)
    data: bytes = canvas.getpdfdata()
    return data


def _file(document: Any, own: Callable[[int], bytes]) -> bytes:  # noqa: ANN401 - reportlab is untyped
    out = bytearray(_HEAD)
    rows = [_ROW.pack(0, 0, 0xFFFF)]
    small: list[tuple[int, bytes]] = []
    streams: list[tuple[list[int], bytes]] = []     # the numbers of the objects in each

    def pack() -> None:
        streams.append(([inside for inside, _ in small], _object_stream(small)))
        small.clear()

    number = 0
    while (number := number + 1) <= document.objectcounter:        # writing an object may number others
        name = document.numberToId.get(number)
        data: bytes = formatted(document.idToObject[name], document, toplevel=1) if name else own(number)
        if data[-12:].rstrip().endswith(b"endstream"):
            rows.append(_ROW.pack(_DIRECT, len(out), 0))
            out += _indirect(number, data)
        else:
            rows.append(b"")
            small.append((number, data))
            if len(small) == _TOGETHER:
                pack()
    if small:
        pack()
    for inside, stream in streams:
        for k, one in enumerate(inside):
            rows[one] = _ROW.pack(_PACKED, number, k)
        rows.append(_ROW.pack(_DIRECT, len(out), 0))
        out += _indirect(number, stream)
        number += 1
    start = len(out)
    rows.append(_ROW.pack(_DIRECT, start, 0))
    out += _indirect(number, _index(rows, document))
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def _object_stream(together: list[tuple[int, bytes]]) -> bytes:
    """The content of an object stream: the offset of each object, then the objects (7.5.7)."""
    places: list[int] = []
    at = 0
    for number, data in together:
        places += number, at
        at += len(data) + 1
    head = " ".join(map(str, places)).encode() + b"\n"
    body = b"\n".join(data for _, data in together)
    return _stream(b"/Type /ObjStm /N %d /First %d" % (len(together), len(head)), head + body)


def _index(rows: list[bytes], document: Any) -> bytes:  # noqa: ANN401 - reportlab is untyped
    """The cross-reference stream: the position of every object, and the trailer's entries (7.5.8).

    Each row is written as its difference from the one above, which leaves next to nothing of it.
    """
    plain = b"".join(rows)
    above = bytes(_ROW.size) + plain
    width = _ROW.size
    changed = bytes((new - old) & 0xFF for new, old in zip(plain, above, strict=False))
    lines = b"".join(b"\2" + changed[start:start + width] for start in range(0, len(changed), width))
    root, info = (document.Reference(thing).format(document) for thing in (document.Catalog, document.info))
    ident = document.signature.hexdigest().encode()
    return _stream(b"/Type /XRef /Size %d /W [1 4 2] /Root %b /Info %b /ID [<%b> <%b>] "
                   b"/DecodeParms <</Predictor 12 /Columns %d>>" % (len(rows), root, info, ident, ident, width), lines)


def _stream(entries: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data, 6)
    return b"<<%b /Filter /FlateDecode /Length %d>>\nstream\n%b\nendstream" % (entries, len(packed), packed)


def _indirect(number: int, data: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, data)
