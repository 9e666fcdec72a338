"""Flanking of delimiters: whether a run of `*`, `_` or `~` may open or close, also beside Chinese or Japanese text.

CommonMark (6.2) lets punctuation at the inner side of a run switch it off unless the outer side is a space or
punctuation too, which suits scripts that set spaces between words. In `**重点。**后面` the outer side is a letter, so
nothing becomes strong (commonmark-spec issue 650). Here, as in the draft amendment discussed there, East Asian
punctuation never switches a run off, and an East Asian character outside a run counts as a word boundary.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from dlexport.richtext.markdown.east_asian import is_cjk

_SPACES: Final = frozenset("\t\n\f\r")
_SELECTORS: Final = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))    # they belong to the character before


class Flanks(NamedTuple):
    """Whether a run of delimiters may open, and whether it may close."""

    opens: bool
    closes: bool


def flanks(text: str, start: int, end: int, limit: int) -> Flanks:
    """The flanks of the run `text[start:end]`. The text ends at `limit`; its two ends count as spaces."""
    before = _before(text, start)
    after = text[end] if end < limit else " "
    return _decide(before, after, within_words=text[start] != "_")


def _before(text: str, start: int) -> str:
    while start > 0:
        start -= 1
        if not any(ord(text[start]) in selectors for selectors in _SELECTORS):
            return text[start]
    return " "


@lru_cache(maxsize=8192)
def _decide(before: str, after: str, *, within_words: bool) -> Flanks:
    left = _leans(after, before)
    right = _leans(before, after)
    if within_words:
        return Flanks(left, right)
    return Flanks(left and (not right or _is_punctuation(before)), right and (not left or _is_punctuation(after)))


def _leans(inner: str, outer: str) -> bool:
    if _is_space(inner):
        return False
    if is_cjk(inner) or not _is_punctuation(inner):
        return True
    return is_cjk(outer) or _is_space(outer) or _is_punctuation(outer)


def _is_space(char: str) -> bool:
    return char in _SPACES or unicodedata.category(char) == "Zs"


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"    # CommonMark 0.31 counts symbols too
