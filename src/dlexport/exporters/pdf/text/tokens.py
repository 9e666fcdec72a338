"""Text cut into tokens: one Han character, one full-width mark, one Western word, one rule of dashes, one space."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.text.classes import (
    AMBIGUOUS,
    DASHES,
    DOTS,
    LONGEST_RULE,
    MONEY,
    QUOTES_AND_DASHES,
    WIDE,
    WIDE_BUT_HANGUL,
    east_class,
    has_hangul,
    is_east,
)
from dlexport.exporters.pdf.text.unicode_breaks import opportunities
from dlexport.exporters.pdf.text.writing.quotes import BACK, is_stood_in

if TYPE_CHECKING:
    from collections.abc import Callable

# Pieces of a word too long for a line begin with one of these, which says where the word goes on.
FIRST, MIDDLE, LAST = "\x01", "\x02", "\x03"
PIECES = frozenset((FIRST, MIDDLE, LAST))
CODE = "\x04"
"""Mark before the only piece of a code span, whose ends always count as letters."""
NARROW = "\x0f"
"""Mark before a word with a Western mark in a Chinese paragraph."""
CLUSTER = "\x05"
"""Mark before several characters that are set as one Han character: a flag, a joined emoji."""
WORSE = "\x0e"
"""Stands before a piece where a word goes on that is better not parted there."""
LETTER, WORST = "\x11", "\x12"
"""Stand before a letter of a word that no line holds: it is parted there at last, with a hyphen or without."""
SYLLABLE = "\x06"
"""Mark before a part of a word after which a line may end without a hyphen, in scripts that allow it."""
OPENING_QUOTE, CLOSING_QUOTE, OPENING_SINGLE, APOSTROPHE, EN_DASH, EM_DASH = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"
TYPED = {OPENING_QUOTE: '"', CLOSING_QUOTE: '"', OPENING_SINGLE: "'", APOSTROPHE: "'", EN_DASH: "--", EM_DASH: "---"}
"""Marks that are drawn otherwise than they were typed: what they are copied as. No text of a bank holds any."""
DRAWN = dict(zip(TYPED, "“”‘’–—", strict=True))
"""Mark -> the character as which it is drawn."""
HYPHENED = "\x07"
"""Mark before a part of a word after which a line may end with a hyphen."""

_LONG = 24      # letters and signs: a longer address or expression breaks after its signs, of which it has some
_MARKS = (      # stay with what is before: accents, joiners, marks of direction, ends of a syllable of jamo, selectors
    r"\u0300-\u036f\u200c-\u200f\u202a-\u202e\u2066-\u2069\u1160-\u11ff\ud7b0-\ud7fb\ufe00-\ufe0f"
    r"\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef")
_CONTROLS = frozenset((*PIECES, CODE, CLUSTER, NARROW, WORSE, LETTER, WORST, SYLLABLE, HYPHENED))
_SHORTEST = 4   # letters: no shorter word is broken
_NO_WORD = 46   # letters of any script: longer than any word of a language
_UNITS = r"[kKMGTP]i?B(?:/s)?|[kMG]?Hz|[munμ]?s|min|[kcmnμ]?m|[km]?g|[kM]?W|[KMBT]|FLOPS|fps|px|pt|dpi"


@cache
def _cutter(east: str) -> Callable[[str], list[str]]:
    """Cut into tokens; a word ends only where UAX 14 lets a line break inside it.

    That is after a hyphen or a slash between letters (LB13, LB21), but no single letter is parted: U-Net, top-k, A/B; a
    number takes a spaced unit along (LB25).
    """
    letter = (
        rf"(?:[^\s\u200b\ufeff\x00-\x1f/{east}-]|\xa0|(?<=[A-Za-z])’(?=[A-Za-z])"
        rf"|[/-](?!(?<=[0-9A-Za-z]{{2}}[/-])[A-Za-z]{{2}})|[{MONEY}](?=[0-9]))"
    )
    return re.compile(
        rf"[\u4e00-\u9fff、。，](?![\ufe00-\ufe0f\U000e0100-\U000e01ef])|[^\S\xa0]+"
        rf"|[{DASHES}]{{1,{LONGEST_RULE}}}|[{DOTS}]{{1,{LONGEST_RULE}}}"
        rf"|{letter}+(?:[/-](?=[A-Za-z]{{2}})|(?<=\d) (?:{_UNITS})(?![0-9A-Za-z]))?"
        rf"|[{east}][{_MARKS}]*",
    ).findall


# Classes of ten thousands of characters take milliseconds to compile: each when it is first asked for.
_AMONG_HAN = WIDE + AMBIGUOUS + QUOTES_AND_DASHES
_WESTERN = WIDE + AMBIGUOUS
_KOREAN = WIDE_BUT_HANGUL + AMBIGUOUS
_RARE = r"\u0590-\u10ff\u1200-\u1cff\ua840-\ua95f\ua980-\uabff\U0001f000-\U0001faff"  # scripts, pictures
_split_rare = re.compile(rf"([{_RARE}][{_RARE}\u200c\u200d\ufe0e\ufe0f\u2600-\u27bf]*)").split
_split_long = re.compile(
    rf"([!-~]{{{_LONG},}}|[^\s\u200b\ufeff\x00-\x1f{WIDE}{AMBIGUOUS}{QUOTES_AND_DASHES}]{{{_NO_WORD},}})").split
_letters = re.compile(rf".[{_MARKS}]*", re.DOTALL).findall
_ALPHABETS = r"A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1fff"
_runs_of_letters = re.compile(rf"([{_ALPHABETS}](?:[0-9{_ALPHABETS}’'{_MARKS}]*[0-9{_ALPHABETS}{_MARKS}])?)").split
_SIGNS = r"/\\._?&=,:;@#%~+\-)\]}"
_NUMBER = r"(?!(?<=[0-9][.,])[0-9])"        # 1706.03762 is no two numbers
_after_sign = re.compile(rf"(?<=[{_SIGNS}]){_NUMBER}(?=[0-9A-Za-z_])").split
_after_code_sign = re.compile(rf"(?<=[\s{_SIGNS}([{{]){_NUMBER}(?=[^\s{_SIGNS}([{{])").split


@cache
def _at_east() -> re.Pattern[str]:
    """A character that is set like Han, in a code span."""
    return re.compile(rf"([{WIDE}{QUOTES_AND_DASHES}])")


def tokens(text: str, *, chinese: bool) -> list[str]:
    """The tokens of a text, in a paragraph that has Han or in a Western one."""
    found = _tokens(text, chinese=chinese)
    if chinese and is_stood_in(text):
        return [NARROW + token.translate(BACK) if is_stood_in(token) else token for token in found]
    return found


def _tokens(text: str, *, chinese: bool) -> list[str]:
    find = _cutter(_AMONG_HAN if chinese else _KOREAN if has_hangul(text) else _WESTERN)
    if text.isascii() and len(text) < _LONG:
        return find(text)
    runs = _split_rare(text)
    found = _common(runs[0], find)
    for k in range(1, len(runs), 2):        # what the pair table does not know
        found += _clusters(runs[k])
        found += _common(runs[k + 1], find)
    return found


def _common(text: str, find: Callable[[str], list[str]]) -> list[str]:
    parts = _split_long(text)
    if len(parts) == 1:
        return find(text)
    found: list[str] = []
    for odd, part in enumerate(parts):
        split = _after_sign(part) if odd % 2 else [part]
        found += pieces(split) if len(split) > 1 else find(part)        # a word of letters alone stays whole
    return found


def _clusters(text: str) -> list[str]:
    """The grapheme clusters of a run of emoji, or of a script without a table of its own."""
    ends = opportunities(text)
    found: list[str] = []
    for start, end in pairwise((0, *ends)):
        part = text[start:end]
        if is_east(part):
            found.append(CLUSTER + part if len(part) > 1 else part)
        elif len(part) > _NO_WORD:
            found.append(CODE + part)
        else:
            found.append(SYLLABLE + part if end < len(text) else part)
    return found


def code_tokens(text: str, *, may_break: bool) -> list[str]:
    """The tokens of a code span or an address: itself, or where it may break, the pieces that end in a sign or space.

    It may break beside Han too, but has no space there: what is typed is one word.
    """
    if not may_break:
        return [CODE + text]
    found: list[str] = []
    opened = False      # the last part is to have the next one with it
    for odd, part in enumerate(_at_east().split(text)):
        if not part:
            continue
        kind = east_class(part) if odd % 2 else "H"
        if found and (opened or kind in "CMDN"):
            first, *rest = (part,) if odd % 2 else _after_code_sign(part)
            found[-1] += first
            found += rest
        else:
            found += (part,) if odd % 2 else _after_code_sign(part)
        opened = kind == "O"
    return pieces(found)


def pieces(parts: list[str]) -> list[str]:
    """The parts of a word as tokens.

    In an address, which has `//`, the name of the host and that of a file are better not parted.
    """
    if len(parts) == 1:
        return [CODE + parts[0]]
    found = [FIRST + parts[0], *(MIDDLE + part for part in parts[1:-1]), LAST + parts[-1]]
    address = host = worse = False
    for k, part in enumerate(parts):
        if worse:
            found[k] = WORSE + found[k]
        begins = part.endswith("//")
        worse = (address and part.endswith(".")) or (host and part.endswith("-"))
        host = begins or (host and worse)
        address = address or begins
    return found


def broken(token: str) -> list[str]:
    """A token that no line holds, letter by letter: words of an alphabet with hyphens, all else without."""
    signs, text = "", token
    while text[:1] in _CONTROLS and len(text) > 1:
        signs, text = signs + text[0], text[1:]
    signs = signs.replace(NARROW, "")       # its letters are those of an alphabet, and cut as such
    letters = _letters(text)
    if len(letters) < _SHORTEST or CLUSTER in signs:
        return [token]
    if not signs or HYPHENED in signs:
        found = _hyphened(text)
        if len(found) > 1:
            found[-1] = HYPHENED * (HYPHENED in signs) + found[-1]
            return [found[0], *(LETTER + part for part in found[1:])]
    kind = next((sign for sign in signs if sign in PIECES), "")
    first = {MIDDLE: MIDDLE, LAST: MIDDLE}.get(kind, FIRST)
    last = {FIRST: MIDDLE, MIDDLE: MIDDLE}.get(kind, LAST)
    return [WORSE * (WORSE in signs) + first + letters[0],
            *(WORST + MIDDLE + letter for letter in letters[1:-1]), WORST + last + letters[-1]]


def _hyphened(text: str) -> list[str]:
    """The parts of a word, with hyphens between its letters, but for the first two and the last two of each run."""
    found = [""]
    for odd, run in enumerate(_runs_of_letters(text)):
        letters = _letters(run)
        if odd % 2 and len(letters) >= _SHORTEST:
            parts = ["".join(letters[:2]), *letters[2:-2], "".join(letters[-2:])]
            found[-1] += parts[0]
            for part in parts[1:]:
                found[-1] = HYPHENED + found[-1]
                found.append(part)
        else:
            found[-1] += run
    return found
