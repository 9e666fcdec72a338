"""East Asian characters: the test for one, needed for emphasis beside them and for line breaks between them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WIDE = frozenset("WFH")
_LEANING = frozenset("“”‘’—…·")     # as wide as Han in Chinese type, narrow in Latin type: the neighbour decides
_SYMBOLS = range(0x3000, 0xFE70)    # So below or above this block are emoji and technical signs


@lru_cache(maxsize=8192)
def is_cjk(char: str) -> bool:
    """Whether a single character is Han, kana, Hangul, or a wide, full-width or half-width form; false for emoji."""
    if unicodedata.east_asian_width(char) not in _WIDE:
        return False
    return unicodedata.category(char) != "So" or ord(char) in _SYMBOLS


@lru_cache(maxsize=8192)
def sets_no_space(char: str) -> bool:
    """Whether a single character is of a script whose words no space parts: Han, kana and their signs, not Hangul."""
    return is_cjk(char) and not unicodedata.name(char, "").startswith(("HANGUL", "HALFWIDTH HANGUL"))


def joins(before: str, after: str) -> bool:
    """Whether a line break in the source between two characters is dropped; otherwise it becomes a space.

    It is dropped between two wide characters of a script without spaces between words (CSS Text 3, segment break
    transformation), and between such a character and a quotation mark or dash. False if either string is empty.
    """
    if not before or not after:
        return False
    if sets_no_space(before):
        return sets_no_space(after) or after in _LEANING
    return before in _LEANING and sets_no_space(after)
