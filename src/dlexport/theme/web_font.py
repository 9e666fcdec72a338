"""Faces of the theme as WOFF2, cut down to the characters that a document shows."""

from __future__ import annotations

import io
import unicodedata
from functools import cache as once
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dlexport.cache import Cache
    from dlexport.theme.fonts import Fonts

_NAMES: Final = (0, 1, 2, 3, 4, 5, 6, 13, 14)    # names, and the notices of copyright and licence that must stay
_ROOT: Final = "√"
_ITALICS: Final = (0x210E, *range(0x1D434, 0x1D468), *range(0x1D6E2, 0x1D71C))      # mathematical, Latin and Greek


def web_font(fonts: Fonts, role: str, text: Iterable[str], cache: Cache, *, shaped: bool = True) -> bytes:
    """The characters `text` of the face with that role, which thereby counts as used.

    What the face lacks is left to the reader's own fonts. The same characters of the same face are packed once.

    Args:
        fonts: the theme's.
        role: as in `Fonts`.
        text: the characters.
        cache: faces that were cut before.
        shaped: keep what replaces glyphs by others (GSUB), which can be half of a math font.
    """
    fonts.file(role)        # it is used, wherever its bytes come from
    key = cache.key("web font", role, fonts.fingerprint(), "".join(sorted(set(text))), str(shaped))
    return cache.recall(key, lambda: _woff2(fonts, role, text, shaped=shaped))


def drawn_by_formulas(text: Iterable[str]) -> set[str]:
    """The characters of MathML, and those that it shows though no text says them.

    These are mathematical italics for single letters (MathML Core, 4.2), and the sign that a root is drawn with: a font
    without it loses the root, and with it the meaning.
    """
    known, said = _italics(), set(text)
    return {*said, *(known[letter] for letter in said if letter in known), _ROOT}


@once
def _italics() -> Mapping[str, str]:
    found = {unicodedata.decomposition(chr(code)).rpartition(" ")[2]: chr(code) for code in _ITALICS}
    del found[""]           # U+1D455 is not assigned: the italic h is older
    return {chr(int(letter, 16)): italic for letter, italic in found.items()}


def _woff2(fonts: Fonts, role: str, text: Iterable[str], *, shaped: bool) -> bytes:
    import uharfbuzz as hb  # noqa: PLC0415 - only a document that carries its fonts waits for these
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, text))
    wanted.name_id_set.update(_NAMES)
    wanted.flags = hb.SubsetFlags.NO_HINTING        # screens are finer than hints are made for
    if not shaped:
        wanted.layout_feature_tag_set.clear()
    face = hb.Face(hb.Blob.from_file_path(str(fonts.file(role).path)))
    font = TTFont(io.BytesIO(hb.subset(face, wanted).blob.data), recalcTimestamp=False)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()
