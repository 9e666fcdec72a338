"""Western words cut where a line may end in a hyphen.

The places are those of the patterns of TeX for the book's language, as Pyphen has them, and of soft hyphens that were
typed. In a book of an East Asian language Western words are taken for English.
"""

from __future__ import annotations

import re
from functools import cache
from math import inf
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.text.hyphen_patterns import HyphenPatterns
from dlexport.exporters.pdf.text.tokens import HYPHENED, broken

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

SOFT = "\u00ad"
COPIED = SOFT + "\u200b"
"""The character as which a hyphen at a line's end is copied: a soft hyphen, as Tagged PDF asks (14.8.2.2.3).

PDFium tells no soft hyphen from a hard one where it is the very last character of a line.
"""

_BEFORE, _AFTER = 2, 3      # letters that stay, at the least, on either side
# A word, its marks around it and no others: no address, name of a file or variable, abbreviation, part of a compound.
_SMALL = r"a-zß-öø-ÿāăąćčďđēėęěğģīįıķĺļľłńņňōőœŕřśşšţťūůűųźżžа-яёѐ-џ"
_LETTER = rf"[A-ZÀ-ÖØ-ÞĀĄĆČĎĐĒĘĚĞĢĪĶĹĻĽŁŃŅŇŌŐŒŘŚŞŠŤŪŮŰŲŹŻŽА-ЯЁЀ-Џ{_SMALL}]"
has_word = re.compile(rf"{_LETTER}[{_SMALL}{SOFT}]{{4}}").search
_word = re.compile(
    rf"([(\[“‘\ufdd0\ufdd2„«¿¡\"']*)({_LETTER}[{_SMALL}]{{4,}}|{_LETTER}[{_SMALL}{SOFT}]{{5,}})[.,:;!?)\]”’\ufdd1\ufdd3»\"']*").fullmatch
_PATTERNS = {"de": "de_DE", "fr": "fr", "es": "es", "ru": "ru_RU"}
_BRITISH = frozenset(("en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za"))


def patterns_of(language: str) -> str:
    """The patterns of Pyphen for the Western words of a book: American, where there are none for its language."""
    tag = language.lower()
    return "en_GB" if tag in _BRITISH else _PATTERNS.get(tag.split("-")[0], "en_US")


@cache
def _patterns(language: str) -> HyphenPatterns:
    """Read when the first word asks, which few books ever do."""
    return HyphenPatterns(language)


def points(token: str, patterns: str = "en_US") -> list[int]:
    """Offsets in a Western token at which a hyphen may stand; only those of soft hyphens if any were typed."""
    found = _word(token)
    if found is None:
        return []
    before, word = len(found[1]), found[2]
    if SOFT not in word:
        return [before + place for place in _patterns(patterns).places(word.lower())
                if _BEFORE <= place <= len(word) - _AFTER]
    letters = len(word.replace(SOFT, ""))
    return [before + k + 1 for k, char in enumerate(word) if char == SOFT
            and _BEFORE <= len(word[:k].replace(SOFT, "")) <= letters - _AFTER]


class Cuts:
    """Cuts the words of a paragraph, run by run, and counts the places.

    Args:
        only: the numbers of the places to cut at; all of them, if None.
        widest: in ems: what is wider even then is broken, letter by letter.

    Attributes:
        made: the numbers of the places that were cut at, in order.
    """

    def __init__(self, only: Collection[int] | None = None, widest: float = inf) -> None:
        self.only, self._widest = only, widest
        self._count = 0
        self.made: list[int] = []

    def cut(self, tokens: list[str], fit: Callable[[str], bool], patterns: str = "en_US") -> list[str]:
        """The tokens of a run with the words cut of which `fit` is true, by the patterns of a language."""
        found: list[str] = []
        joined = False      # to the word before, by its hyphen or slash
        for token in tokens:
            start = 0
            for end in points(token, patterns) if not joined and fit(token) else ():
                if self.only is None or self._count in self.only:
                    self.made.append(self._count)
                    found.append(HYPHENED + token[start:end])
                    start = end
                self._count += 1
            found.append(token[start:])
            joined = token[-1] in "-/"
        return found

    def fitted(self, tokens: list[str], width: Callable[[str], float]) -> list[str]:
        """The tokens, those that are too wide broken."""
        if self._widest == inf:
            return tokens
        return [part for token in tokens for part in (broken(token) if width(token) > self._widest else (token,))]
