"""A sheet without colour: theme, drawings, coloured formulas and bitmaps alike."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.drawing.sheet import number

if TYPE_CHECKING:
    from dlexport.exporters.pdf.drawing.bitmap import Bitmap
    from dlexport.exporters.pdf.drawing.sheet import Sheet

_COLOUR = re.compile(r"([0-9.]+) ([0-9.]+) ([0-9.]+) (rg|RG)\b")
_LUMA = (0.2126, 0.7152, 0.0722)        # ITU-R BT.709


def without_colour(sheet: Sheet) -> None:
    """Turn every colour of the sheet into the grey as light as it. Strings are hexadecimal: no operator is in them."""
    if sheet.packed is not None:
        return
    for ops in (sheet.ops, sheet.under):
        ops[:] = [_COLOUR.sub(_grey, op) if "g" in op.lower() else op for op in ops]
    sheet.bitmaps[:] = map(grey_bitmap, sheet.bitmaps)


def grey_bitmap(bitmap: Bitmap) -> Bitmap:
    """A bitmap without its colours."""
    return replace(bitmap, data=_grey_bitmap(bitmap.data))


def _grey(match: re.Match[str]) -> str:
    """`r g b rg` as `grey g` (ISO 32000-1, 8.6.8)."""
    light = sum(weight * float(part) for weight, part in zip(_LUMA, match.groups()[:3], strict=True))
    return f"{number(light, 3)} {'g' if match[4] == 'rg' else 'G'}"


@cache
def _grey_bitmap(data: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415 - start-up time: few banks have bitmaps

    with Image.open(io.BytesIO(data)) as image:
        transparent = image.mode in {"LA", "PA", "RGBA"} or "transparency" in image.info
        made = image.convert("RGBA").convert("LA") if transparent else image.convert("L")
    buffer = io.BytesIO()
    made.save(buffer, "PNG")
    return buffer.getvalue()
