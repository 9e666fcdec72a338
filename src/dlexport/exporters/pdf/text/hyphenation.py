"""English words cut where a line may end in a hyphen.

The places are those of the patterns of TeX's `hyphen.us`, as Pyphen has them, and of soft hyphens that were typed.
"""

from __future__ import annotations

import re
from functools import cache
from math import inf
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.text.tokens import HYPHENED, broken

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from pyphen import Pyphen

SOFT = "\u00ad"
COPIED = SOFT + "\u200b"
"""What a hyphen at the end of a line is copied as: a soft one, as Tagged PDF wants (ISO 32000-1, 14.8.2.2.3).

PDFium tells no soft hyphen from a hard one where it is the very last character of a line.
"""

_BEFORE, _AFTER = 2, 3      # letters that stay, at the least, on either side
# A word, its marks around it and no others: no address, name of a file or variable, abbreviation, part of a compound.
has_word = re.compile(rf"[A-Za-z][a-z{SOFT}]{{4}}").search
_word = re.compile(rf"([(\[“‘\"']*)([A-Za-z][a-z]{{4,}}|[A-Za-z][a-z{SOFT}]{{5,}})[.,:;!?)\]”’\"']*").fullmatch


@cache
def _english() -> Pyphen:
    """Read when the first word asks, which few books ever do: it takes a quarter of a second."""
    from pyphen import Pyphen  # noqa: PLC0415 - see above

    return Pyphen(lang="en_US", left=_BEFORE, right=_AFTER)


def points(token: str) -> list[int]:
    """Where in a token of Western text a hyphen may stand, in characters; only there, where soft ones were typed."""
    found = _word(token)
    if found is None:
        return []
    before, word = len(found[1]), found[2]
    if SOFT not in word:
        return [before + place for place in _english().positions(word.lower())]
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

    def cut(self, tokens: list[str], fit: Callable[[str], bool]) -> list[str]:
        """The tokens of a run with the words cut of which `fit` is true."""
        found: list[str] = []
        joined = False      # to the word before, by its hyphen or slash
        for token in tokens:
            start = 0
            for end in points(token) if not joined and fit(token) else ():
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
