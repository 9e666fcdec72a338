"""Text that Anki or MathJax would act on, made to show as it was typed.

Anki looks for its marks in the raw HTML of a card, MathJax in its text nodes. An empty element between the first
two characters of a mark hides it from both, shows nothing, is not copied, and outlives Anki's editor, which a
character reference would not. Inside a tag, where no element can stand, a character reference must do.
"""

from __future__ import annotations

import re

FORMULA = "\x1e"
"""Stands before and after a formula. No bank holds control characters."""

_GAP = "<span></span>"
_BRACKET = r"\[(?=/?latex\]|/?\$\$?\]|sound:|/?anki:|\[type:)"      # images, sounds, speech, answers to type in
_CLOZE = r"\{(?=\{c\d)"                                             # Anki counts blanks in every field
_IN_TEXT = re.compile(rf"{_BRACKET}|{_CLOZE}|\\(?=[(\[])", re.IGNORECASE)
_IN_CLOZE_TEXT = re.compile(rf"{_BRACKET}|[{{}}]|:(?=:)|\\(?=[(\[])", re.IGNORECASE)
_IN_FORMULA = re.compile(rf"{_BRACKET}|{_CLOZE}|\}}(?=\}})", re.IGNORECASE)
_IN_CLOZE_FORMULA = re.compile(rf"{_BRACKET}|\{{(?=\{{)|\}}(?=\}})|:(?=:)", re.IGNORECASE)


def _pieces(marks: re.Pattern[str]) -> re.Pattern[str]:
    """Formulas, tags that may hold a mark, marks in the text: all that is not copied as it is."""
    formula, tag = rf"{FORMULA}([^{FORMULA}]*){FORMULA}", r"(<[^>\[{}\\:]*[\[{}\\:][^>]*>)"
    return re.compile(rf"{formula}|{tag}|{marks.pattern}", re.IGNORECASE)


_PIECES, _CLOZE_PIECES = _pieces(_IN_TEXT), _pieces(_IN_CLOZE_TEXT)


def inert(html: str, *, cloze: bool = False) -> str:
    r"""The HTML with every mark in its text and attributes made harmless.

    In a formula a space does it, which means nothing there but inside `\text`.

    Args:
        html: well-formed, with `>` escaped in attributes and each formula between two `FORMULA`.
        cloze: whether the field is the one with the blanks, so that any brace and `::` count too.
    """
    in_text, in_formula = (_IN_CLOZE_TEXT, _IN_CLOZE_FORMULA) if cloze else (_IN_TEXT, _IN_FORMULA)

    def harmless(match: re.Match[str]) -> str:
        formula, tag = match.groups()
        if formula is not None:
            return in_formula.sub(r"\g<0> ", formula)
        return in_text.sub(_reference, tag) if tag else match[0] + _GAP

    return (_CLOZE_PIECES if cloze else _PIECES).sub(harmless, html)


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"
