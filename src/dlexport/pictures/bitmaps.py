"""PNG and JPEG files: their size in pixels, and a check that the file is complete."""

from __future__ import annotations

import re
import zlib
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PIXEL_LIMIT: Final = 50_000_000
SIDE_LIMIT: Final = 20_000          # pixels; scaled to a page, each would be smaller than any printer's dot
HIDDEN_LIMIT: Final = 1_000_000     # bytes of texts and colour profile, unpacked; Pillow's own limit for each
PART_LIMIT: Final = 20_000      # chunks or segments: 20 MB in pieces of 1 kB

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
# PNG, third edition, table 12: colour type -> channels, allowed bit depths
_COLOURS: Final = {
    0: (1, {1, 2, 4, 8, 16}), 2: (3, {8, 16}), 3: (1, {1, 2, 4, 8}), 4: (2, {8, 16}), 6: (4, {8, 16}),
}
# PNG, third edition, clause 8.1: first column and row of the seven passes, and the steps between
_ADAM7: Final = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_STEP: Final = 1 << 20
# header before the compressed bytes: keyword, compression flag of a text, method, language, translated keyword
_PACKED: Final = {
    b"iCCP": re.compile(rb"(?s)[^\0]*\0."), b"zTXt": re.compile(rb"(?s)[^\0]*\0."),
    b"iTXt": re.compile(rb"(?s)[^\0]*\0\x01.[^\0]*\0[^\0]*\0"),
}
_FILL: Final = re.compile(b"\xff+")


class DamagedError(Exception):
    """The file is not a complete, valid picture; the message gives the reason."""


class TooLargeError(Exception):
    """The picture has more pixels than the limit."""


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


def is_png(data: bytes) -> bool:
    """Whether the data begins as a PNG does."""
    return data.startswith(_PNG)


def is_jpeg(data: bytes) -> bool:
    """Whether the data begins as a JPEG does."""
    return data.startswith(_JPEG)


def png_size(data: bytes) -> Size:
    """The size of a PNG; every chunk's checksum is checked and all pixels are unpacked once, to find damage.

    Raises:
        DamagedError: the file is incomplete or not valid.
        TooLargeError: it has too many pixels.
    """
    chunks = list(islice(_chunks(data), PART_LIMIT + 1))
    if len(chunks) > PART_LIMIT:
        raise DamagedError(f"it is cut into more than {PART_LIMIT:,} pieces")
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:    # noqa: PLR2004 - clause 11.2.1
        raise DamagedError("it has no header")
    if chunks[-1][0] != b"IEND":
        raise DamagedError("its end is missing")
    header = chunks[0][1]
    size = bounded(int.from_bytes(header[:4]), int.from_bytes(header[4:8]))
    depth, colour, compression, filters, interlace = header[8:]
    channels, depths = _COLOURS.get(colour, (0, set[int]()))
    if depth not in depths or compression or filters or interlace > 1:
        raise DamagedError("its header makes no sense")
    if colour == 3 and b"PLTE" not in {kind for kind, _ in chunks}:     # noqa: PLR2004 - indexed colours
        raise DamagedError("its palette is missing")
    _bound_hidden(chunks)
    _unpack((body for kind, body in chunks if kind == b"IDAT"), _raw_length(size, depth * channels, bool(interlace)))
    return size


def jpeg_size(data: bytes) -> Size:
    """The size of a JPEG of a kind that every browser and PDF reader shows: baseline or progressive, 8 bits.

    Raises:
        DamagedError: the file is incomplete, not valid, or of another kind.
        TooLargeError: it has too many pixels.
    """
    at, size, parts = 2, None, 0
    while match := _FILL.match(data, at):       # every marker begins so, after fill bytes (ITU T.81, B.1.1.2)
        at = match.end() - 1
        if at + 4 > len(data):
            raise DamagedError("it has no picture data")
        parts += 1
        if parts > PART_LIMIT:
            raise DamagedError(f"it is cut into more than {PART_LIMIT:,} pieces")
        marker, length = data[at + 1], int.from_bytes(data[at + 2:at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:     # noqa: PLR2004 - frame headers, table B.1
            size = _frame(marker, data[at + 4:at + 2 + length])
        if marker == 0xDA:      # noqa: PLR2004 - start of scan
            break
        at += 2 + length
    else:
        raise DamagedError("it has no picture data")
    if size is None:
        raise DamagedError("its header is missing")
    if data.rfind(b"\xff\xd9", at) < 0:
        raise DamagedError("its end is missing")
    return size


def _frame(marker: int, body: bytes) -> Size:
    if marker > 0xC2 or len(body) < 6 or body[0] != 8:      # noqa: PLR2004 - lossless, arithmetic, 12 bits
        raise DamagedError("it is of a kind that browsers do not show")
    return bounded(int.from_bytes(body[3:5]), int.from_bytes(body[1:3]))


def bounded(width: int, height: int) -> Size:
    """The size, checked against the limits.

    Raises:
        DamagedError: a side is 0.
        TooLargeError: there are too many pixels in all, or along one side.
    """
    if not width or not height:
        raise DamagedError("it has no width or no height")
    if width * height > PIXEL_LIMIT or max(width, height) > SIDE_LIMIT:
        raise TooLargeError(f"it has {width:,} × {height:,} pixels")
    return Size(width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    view, at = memoryview(data), len(_PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(view[at:at + 4])
        end = at + 8 + length
        if end + 4 > len(data):
            raise DamagedError("it ends too early")
        if zlib.crc32(view[at + 4:end]) != int.from_bytes(view[end:end + 4]):
            raise DamagedError("a checksum in it is wrong")
        kind = bytes(view[at + 4:at + 8])
        yield kind, view[at + 8:end]
        if kind == b"IEND":
            return
        at = end + 4


def _bound_hidden(chunks: Sequence[tuple[bytes, memoryview]]) -> None:
    """Check that compressed ancillary chunks, invisible but unpacked by readers, are small (clauses 11.3.2.3, 11.3.3).

    Raises:
        DamagedError: they are not.
    """
    left = HIDDEN_LIMIT
    for kind, body in chunks:
        packed = _PACKED[kind].match(body) if kind in _PACKED else None
        if packed is None:
            continue
        try:
            left -= len(zlib.decompressobj().decompress(body[packed.end():], left + 1))
        except zlib.error:      # never shown; readers skip a damaged one
            continue
        if left < 0:
            raise DamagedError(f"its texts and its colour profile unpack to more than {HIDDEN_LIMIT:,} bytes")


def _raw_length(size: Size, bits: int, interlaced: bool) -> int:     # noqa: FBT001 - a flag of the header
    """The number of bytes of the unpacked pixels; each row begins with a byte that names its filter."""
    passes = _ADAM7 if interlaced else ((0, 0, 1, 1),)
    length = 0
    for left, top, across, down in passes:
        width, height = -(-(size.width - left) // across), -(-(size.height - top) // down)
        if width > 0 and height > 0:
            length += height * (1 + -(-width * bits // 8))
    return length


def _unpack(parts: Iterator[memoryview], expected: int) -> None:
    unpacker, length = zlib.decompressobj(), 0
    try:
        for part in parts:
            rest: bytes | memoryview = part
            while rest and length <= expected:
                length += len(unpacker.decompress(rest, _STEP))
                rest = unpacker.unconsumed_tail
    except zlib.error:
        raise DamagedError("its pixels cannot be unpacked") from None
    if length < expected:
        raise DamagedError("some of its pixels are missing")
