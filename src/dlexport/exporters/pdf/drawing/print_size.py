"""Bitmaps no finer than a print shows: at most a whole A4 page at 300 dots an inch."""

from __future__ import annotations

import io
from functools import cache
from typing import Final

WIDEST: Final = 2_480       # pixels: 210 mm
TALLEST: Final = 3_508      # pixels: 297 mm
_QUALITY: Final = 92


@cache
def for_print(data: bytes) -> bytes:
    """A PNG or JPEG file, scaled down where it is larger than any page shows; else the file itself.

    Pages share pictures: each is scaled once in a process.
    """
    from PIL import Image  # noqa: PLC0415 - start-up time: few banks have bitmaps

    with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as image:
        scale = min(WIDEST / image.width, TALLEST / image.height)
        if scale >= 1:
            return data
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        photo = image.format != "PNG"
        if photo:
            image.draft(image.mode, size)   # unpacked at a half, a quarter or an eighth, never below `size`
        smooth = image.convert("RGBA" if image.has_transparency_data else "L" if image.mode in {"1", "L"} else "RGB")
        made = smooth.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    buffer = io.BytesIO()
    if photo:
        made.save(buffer, "JPEG", quality=_QUALITY)
    else:
        made.save(buffer, "PNG")
    return buffer.getvalue()
