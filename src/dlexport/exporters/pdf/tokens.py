"""Text cut into tokens: one Han character, one full-width mark, one Western word, one rule of dashes, one space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.classes import AMBIGUOUS, QUOTES_AND_DASHES, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

# Pieces of a word too long for a line begin with one of these, which says where the word goes on.
FIRST, MIDDLE, LAST = "\x01", "\x02", "\x03"
PIECES = frozenset((FIRST, MIDDLE, LAST))
CODE = "\x04"
"""Begins the only piece of a code span, whose ends count as letters whatever they are."""

_LONG = 24      # letters and signs: a longer address or expression breaks after its signs
_UNITS = r"[kKMGTP]i?B(?:/s)?|[kMG]?Hz|[munμ]?s|min|[kcmnμ]?m|[km]?g|[kM]?W|[KMBT]|FLOPS|fps|px|pt|dpi"


def _cutter(east: str) -> Callable[[str], list[str]]:
    """Cut into tokens; a word ends only where UAX 14 lets a line break inside it.

    That is after a hyphen or a slash between letters (LB13, LB21); a number takes a spaced unit along (LB25).
    """
    letter = (
        rf"(?:[^\s\u200b\ufeff\x00-\x1f/{east}-]|\xa0|(?<=[A-Za-z])’(?=[A-Za-z])"
        r"|[/-](?!(?<=[0-9A-Za-z][/-])[A-Za-z]))"
    )
    return re.compile(
        rf"[\u4e00-\u9fff、。，](?![\ufe00-\ufe0f])|[^\S\xa0]+|[—―]+|[…⋯]+"
        rf"|{letter}+(?:[/-](?=[A-Za-z])|(?<=\d) (?:{_UNITS})(?![0-9A-Za-z]))?"
        rf"|[{east}][\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]*",
    ).findall


_among_han = _cutter(WIDE + AMBIGUOUS + QUOTES_AND_DASHES)
_western = _cutter(WIDE + AMBIGUOUS)
_split_long = re.compile(rf"([!-~]{{{_LONG},}})").split
_after_sign = re.compile(r"(?<=[/._?&=,:;@#%~+\-)\]}])(?=[0-9A-Za-z_])").split
_after_code_sign = re.compile(r"(?<=[\s/._?&=,:;@#%~+\-)\]}([{])(?=[^\s/._?&=,:;@#%~+\-)\]}([{])").split
_split_east = re.compile(rf"([{WIDE}{QUOTES_AND_DASHES}])").split


def tokens(text: str, *, chinese: bool) -> list[str]:
    """The tokens of a text, in a paragraph that has Han or in a Western one."""
    find = _among_han if chinese else _western
    parts = _split_long(text)
    if len(parts) == 1:
        return find(text)
    return [token for odd, part in enumerate(parts)
            for token in (pieces(_after_sign(part)) if odd % 2 else find(part))]


def code_tokens(text: str, *, may_break: bool) -> list[str]:
    """The tokens of a code span: itself, or where it may break, the pieces that end in a sign or space."""
    if not may_break:
        return [CODE + text]
    found: list[str] = []
    for odd, part in enumerate(_split_east(text)):
        if odd % 2:
            found.append(part)
        elif part:
            found += pieces(_after_code_sign(part))
    return found


def pieces(parts: list[str]) -> list[str]:
    """The parts of a word as tokens; a part that is still too long comes letter by letter."""
    parts = [small for part in parts for small in (part if len(part) > _LONG else (part,))]
    if len(parts) == 1:
        return [CODE + parts[0]]
    return [FIRST + parts[0], *(MIDDLE + part for part in parts[1:-1]), LAST + parts[-1]]
