"""Text that stands for what is drawn: formulas and pictures are copied as their LaTeX and their description."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlexport.exporters.pdf.faces import Face
    from dlexport.exporters.pdf.sheet import Sheet

NOTHING = "\u200b"
"""What the further lines of a formula are copied as: the first one stands for all."""

END = "EMC"


def begin_actual(sheet: Sheet, text: str, face: Face, x: float, y: float) -> None:
    """What is drawn from here to `END` is copied as `text` (ISO 32000-1, 14.9.4).

    PDFium heeds it only where there is text inside that is more than a space, and if its font can write one of
    the characters meant; so the first thing inside is such a one, invisible.
    """
    sheet.paint(f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC")
    sheet.unseen(x, y, face, face.dot(text[0]))
