"""Formulas in HTML with the punctuation beside them: no line ends between the two."""

from __future__ import annotations

import re
from typing import Final

BEFORE: Final = "（《〈「『【〔“‘("
"""Characters that must not end a line before a formula."""

AFTER: Final = "，。、；：！？）》〉」』】〕”’…％,.;:!?)%-"
"""Characters that must not begin a line after a formula; the hyphen last, for patterns that have them in brackets."""

_FORMULA: Final = re.compile(
    # from the first of a row of signs: else each would be tried, and all behind it looked at
    rf"(?<![{BEFORE}])([{BEFORE}]*+)"
    r'((?P<strong><strong[^>]*>)?(?:<span class="math">)?'
    # one formula and no more: what follows it would be looked through for another that stands before `</strong>`
    r'(?><math [^>]*?\balttext="([^"]*)"[^>]*>.*?</math>|<svg class="math" [^>]*>.*?</svg>)(?:</span>)?'
    rf"(?(strong)</strong>))([{AFTER}]*)",
    re.DOTALL,
)

_EAST: Final = re.compile(r"[\u2e80-\ufffd]$").search
"""Finds East Asian characters and punctuation, behind which a line may end, at the end of a text."""

_BREAK: Final = "<wbr/>"


def kept(markup: str, longest: int | None = None, *, parted: bool = False) -> str:
    """The markup, each formula in it on one line with the punctuation beside it: in a `span` of the class `keep`.

    A browser may break a line before and after a formula whatever stands there (CSS Text 3, 5.1: as with any atomic
    inline), so that a comma would begin the next one.

    Args:
        markup: in which formulas are MathML with an `alttext`, or drawings of the class `math`.
        longest: formulas with more LaTeX than this are in a `span` of the class `beside` instead, for readers that know
            no MathML: these may break what is in it, never between it and the punctuation.
        parted: whether a formula without punctuation gets a `wbr` before it where a line may end. Where a style forbids
            breaks in formulas, Firefox ends no line before them either, and the character there would go along.
    """
    def one(match: re.Match[str]) -> str:
        before, latex, after = match[1], match[4] or "", match[5]
        if not (before or after):
            return _BREAK * (parted and _EAST(markup, match.start() - 1, match.start()) is not None) + match[0]
        name = "beside" if longest is not None and len(latex) > longest else "keep"
        return f'<span class="{name}">{match[0]}</span>'

    return _FORMULA.sub(one, markup)
