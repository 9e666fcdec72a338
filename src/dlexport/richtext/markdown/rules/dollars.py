r"""Delimiters of formulas: the end of one that begins with a dollar sign, `\(` or `\[`.

The rules are pandoc's: no space just inside `$`, no digit just after the closing `$`, so that `价格$5到$10` is text;
a backslash escapes the next character; a delimiter inside braces does not count; no formula spans a blank line. In
addition, `$ x $` is a formula if its content looks like LaTeX (`reads_as_latex`).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from dlexport.richtext.markdown.rules.reads_as_latex import is_latex, is_variable

_SIGN: Final = re.compile(r"\\.|[$\{\}]|\n[ \t]*\n", re.DOTALL)
_DISPLAY_END: Final = re.compile(r"\\.|\$\$|\n[ \t]*\n", re.DOTALL)
_BRACKET: Final = {")": re.compile(r"\\[^)]|\\\)|[\{\}]|\n[ \t]*\n", re.DOTALL),
                   "]": re.compile(r"\\[^\]]|\\\]|[\{\}]|\n[ \t]*\n", re.DOTALL)}
_SPACES: Final = " \t\n"
_DIGITS: Final = "0123456789"
_LOOKED_AT: Final = 2_000       # characters searched for an end; else many lone dollars and braces would take minutes


def formula_end(text: str, start: int, end: int) -> int:
    """The index just after the formula whose `$` is `text[start]`; -1 if that is a plain dollar sign."""
    first = start + 1
    if first >= end or text[first] == "$":
        return -1
    closing = _closing(_SIGN, text, first, end)
    if closing < 0 or (closing + 1 < end and text[closing + 1] in _DIGITS):
        return -1
    if text[first] in _SPACES or text[closing - 1] in _SPACES:
        inner = text[first:closing]
        alike = text[first] in _SPACES and text[closing - 1] in _SPACES
        return closing + 1 if is_latex(inner, weak=alike) or (alike and is_variable(inner)) else -1
    return closing + 1


def bracket_end(text: str, start: int, end: int) -> int:
    r"""The index just after the `\)` or `\]` that closes the `\(` or `\[` at `text[start]`; -1 if there is none."""
    closing = _closing(_BRACKET[")" if text[start + 1] == "(" else "]"], text, start + 2, end)
    return closing + 2 if closing >= 0 and text[start + 2:closing].strip() else -1


def pair_of_dollars(text: str, start: int, end: int) -> int:
    """The index of the first `$$` that is not escaped and has no blank line before it; -1 if there is none."""
    for match in _DISPLAY_END.finditer(text, start, end):
        if match[0][0] == "$":
            return match.start()
        if match[0][0] == "\n":
            return -1
    return -1


def display_end(text: str, start: int, end: int) -> int:
    """The index just after the displayed formula whose `$$` is at `text[start]`; -1 if it has no end."""
    closing = pair_of_dollars(text, start + 2, end)
    return closing + 2 if closing > 0 and text[start + 2:closing].strip() else -1


def _closing(sign: re.Pattern[str], text: str, start: int, end: int) -> int:
    """The index of the closing delimiter outside braces; the first one if braces do not balance; -1 if none."""
    first, depth = -1, 0
    for match in islice(sign.finditer(text, start, end), _LOOKED_AT):
        found = match[0]
        if found[0] == "\n":
            break
        if found in {"{", "}"}:
            depth = max(0, depth + (1 if found == "{" else -1))
        elif found in {"$", r"\)", r"\]"}:
            if not depth:
                return match.start()
            first = match.start() if first < 0 else first
    return first
