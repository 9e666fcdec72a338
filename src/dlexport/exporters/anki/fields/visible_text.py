"""A field's HTML -> the text a reader would copy: formulas as LaTeX, pictures as their alternative text."""

from __future__ import annotations

import html
import re

from dlexport.patterns import many

# Nothing here looks far ahead in vain: what a stranger made may be `<img ` a hundred thousand times, so each piece ends
# at latest where the next one may begin.
_INSIDE = many(r"""[^<>"']++|"[^"]*+"|'[^']*+'""")
_TAG = rf"<(?P<slash>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>{_INSIDE})>"


def _group(inner: str) -> str:
    return r"\{" + many(rf"[^{{}}\\]++|\\.{inner}") + r"\}"


# A formula ends as MathJax ends it: `\\` is a pair, so the bracket after it closes nothing, and what stands between
# braces closes nothing either (`\text{\(x\)}`).
_BRACES = _group("|" + _group("|" + _group("")))
_FORMULA = "|".join(
    rf"\\{opens}(?P<{name}>" + many(rf"[^{{\\]++|{_BRACES}|\\[^{opens}{closes}]|\{{") + rf")\\{closes}"
    for name, opens, closes in (("inline", r"\(", r"\)"), ("display", r"\[", r"\]"))
)
# the number of a footnote and the way back from it are not the author's text
_MARK = r"""<sup class="note">(?>.*?(?=</?sup\b))</sup>|<a class="back"(?>.*?(?=</?a\b))</a>"""
_PIECE = re.compile(rf"{_MARK}|{_TAG}|{_FORMULA}", re.DOTALL)
# a `::` within a blank is always a hint's: those of the text are made inert
_HINT = r"(?:::(?>.*?(?=::|\}\})))?\}\}"
_CLOZE_PIECE = re.compile(rf"{_MARK}|{_TAG}|{_FORMULA}|\{{\{{c\d+::|{_HINT}", re.DOTALL)
_ALT = re.compile(r"""\balt=(?:"([^"]*)"|'([^']*)')""")
_INLINE = frozenset({"a", "b", "code", "del", "em", "i", "img", "mark", "s", "small", "span", "strong", "sub",
                     "sup", "u", "wbr"})


def visible(field: str, *, cloze: bool = False) -> str:
    """The text of a field, blocks on lines of their own; with `cloze`, blanks filled in, without their hints."""
    return html.unescape((_CLOZE_PIECE if cloze else _PIECE).sub(_text, field))


def _text(match: re.Match[str]) -> str:
    name = (match["name"] or "").lower()
    if name == "img":
        alt = _ALT.search(match["attributes"])
        return (alt[1] or alt[2] or "") if alt else ""
    if name:
        return "" if name in _INLINE else "\n"
    return match["inline"] or match["display"] or ""
