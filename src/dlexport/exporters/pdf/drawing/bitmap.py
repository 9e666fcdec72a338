"""Bitmaps on sheets: named by their content, no finer than a print shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.drawing.print_size import for_print

if TYPE_CHECKING:
    from dlexport.pictures.media import Media
    from dlexport.pictures.svg.shapes import Pixels


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A bitmap drawn on the sheet under a name; `data` is a PNG or JPEG file."""

    name: str
    data: bytes


def bitmap(media: Media) -> Bitmap:
    """The bitmap of a picture of the bank, scaled down where it is finer than a page shows."""
    return Bitmap(media.sha256[:16], for_print(media.data))


def embedded_bitmap(shape: Pixels) -> Bitmap:
    """The bitmap inside a drawing, likewise."""
    return Bitmap(hashlib.sha256(shape.data).hexdigest()[:16], for_print(shape.data))


def image_resource(name: str) -> str:
    """The name of a bitmap in a page's resources, with reportlab's prefix for what pages share."""
    return f"/FormXob.{name}"
