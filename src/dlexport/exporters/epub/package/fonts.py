"""The fonts that a book can carry: faces of the theme, cut down to what the book says, as WOFF2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.exporters.epub.package.addresses import MATH_FONT, SANS_FONT
from dlexport.theme.web_font import web_font

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.cache import Cache
    from dlexport.exporters.epub.options import EpubOptions
    from dlexport.exporters.epub.pages.page import Page
    from dlexport.theme.fonts import Fonts

_MATH: Final = re.compile(r"<math .*?</math>", re.DOTALL)
# What MathML makes of single letters: mathematical italics, Latin and Greek (MathML Core, 4.2)
_ITALICS: Final = ("\u210e", *map(chr, range(0x1D434, 0x1D468)), *map(chr, range(0x1D6E2, 0x1D716)))


def embedded(fonts: Fonts, pages: Iterable[Page], options: EpubOptions, cache: Cache) -> dict[str, bytes]:
    """The files by name: the math font where there is MathML, and the sans in all weights where that is wanted.

    Without a math font, many readers set a fraction or a sum like text. What a font lacks is left to the reader's own.
    """
    pages = list(pages)
    text = set().union(*(page.markup for page in pages))
    files: dict[str, bytes] = {}
    if options.embed_fonts:
        files[SANS_FONT] = web_font(fonts, "sans", text, cache)
    formulas = set().union(*(part for page in pages for part in _MATH.findall(page.markup)))
    if formulas:
        files[MATH_FONT] = web_font(fonts, "math", formulas.union(_ITALICS), cache)
    return files
