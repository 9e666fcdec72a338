"""The fonts that a book can carry: faces of the theme, cut down to what the book says, as WOFF2."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from dlexport.book.fingerprints import packed
from dlexport.exporters.epub.package.addresses import MATH_FONT, SANS_FONT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.cache import Cache
    from dlexport.exporters.epub.options import EpubOptions
    from dlexport.exporters.epub.pages.page import Page
    from dlexport.theme.fonts import Fonts

_NAMES: Final = (0, 1, 2, 3, 4, 5, 6, 13, 14)    # names, and the notices of copyright and licence that must stay
# What MathML makes of single letters: mathematical italics, Latin and Greek (MathML Core, 4.2)
_ITALICS: Final = ("\u210e", *map(chr, range(0x1D434, 0x1D468)), *map(chr, range(0x1D6E2, 0x1D716)))


def embedded(fonts: Fonts, pages: Iterable[Page], options: EpubOptions, cache: Cache) -> dict[str, bytes]:
    """The files by name: the sans in all weights, and the math font for MathML; none where none are wanted.

    What a font lacks is left to the reader's own fonts.
    """
    if not options.embed_fonts:
        return {}
    text = set().union(*(page.markup for page in pages))
    files = {SANS_FONT: _kept(fonts, "sans", text, cache)}
    if options.math == "mathml":
        files[MATH_FONT] = _kept(fonts, "math", text.union(_ITALICS), cache)
    return files


def _kept(fonts: Fonts, role: str, text: Iterable[str], cache: Cache) -> bytes:
    """The same characters of the same font are packed once."""
    fonts.file(role)        # it is used, wherever its bytes come from
    key = cache.key("epub font", role, fonts.fingerprint(), packed(sorted(text)))
    return cache.recall(key, lambda: _woff2(fonts, role, text))


def _woff2(fonts: Fonts, role: str, text: Iterable[str]) -> bytes:
    import uharfbuzz as hb  # noqa: PLC0415 - only a book that carries its fonts waits for these
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, text))
    wanted.name_id_set.update(_NAMES)
    wanted.flags = hb.SubsetFlags.NO_HINTING        # e-readers' screens are finer than hints are made for
    face = hb.Face(hb.Blob.from_file_path(str(fonts.file(role).path)))
    font = TTFont(io.BytesIO(hb.subset(face, wanted).blob.data), recalcTimestamp=False)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()
