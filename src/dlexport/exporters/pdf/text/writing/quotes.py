"""Quotation marks and apostrophes in a Chinese paragraph that belong to Western text, and are to be set as there.

A pair is Western if all in it is, and what stands before and after the pair: “Yes,” she said. An apostrophe is a
closing mark that no opening one waits for, beside a Western letter or digit: ’90s.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from dlexport.exporters.pdf.text.classes import WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKS: Final = "‘’“”"
_STAND_INS: Final = "\ufdd0\ufdd1\ufdd2\ufdd3"     # no characters: no text has them (Unicode Standard, 23.7)
_TO_STAND_INS: Final = dict(zip(_MARKS, _STAND_INS, strict=True))
BACK: Final = str.maketrans(_STAND_INS, _MARKS)
is_stood_in: Final = re.compile(f"[{_STAND_INS}]").search
_has_marks: Final = re.compile(f"[{_MARKS}]").search
_is_western: Final = re.compile(r"[0-9A-Za-z\u00c0-\u024f\u0370-\u052f]").match
_CLOSES: Final = {"‘": "’", "“": "”"}


def western_marks(texts: Sequence[str]) -> list[str]:
    """The texts of a paragraph's runs, with stand-ins, one for one, for the marks that are Western."""
    whole = "".join(texts)
    if _has_marks(whole) is None:
        return list(texts)
    signs = list(whole)
    for at in _western(whole):
        signs[at] = _TO_STAND_INS[signs[at]]
    whole, found, start = "".join(signs), [], 0
    for text in texts:
        found.append(whole[start:start + len(text)])
        start += len(text)
    return found


def _western(text: str) -> Iterator[int]:
    """The places of those marks."""
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign in _CLOSES:
            opened.append(at)
        elif sign in "’”" and opened and _CLOSES[text[opened[-1]]] == sign and not (
                sign == "’" and _is_inside_word(text, at)):
            first = opened.pop()
            before, after = text[:first].rstrip()[-1:], text[at + 1:].lstrip()[:1]
            outside = before + after
            has_wide = _wide().search
            if outside and not has_wide(outside) and not has_wide(text, first + 1, at) and (
                    before or after).strip(_MARKS):
                yield from (first, at)
        elif sign == "’" and (_is_western(text, at + 1) or (_is_western(text, at - 1) if at else None)):
            yield at


@cache
def _wide() -> re.Pattern[str]:
    """A character that is no Western text; compiled when a mark first asks, as it takes milliseconds."""
    return re.compile(f"[{WIDE}…—]")


def _is_inside_word(text: str, at: int) -> bool:
    return bool(at and _is_western(text, at - 1) and _is_western(text, at + 1))
