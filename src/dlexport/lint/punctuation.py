"""Punctuation and spaces of Chinese text (GB/T 15834-2011): half-width marks between Han, spaces beside Latin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.lint.finding import Edit, Finding
from dlexport.lint.prose import prose
from dlexport.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.source.located import Located

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"
_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
# Han on both sides, or Han before and the line's end behind
_MARK: Final = re.compile(rf"(?<=[{_HAN}])([,;:?!])(?=[{_HAN}]|[ ]*$)", re.MULTILINE)
_BRACKETS: Final = re.compile(rf"\((?=[{_HAN}])[^()\0\n]*\)|(?<=[{_HAN}])\([^()\0\n]*[{_HAN}]\)")
_SPACE: Final = re.compile(rf"(?<=[{_HAN}])[ ]+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])[ ]+(?=[{_HAN}])")
_ITEM: Final = re.compile(r"^[ ]*(?:[-*+]|\d{1,9}[.)]|[A-Za-z][.)、．]?|#{1,6}|>)?[ ]*$")


def punctuation(field: Located) -> Iterator[Finding]:
    """A finding for each half-width punctuation mark between Han, and for half-width brackets around Han."""
    text = prose(field.value)
    for mark in _MARK.finditer(text):
        yield _found(field, mark.start(), mark[1], _FULL[mark[1]])
    for pair in _BRACKETS.finditer(text):
        yield Finding(
            Problem("style-punctuation", f"half-width brackets around Chinese: {pair[0][:20]}",
                    field.span(pair.start()), "write （…）", "warning"),
            (Edit(field, pair.start(), pair.start() + 1, "（"), Edit(field, pair.end() - 1, pair.end(), "）")))


def spaces(field: Located) -> Iterator[Finding]:
    """A finding for each space between Han and Latin: outputs add that distance themselves, so it would double."""
    text = prose(field.value)
    for space in _SPACE.finditer(text):
        before = text[text.rfind("\n", 0, space.start()) + 1:space.start()]
        if not _ITEM.match(before):     # `A 甲`: a space between a list item's mark and its text stays
            yield Finding(
                Problem("style-space", f"a space between {text[space.start() - 1]} and {text[space.end()]}",
                        field.span(space.start()), "leave it out: the outputs set this distance themselves",
                        "warning"),
                (Edit(field, space.start(), space.end(), ""),))


def _found(field: Located, at: int, old: str, new: str) -> Finding:
    return Finding(Problem("style-punctuation", f"a half-width {old} between Chinese characters", field.span(at),
                           f"write {new}", "warning"), (Edit(field, at, at + 1, new),))
