"""A bitmap on a page of a print, decoded: a JPEG with Pillow, others with PDFium."""

from __future__ import annotations

import ctypes
import hashlib
from typing import TYPE_CHECKING, Final

from pypdfium2 import raw

from dlexport.plugin.contract import Picture

if TYPE_CHECKING:
    from typing import Any

    from pypdfium2 import PdfPage

    from dlexport.cache import Cache

_NAME_ROOM: Final = 32
_BYTE: Final = 8


def picture_of_bitmap(handle: Any, page: PdfPage, cache: Cache) -> Picture:  # noqa: ANN401 - PDFium's handle
    """The picture of a bitmap: its size in pixels, and the reason if it cannot be decoded."""
    about = raw.FPDF_IMAGEOBJ_METADATA()
    if not raw.FPDFImageObj_GetImageMetadata(handle, page.raw, ctypes.byref(about)):
        return Picture(flaw="it cannot be decoded")
    data, coding = _bytes(raw.FPDFImageObj_GetImageDataRaw, handle), _filter(handle)
    key = cache.key("decoded bitmap", coding, f"{about.width} {about.height} {about.bits_per_pixel}",
                    hashlib.sha256(data).digest())
    flaw = cache.recall(key, lambda: _flaw(handle, data, coding, about).encode()).decode()
    return Picture("", about.width, about.height, flaw)


def _flaw(handle: Any, data: bytes, coding: str, about: Any) -> str:  # noqa: ANN401 - as above
    """The reason why a bitmap cannot be decoded; empty if it can. Checks a JPEG as a file, others by unpacked size."""
    if coding == "DCTDecode":
        from dlexport.pictures.decoded import decoded_size  # noqa: PLC0415 - most prints have no such pictures

        try:
            size = decoded_size(data)
        except ValueError as error:
            return f"it cannot be decoded ({error})"
        return "" if size == (about.width, about.height) else "it is not as large as the file says"
    row = (about.width * about.bits_per_pixel + _BYTE - 1) // _BYTE
    unpacked = len(_bytes(raw.FPDFImageObj_GetImageDataDecoded, handle))
    return "" if unpacked >= row * about.height else "it cannot be decoded (it is cut short)"


def _bytes(read: Any, handle: Any) -> bytes:  # noqa: ANN401 - as above
    size = read(handle, None, 0)
    room = ctypes.create_string_buffer(size)
    read(handle, room, size)
    return room.raw[:size]


def _filter(handle: Any) -> str:  # noqa: ANN401 - as above
    """The name of the last filter of a bitmap's data."""
    count = raw.FPDFImageObj_GetImageFilterCount(handle)
    if count < 1:
        return ""
    room = ctypes.create_string_buffer(_NAME_ROOM)
    raw.FPDFImageObj_GetImageFilter(handle, count - 1, room, _NAME_ROOM)
    return room.value.decode("ascii", "replace")
