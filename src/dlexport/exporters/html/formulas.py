"""The font of the page's formulas: without one that has a MATH table, roots and brackets do not grow."""

from __future__ import annotations

import base64
import re
from html import unescape
from typing import TYPE_CHECKING, Final

from dlexport.theme.web_font import drawn_by_formulas, web_font

if TYPE_CHECKING:
    from dlexport.plugin.contract import ExportContext

_FORMULA: Final = re.compile(r"<math[ >].*?</math>", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]*>")


def font_face(markup: str, context: ExportContext) -> str:
    """The rule that brings the theme's math face, cut down to the formulas of a page; empty if it has none."""
    text = unescape("".join(_TAG.sub("", formula) for formula in _FORMULA.findall(markup)))
    if not text:
        return ""
    wanted = drawn_by_formulas(text)
    packed = base64.b64encode(web_font(context.fonts, "math", wanted, context.cache, shaped=False)).decode()
    return f'@font-face {{ font-family: "page math"; src: url("data:font/woff2;base64,{packed}") format("woff2"); }}'
