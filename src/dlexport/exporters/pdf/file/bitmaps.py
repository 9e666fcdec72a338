"""PNG and JPEG files as image objects of a PDF."""

from __future__ import annotations

import io
import zlib
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFStream

_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB"}
_COMPONENTS = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}


def image_object(data: bytes) -> tuple[PDFStream, PDFObject | None]:
    """The image and its transparency, if it has any. A JPEG's data goes in as it is, unless it is CMYK.

    Args:
        data: a PNG or JPEG file.
    """
    reader = ImageReader(io.BytesIO(data))
    jpeg = reader.jpeg_fh()
    space = _SPACES.get(reader._image.mode) if jpeg else None       # noqa: SLF001 - nothing public tells it
    if jpeg and space:
        return _image(reader.getSize(), space, jpeg.read(), "DCTDecode"), None
    pixels = reader.getRGBData()                    # splits off the transparency as well
    width, height = reader.getSize()
    space = _COMPONENTS[len(pixels) // (width * height)]
    image = _image((width, height), space, zlib.compress(pixels, 9), "FlateDecode")
    alpha = reader._dataA                                           # noqa: SLF001 - as reportlab's own drawImage does
    if not alpha:
        return image, None
    return image, _image((width, height), "DeviceGray", zlib.compress(alpha.getRGBData(), 9), "FlateDecode")


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
