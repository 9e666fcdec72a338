"""PNG and JPEG files as image objects of a PDF."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFStream

if TYPE_CHECKING:
    from PIL.Image import Image

_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB"}


def image_object(data: bytes) -> tuple[PDFStream, PDFObject | None]:
    """The image and its transparency, if it has any. A JPEG's data goes in as it is.

    Args:
        data: a PNG, or a JPEG of grey or colours.
    """
    from PIL import Image as Opened  # noqa: PLC0415 - start-up time: few banks have bitmaps

    with Opened.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as image:
        if image.format != "PNG" and image.mode in _SPACES:
            return _image(image.size, _SPACES[image.mode], data, "DCTDecode"), None
        mask = None
        if image.has_transparency_data:
            clear = image.convert("RGBA")
            mask = _pixels(clear.getchannel("A"))
        return _pixels(image.convert("L" if image.mode in {"1", "L", "LA"} else "RGB")), mask


def _pixels(image: Image) -> PDFStream:
    return _image(image.size, _SPACES[image.mode], zlib.compress(image.tobytes(), 9), "FlateDecode")


def _image(size: tuple[int, int], space: str, data: bytes, coding: str) -> PDFStream:
    entries: dict[str, Any] = {
        "Type": PDFName("XObject"),
        "Subtype": PDFName("Image"),
        "Width": size[0],
        "Height": size[1],
        "BitsPerComponent": 8,
        "ColorSpace": PDFName(space),
        "Filter": PDFName(coding),
    }
    return PDFStream(PDFDictionary(entries), data)
