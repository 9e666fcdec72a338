"""Width and height from the headers of WebP, GIF, BMP and AVIF files, read before a library allocates memory.

All functions raise `DamagedError` for a header that is not valid and `TooLargeError` beyond the limits.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Final

from dlexport.pictures.bitmaps import DamagedError, Size, bounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WEBP_HEAD: Final = 30          # RIFF header and the frame header behind it
_MASK_14: Final = 0x3FFF
_OLD_BMP: Final = 12            # bytes of OS/2's header, with 16-bit sides
_AVIF_SEARCHED: Final = 100_000
_AVIF_EXTENT: Final = re.compile(b"(?s)ispe....(....)(....)")      # ISO/IEC 23008-12, 6.5.3
_AVIF_BRANDS: Final = (b"avif", b"avis")


def webp_size(data: bytes) -> Size:
    """The canvas of a WebP (RFC 9649, sections 2.5 to 2.7).

    Raises:
        DamagedError, TooLargeError
    """
    if len(data) < _WEBP_HEAD:
        raise DamagedError("it has no header")
    kind = data[12:16]
    if kind == b"VP8X":
        return bounded(int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1)
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return bounded((bits & _MASK_14) + 1, (bits >> 14 & _MASK_14) + 1)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return bounded(width & _MASK_14, height & _MASK_14)
    raise DamagedError("its header makes no sense")


def gif_size(data: bytes) -> Size:
    """The screen of a GIF.

    Raises:
        DamagedError, TooLargeError
    """
    if len(data) < 10:      # noqa: PLR2004 - signature and screen
        raise DamagedError("it has no header")
    return bounded(*struct.unpack("<HH", data[6:10]))


def bmp_size(data: bytes) -> Size:
    """The sides of a BMP; a negative height means rows from the top.

    Raises:
        DamagedError, TooLargeError
    """
    if len(data) < 26:      # noqa: PLR2004 - file header, length of the next header, two sides
        raise DamagedError("it has no header")
    if int.from_bytes(data[14:18], "little") == _OLD_BMP:
        return bounded(*struct.unpack("<HH", data[18:22]))
    width, height = struct.unpack("<ii", data[18:26])
    return bounded(abs(width), abs(height))


def avif_size(data: bytes) -> Size:
    """The largest of the extents that an AVIF declares: of the whole, of its tiles, of its transparency.

    Raises:
        DamagedError, TooLargeError
    """
    extents = [(int.from_bytes(match[1]), int.from_bytes(match[2]))
               for match in _AVIF_EXTENT.finditer(data[:_AVIF_SEARCHED])]
    if not extents:
        raise DamagedError("it has no header")
    return bounded(max(width for width, _ in extents), max(height for _, height in extents))


def is_avif(data: bytes) -> bool:
    """Whether the data begins as an AVIF does."""
    return data[4:8] == b"ftyp" and any(brand in data[8:64] for brand in _AVIF_BRANDS)


SIZES: Final[Mapping[str, Callable[[bytes], Size]]] = {
    "webp": webp_size, "gif": gif_size, "bmp": bmp_size, "avif": avif_size,
}
