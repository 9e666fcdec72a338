"""The font of the page's formulas: without one that has a MATH table, roots and brackets do not grow."""

from __future__ import annotations

import base64
import re
from html import unescape
from typing import TYPE_CHECKING, Final

from dlexport.theme.web_font import italics, web_font

if TYPE_CHECKING:
    from dlexport.plugin.contract import ExportContext

_FORMULA: Final = re.compile(r"<math[ >].*?</math>", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]*>")
_DRAWN: Final = "√"     # what `msqrt` and `mroot` draw though no text says it


def font_face(markup: str, context: ExportContext) -> str:
    """The rule that brings the theme's math face, cut down to the formulas of a page; empty if it has none."""
    text = unescape("".join(_TAG.sub("", formula) for formula in _FORMULA.findall(markup)))
    if not text:
        return ""
    wanted = {*text, *italics(text), *_DRAWN}
    packed = base64.b64encode(web_font(context.fonts, "math", wanted, context.cache, shaped=False)).decode()
    return f'@font-face {{ font-family: "page math"; src: url("data:font/woff2;base64,{packed}") format("woff2"); }}'
