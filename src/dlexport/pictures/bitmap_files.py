"""Bitmap files: detection of their kind, their size, and conversion into a form that every output shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.pictures import bitmaps, decode, frame_sizes

if TYPE_CHECKING:
    from dlexport.pictures.decode import Coding, Decoded


def coding_of(data: bytes) -> Coding | None:
    """The kind of bitmap, judged by the first bytes; None if unknown."""
    if bitmaps.is_png(data):
        return "png"
    if bitmaps.is_jpeg(data):
        return "jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        return "gif"
    if data[:2] == b"BM":
        return "bmp"
    return "avif" if frame_sizes.is_avif(data) else None


def read(data: bytes) -> Decoded | None:
    """The bitmap in a form that every output shows; None if the data is no bitmap.

    Raises:
        DamagedError: the file is incomplete or not valid.
        TooLargeError: it has too many pixels.
    """
    match coding := coding_of(data):
        case None:
            return None
        case "png":
            size = bitmaps.png_size(data)
        case "jpeg":
            size = bitmaps.jpeg_size(data)
        case _:
            size = frame_sizes.SIZES[coding](data)
    return decode.decode(data, coding, size)
