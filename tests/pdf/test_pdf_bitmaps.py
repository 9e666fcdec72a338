"""Bitmaps in prints: their colours, their transparency, and no more pixels than a page shows."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from dlexport.exporters.pdf.drawing.print_size import TALLEST, WIDEST, for_print
from dlexport.exporters.pdf.file.bitmaps import image_object


def saved(image: Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(("mode", "colour", "space", "pixels", "alpha"), [
    ("1", 1, "DeviceGray", b"\xff", None),
    ("L", 128, "DeviceGray", b"\x80", None),
    ("LA", (128, 64), "DeviceGray", b"\x80", b"\x40"),
    ("RGB", (1, 2, 3), "DeviceRGB", b"\1\2\3", None),
    ("RGBA", (1, 2, 3, 64), "DeviceRGB", b"\1\2\3", b"\x40"),
])
def test_pixels_and_transparency(
    mode: str, colour: int | tuple[int, ...], space: str, pixels: bytes, alpha: bytes | None,
) -> None:
    """Grey stays grey; what is transparent goes into a mask."""
    image, mask = image_object(saved(Image.new(mode, (1, 1), colour), "PNG"))
    assert (image.dictionary["ColorSpace"], zlib.decompress(image.content)) == (f"/{space}", pixels)
    assert (None if mask is None else zlib.decompress(mask.content)) == alpha


def test_a_palette_with_transparency() -> None:
    """Its colours and its one clear entry."""
    image = Image.new("P", (2, 1))
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.putpixel((1, 0), 1)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", transparency=1)
    made, mask = image_object(buffer.getvalue())
    assert zlib.decompress(made.content) == b"\xff\0\0\0\0\xff"
    assert mask is not None
    assert zlib.decompress(mask.content) == b"\xff\0"


@pytest.mark.parametrize(("mode", "kind"), [
    ("RGB", "JPEG"), ("L", "JPEG"), ("P", "PNG"), ("1", "PNG"), ("RGBA", "PNG")])
def test_a_photo_larger_than_any_page_is_scaled_down(mode: str, kind: str) -> None:
    """To 300 dots an inch of an A4 page; what is smaller stays as it is."""
    large, small = saved(Image.new(mode, (5_000, 600)), kind), saved(Image.new(mode, (WIDEST, 9)), kind)
    with Image.open(io.BytesIO(for_print(large))) as made:
        assert (made.size, made.format) == ((WIDEST, 298), kind)
    with Image.open(io.BytesIO(for_print(saved(Image.new(mode, (60, 4_000)), kind)))) as tall:
        assert tall.size == (53, TALLEST)
    assert for_print(small) is small
