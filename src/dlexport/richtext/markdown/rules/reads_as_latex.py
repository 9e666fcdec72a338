r"""Tests for LaTeX: whether the text between `\(` and `\)`, or between `$ ` and ` $`, is a formula.

In public Markdown most `\(` are escapes, and most dollar signs with spaces inside are money or shell prompts.
"""

from __future__ import annotations

import re
from typing import Final

# a character with a backslash before it is an escape of Markdown: `\\href\{\^2\}` was escaped sign by sign
_STRONG: Final = re.compile(
    r"(?<!\\)(?:\\\\)*\\[A-Za-z]+|(?<!\\)\^(?:[{\\0-9A-Za-z*+'′−-])"
    r"|(?:(?<![A-Za-z])[A-Za-z]|[\d})\]])_(?:[{\\0-9A-Za-z])")
_WEAK: Final = re.compile(r"(?<!\\)[=<>]")
_HAN: Final = re.compile(r"[\u2e80-\u9fff\uff01-\uff60￥¥€£]")
_WORD: Final = re.compile(r"[A-Za-z]{2}")
_LETTER: Final = re.compile(r"[A-Za-z]")
_VARIABLE_AT_MOST: Final = 40


def is_latex(inner: str, *, weak: bool = True) -> bool:
    """Whether the text has a LaTeX command or script; with `weak`, a relation such as `=` without Han suffices."""
    if inner.count("{") != inner.count("}"):
        return False
    return _STRONG.search(inner) is not None or (weak and bool(_WEAK.search(inner)) and not _HAN.search(inner))


def is_variable(inner: str) -> bool:
    """Whether the text has only single letters, as `x`, `2n` or `f(x)`: no word, no Han, not a number alone."""
    return (len(inner) <= _VARIABLE_AT_MOST and not _WORD.search(inner) and not _HAN.search(inner)
            and _LETTER.search(inner) is not None)
