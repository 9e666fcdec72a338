"""Where a formula in dollar signs begins and ends.

The rules are pandoc's: no space just inside `$`, no digit just after the closing `$`, so that `价格$5到$10` is text;
a backslash takes the next sign with it; no formula spans a blank line.
"""

from __future__ import annotations

import re

_SIGN = re.compile(r"\\.|\$|\n[ \t]*\n", re.DOTALL)
_DISPLAY_END = re.compile(r"\\.|\$\$|\n[ \t]*\n", re.DOTALL)
_SPACES = " \t\n"
_DIGITS = "0123456789"


def formula_end(text: str, start: int, end: int) -> int:
    """The index just after the formula whose `$` is `text[start]`, or -1 where that is a plain dollar sign."""
    first = start + 1
    if first >= end or text[first] in _SPACES or text[first] == "$":
        return -1
    closing = _find(_SIGN, text, first, end)
    if closing < 0 or text[closing - 1] in _SPACES:
        return -1
    return -1 if closing + 1 < end and text[closing + 1] in _DIGITS else closing + 1


def pair_of_dollars(text: str, start: int, end: int) -> int:
    """The index of the first `$$` that no backslash takes away and no blank line comes before, or -1."""
    return _find(_DISPLAY_END, text, start, end)


def display_end(text: str, start: int, end: int) -> int:
    """The index just after the displayed formula whose `$$` is at `text[start]`, or -1 where none ends."""
    closing = pair_of_dollars(text, start + 2, end)
    return closing + 2 if closing > 0 and text[start + 2:closing].strip() else -1


def _find(sign: re.Pattern[str], text: str, start: int, end: int) -> int:
    for match in sign.finditer(text, start, end):
        if match.group()[0] == "$":
            return match.start()
        if match.group()[0] == "\n":
            return -1
    return -1
