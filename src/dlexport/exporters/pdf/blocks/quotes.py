"""Straight quotation marks, apostrophes and double hyphens of English text, marked to be drawn as printers set them.

What is drawn is copied as it was typed.
"""

from __future__ import annotations

import re
from typing import Final

from dlexport.exporters.pdf.text.tokens import (
    APOSTROPHE,
    CLOSING_QUOTE,
    EM_DASH,
    EN_DASH,
    OPENING_QUOTE,
    OPENING_SINGLE,
)

_MARKS: Final = re.compile(r"\"|'|(?<![-\w])---?(?![-\w])|(?<=\w)---?(?=\w)")
_HAN: Final = re.compile("[\u3000-\u9fff]")
_OPENS_AFTER: Final = " \u00a0\t\n([{“‘—–/-"
_SHORT: Final = re.compile(r"(?<![0-9])[0-9]{1,2}\Z")       # 6'2": feet, inches, minutes
_NO_OPENING: Final = re.compile(r"'(?:[0-9]|(?:tis|twas|em|til|cause|n)\b)", re.IGNORECASE)


def typographic(text: str, before: str = "") -> str:
    """The text with its marks; `before` is what stands before it in its paragraph, if anything."""
    if not _MARKS.search(text) or _HAN.search(text):
        return text
    parts, done = list[str](), 0
    for found in _MARKS.finditer(text):
        parts.append(text[done:found.start()])
        done = found.end()
        so_far = text[:found.start()] or before
        parts.append(_mark(found[0], so_far, text[found.start():]))
    return "".join([*parts, text[done:]])


def _mark(typed: str, before: str, rest: str) -> str:
    if typed[0] == "-":
        spaced = not before or before[-1].isspace()
        closed = bool(before) and before[-1].isalnum()
        if not ((spaced and rest[len(typed):][:1] in {" ", ""}) or closed):
            return typed
        return EN_DASH if len(typed) == 2 else EM_DASH      # noqa: PLR2004 - hyphens
    opens = not before or before[-1] in _OPENS_AFTER
    if not opens and _SHORT.search(before) and not rest[1:2].isalpha():
        return typed
    if typed == '"':
        return OPENING_QUOTE if opens else CLOSING_QUOTE
    return OPENING_SINGLE if opens and not _NO_OPENING.match(rest) else APOSTROPHE
