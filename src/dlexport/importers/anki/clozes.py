"""Clozes: the hidden text of `{{c1::text::hint}}` becomes the strong text of a key point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.importers.draft import DraftPoint
from dlexport.importers.html_text import BLANK_CLOSES, BLANK_OPENS

if TYPE_CHECKING:
    from collections.abc import Callable

_INNERMOST: Final = re.compile(r"\{\{c(\d+(?:,\d+)*)::((?:(?!\{\{c\d|\}\}).)*?)\}\}", re.DOTALL)
_BLANK: Final = re.compile(f"{BLANK_OPENS}([^{BLANK_OPENS}{BLANK_CLOSES}]*+){BLANK_CLOSES}")
_HINT_OPENS, _HINT_CLOSES = "\ue0f6", "\ue0f7"     # private use: mark the hint of a hidden text during conversion
_HINT: Final = re.compile(f"{_HINT_OPENS}([^{_HINT_OPENS}{_HINT_CLOSES}]*+){_HINT_CLOSES}")
_BOLD: Final = re.compile(r"(?<!\\)\*\*|(?<!\\)__(?!_)")
_ITEM: Final = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+")
_DEPTH: Final = 30      # clozes inside each other; what is deeper stays as typed
_BLOCK: Final = re.compile(r"```|^[ \t]*+\||^\$\$", re.MULTILINE)


def has_cloze(html: str) -> bool:
    """Whether a field has a cloze."""
    return _INNERMOST.search(html) is not None


def marked(html: str) -> str:
    """The field with private marks around the hidden texts of its clozes and their hints; of nested ones, the outer."""
    def sign(match: re.Match[str]) -> str:
        hidden, _, hint = match[2].partition("::")
        bare = shown(hidden)
        words = re.sub(r"<[^<>]*+>|[{}]", "", shown(hint)).strip()
        told = f"{_HINT_OPENS}{words}{_HINT_CLOSES}" if words else ""
        return f"{BLANK_OPENS}{bare}{BLANK_CLOSES}{told}" if bare.strip() else ""

    for _ in range(_DEPTH):
        before, html = html, _INNERMOST.sub(sign, html)
        if before == html:
            break
    return html


def shown(text: str) -> str:
    """The text with its hidden parts shown, without the marks."""
    return _HINT.sub("", text).replace(BLANK_OPENS, "").replace(BLANK_CLOSES, "")


def asked(text: str) -> str:
    """The text with a blank line to fill in (`____`) for each hidden part."""
    return shown(_BLANK.sub("____", text))


def points(text: str, remark: Callable[[str], None]) -> list[DraftPoint]:
    """A key point for each paragraph or list item with a hidden part."""
    found = []
    for block in re.split(r"\n\s*\n", text):
        if BLANK_OPENS not in block:
            continue
        if _BLOCK.search(shown(block)):
            remark("a cloze inside of code, a table or a displayed formula is no key point: its text is shown whole")
            continue
        rows = block.split("\n") if any(_ITEM.match(shown(row)) for row in block.split("\n")) else [block]
        found += [DraftPoint(_sentence(row)) for row in rows if _BLANK.search(row)]
    return found


def _sentence(row: str) -> str:
    row = " ".join(re.sub(r"\\(?=\n)|<br>", " ", row).split())
    row = _ITEM.sub("", _BOLD.sub("", row)) if not row.startswith(BLANK_OPENS) else _BOLD.sub("", row)
    row = re.sub(f"^#+ +|^{BLANK_OPENS}(?=#)", "", row)
    row = _BLANK.sub(lambda match: f"**{match[1].strip()}**" if match[1].strip() else "", row)
    return shown(_HINT.sub(r"{\1}", row))
