"""ActualText: what a reader copies for formulas (their LaTeX) and pictures (their description)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.fonts.face import NOTHING

if TYPE_CHECKING:
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.fonts.face import Face

END = "EMC"
_STEP = 0.3     # points: more than the width of the full stop of one point that is written
_LAST_OF_16_BITS = "\uffff"
_beyond_16_bits = re.compile("([\U00010000-\U0010ffff]+)").split
_LONGEST = 8_000        # characters: PDFium reads no more than 32,767 bytes of a string
_pieces = re.compile(f".{{1,{_LONGEST}}}(?!\\s)|.{{1,{_LONGEST}}}", re.DOTALL).findall    # none begins with a space


def begin_actual(sheet: Sheet, text: str, face: Face, x: float, y: float) -> None:
    """Operator after which everything drawn, up to `END`, is copied as `text` (ISO 32000-1, 14.9.4).

    PDFium heeds it only where there is text inside that is more than a space, and if its font can write one of
    the characters meant; so the first thing inside is such a one, invisible. Characters of more than 16 bits it drops
    from it, so they come between two such texts, as invisible glyphs that have them for their text; each a little to
    the right of the last, since of two alike in one place it sees one, and all of them left of what is drawn.
    """
    parts = [piece for part in _beyond_16_bits(text) for piece in _pieces(part)]
    if parts[-1] > _LAST_OF_16_BITS:
        parts.append(NOTHING)
    shown = [len(part) if part > _LAST_OF_16_BITS else 1 for part in parts]      # invisible glyphs
    for k, part in enumerate(parts):
        here = x - sum(shown[k:-1]) * _STEP
        if part > _LAST_OF_16_BITS:
            sheet.unseen(here, y, face, "".join(map(face.dot, part)))
            continue
        sheet.paint(f"/Span <</ActualText <feff{part.encode('utf-16-be').hex()}>>> BDC")
        sheet.unseen(here, y, face, face.dot(part[0]))
        if k < len(parts) - 1:
            sheet.paint(END)
