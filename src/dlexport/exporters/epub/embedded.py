"""The font that a book can carry: the variable sans of the theme, cut down to what the book says, as WOFF2."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.fonts import Fonts

_NAMES: Final = (0, 1, 2, 3, 4, 5, 6, 13, 14)    # names, and the notices of copyright and licence that must stay


def embedded(fonts: Fonts, texts: Iterable[str]) -> bytes:
    """The file, with every weight; what the font lacks is left to the reader's own fonts."""
    import uharfbuzz as hb  # noqa: PLC0415 - only a book that carries its font waits for these
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, set().union(*texts)))
    wanted.name_id_set.update(_NAMES)
    wanted.flags = hb.SubsetFlags.NO_HINTING        # e-readers' screens are finer than hints are made for
    face = hb.Face(hb.Blob.from_file_path(str(fonts.file("sans").path)))
    font = TTFont(io.BytesIO(hb.subset(face, wanted).blob.data), recalcTimestamp=False)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()
