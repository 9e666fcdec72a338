"""Decoding of pictures found in artifacts, as a viewer would: bitmaps with Pillow, drawings with expat.

Verification uses it, and deliberately not the code that reads the bank's pictures, whose faults it would share.
"""

from __future__ import annotations

import io
import re
import warnings
from typing import Final

from dlexport.foreign.xml_tree import tree
from dlexport.pictures.bitmaps import PIXEL_LIMIT

_SVG: Final = "{http://www.w3.org/2000/svg}svg"
_NUMBER: Final = re.compile(r"[0-9.]+")


def decoded_size(data: bytes) -> tuple[float, float]:
    """Width and height of a picture: of a bitmap in pixels, of a drawing in its own unit.

    Raises:
        ValueError: the data is no picture, or is damaged.
    """
    if data.lstrip().startswith(b"<"):
        return _drawing(data)
    from PIL import Image  # noqa: PLC0415 - most banks have no pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)     # replaced by the limit below
            image = Image.open(io.BytesIO(data))
            if image.width * image.height <= PIXEL_LIMIT:
                image.load()
                return image.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError(str(error) or type(error).__name__) from error
    raise ValueError(f"it has more than {PIXEL_LIMIT:,} pixels")


def _drawing(data: bytes) -> tuple[float, float]:
    root = tree(data)
    if root.tag != _SVG:
        raise ValueError("it is no SVG")
    box = root.get("viewBox", "").split()
    sizes = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]     # noqa: PLR2004 - SVG 1.1, 7.7
    numbers = [_NUMBER.match(size) for size in sizes]
    if not all(numbers):
        raise ValueError("it has no size")
    width, height = (float(number[0]) for number in numbers if number)
    return width, height
