"""Visibility test: a page is painted with and without an object, and the two pictures are compared."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

    from PIL.Image import Image
    from pypdfium2 import PdfPage, PdfTextPage

    from dlexport.exporters.pdf.book.painted_box import PaintedBox

_SCALE: Final = 2.0         # pixels to a point


def seen_chars(page: PdfPage, text: PdfTextPage, handles: Collection[Any], indexes: Collection[int]) -> set[int]:
    """The indices of the visible characters; one without ink, such as a space, counts if it is on the paper.

    Args:
        page: the page.
        text: its text.
        handles: the objects to which the characters belong.
        indexes: indices of the characters in the text.
    """
    ink, paper = _ink(page, handles), page.get_bbox()
    found = set()
    for index in indexes:
        left, bottom, right, top = text.get_charbox(index)
        blank = chr(raw.FPDFText_GetUnicode(text.raw, index)).isspace()
        if (blank and paper[0] <= left <= paper[2] and paper[1] <= bottom <= paper[3]) or \
                ink.crop(_pixels(page, (left, bottom, right, top))).getbbox() is not None:
            found.add(index)
    return found


def seen_share(page: PdfPage, handles: Collection[Any], box: PaintedBox, paper: PaintedBox) -> float:
    """The visible share of the ink of some objects, 0 to 1.

    Args:
        page: the page.
        handles: the objects.
        box: the box around them.
        paper: the box of the paper.
    """
    width, height = box.right - box.left, box.top - box.bottom
    inside = max(0.0, min(box.right, paper.right) - max(box.left, paper.left)) * \
        max(0.0, min(box.top, paper.top) - max(box.bottom, paper.bottom))
    on_paper = inside / (width * height) if width * height else float(inside > 0.0)
    if not on_paper:
        return 0.0
    ours = {ctypes.addressof(handle.contents) for handle in handles}
    objects: list[Any] = [raw.FPDFPage_GetObject(page.raw, k) for k in range(raw.FPDFPage_CountObjects(page.raw))]
    others = [one for one in objects if ctypes.addressof(one.contents) not in ours]
    seen = _count(_ink(page, handles), _pixels(page, box))
    with _without(page, others):
        whole = _count(_ink(page, handles), _pixels(page, box))
    return on_paper * (min(1.0, seen / whole) if whole else 1.0)      # white on white: there is nothing to see


def _ink(page: PdfPage, handles: Collection[Any]) -> Image:
    """A picture of the page that is black wherever the objects make no visible difference."""
    from PIL import ImageChops  # noqa: PLC0415 - most pages leave no doubt

    whole = _painted(page)
    with _without(page, handles):
        return ImageChops.difference(whole, _painted(page))


def _painted(page: PdfPage) -> Image:
    bitmap = page.render(scale=_SCALE, grayscale=True, draw_annots=False, may_draw_forms=False)
    image: Image = bitmap.to_pil().copy()
    bitmap.close()
    return image


@contextmanager
def _without(page: PdfPage, handles: Collection[Any]) -> Iterator[None]:
    """Context in which the page is painted without these objects."""
    del page
    for handle in handles:
        raw.FPDFPageObj_SetIsActive(handle, False)      # noqa: FBT003 - PDFium's
    try:
        yield
    finally:
        for handle in handles:
            raw.FPDFPageObj_SetIsActive(handle, True)   # noqa: FBT003 - the same


def _pixels(page: PdfPage, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
    """A box of the page in pixels of its picture, from the upper left corner, clipped to the picture."""
    left, bottom, right, top = page.get_bbox()
    edges = ((box[0] - left, top - box[3], box[2] - left, top - box[1]))
    wide, high = (right - left) * _SCALE, (top - bottom) * _SCALE
    x1, y1, x2, y2 = (edge * _SCALE for edge in edges)
    return (int(min(max(x1, 0.0), wide)), int(min(max(y1, 0.0), high)),
            int(min(max(x2 + 1.0, 0.0), wide)), int(min(max(y2 + 1.0, 0.0), high)))


def _count(ink: Image, box: tuple[int, int, int, int]) -> int:
    """The number of pixels that are not black."""
    part = ink.crop(box)
    return part.width * part.height - part.histogram()[0]
