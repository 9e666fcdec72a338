"""The patterns of TeX that Pyphen brings, of which only those that a word meets are parsed.

Pyphen parses all of a language's before it looks at the first word, which takes longer than setting a question.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_NO_DIGITS = str.maketrans("", "", "0123456789")
_NO_PATTERN = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN", "COMPOUNDRIGHTHYPHENMIN")
_hexadecimal = re.compile(r"\^{2}([0-9a-f]{2})").sub
_values = re.compile(r"(\d?)(\D?)").findall


class HyphenPatterns:
    """The places where words of one language may be hyphenated (Liang: Word Hy-phen-a-tion by Com-put-er, 1983).

    Args:
        language: as Pyphen names its files.
    """

    def __init__(self, language: str) -> None:
        from pyphen import LANGUAGES  # noqa: PLC0415 - it lists its folder; few books hyphenate

        first, _, text = LANGUAGES[language].read_bytes().partition(b"\n")
        encoding = first.decode("ascii").strip().lower().replace("microsoft-", "")
        rows = [row.strip() for row in text.decode(encoding).split("\n")]
        letters = "\n".join(rows).translate(_NO_DIGITS).split("\n")
        # letters -> the pattern; what has no digit says nothing
        self._rows = {key: row for key, row in zip(letters, rows, strict=True) if key != row}
        odd = {key: row for key, row in self._rows.items()
               if row.startswith(_NO_PATTERN) or "^^" in row or ("/" in row and "=" in row)}
        for key, row in odd.items():
            del self._rows[key]
            if not row.startswith(_NO_PATTERN):     # the spelling that changes at a hyphen (`/`) is not for us
                plain = _hexadecimal(lambda found: chr(int(found[1], 16)), row)
                plain = plain.partition("/")[0] if "=" in plain else plain
                self._rows[plain.translate(_NO_DIGITS)] = plain
        self._longest = max(map(len, self._rows), default=0)
        self._parsed: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}

    @property
    def letters(self) -> Collection[str]:
        """The letters of all patterns."""
        return self._rows.keys()

    def places(self, word: str) -> list[int]:
        """The offsets in a word of small letters at which a hyphen may stand."""
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._found(f".{word}.")
        return known

    def _found(self, pointed: str) -> list[int]:
        levels = [0] * (len(pointed) + 1)
        for start in range(len(pointed) - 1):
            for end in range(start + 1, min(start + self._longest, len(pointed)) + 1):
                if (key := pointed[start:end]) in self._rows:
                    values = self.levels(key)
                    here = slice(start, start + len(values))
                    levels[here] = map(max, values, levels[here])
        return [place - 1 for place, level in enumerate(levels) if level % 2]

    def levels(self, key: str) -> list[int]:
        """The level of each place between the letters of a pattern, the outer ones included."""
        found = self._parsed.get(key)
        if found is None:
            found = self._parsed[key] = [int(digit or "0") for digit, _ in _values(self._rows[key])][:len(key) + 1]
        return found
