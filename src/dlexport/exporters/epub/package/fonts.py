"""The fonts that a book can carry: faces of the theme, cut down to what the book says, as WOFF2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.exporters.epub.package.addresses import MATH_FONT, SANS_FONT
from dlexport.theme.web_font import drawn_by_formulas, web_font

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.cache import Cache
    from dlexport.exporters.epub.options import EpubOptions
    from dlexport.exporters.epub.pages.page import Page
    from dlexport.theme.fonts import Fonts

_MATH: Final = re.compile(r"<math .*?</math>", re.DOTALL)


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
        files[MATH_FONT] = web_font(fonts, "math", drawn_by_formulas(formulas), cache)
    return files
