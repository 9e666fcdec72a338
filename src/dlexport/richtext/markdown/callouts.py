"""Callouts and tasks: recognised by the first words of a quotation (`[!NOTE]`) or of a list item (`[x]`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

    from dlexport.labels import CalloutKind

# GitHub's five, and Obsidian's names for what comes near them
_KINDS: Final[Mapping[str, CalloutKind]] = {
    "note": "note", "info": "note", "abstract": "note", "summary": "note", "tldr": "note", "todo": "note",
    "example": "note", "question": "note", "help": "note", "faq": "note", "quote": "note", "cite": "note",
    "tip": "tip", "hint": "tip", "success": "tip", "check": "tip", "done": "tip", "important": "important",
    "warning": "warning", "attention": "warning", "caution": "caution", "danger": "caution", "error": "caution",
    "failure": "caution", "fail": "caution", "missing": "caution", "bug": "caution",
}
_CALLOUT: Final = re.compile(r"\[!([A-Za-z]+)\][+-]?(?=[ \t\n]|\Z)[ \t]*")
_TASK: Final = re.compile(r"\[([ xX])\](?:[ \t]+(?=\S)|[ \t]+\Z)")


def callout(inner: list[Token]) -> tuple[CalloutKind, list[Token]] | None:
    """The kind of a callout and the tokens of its title; None for a plain quotation.

    Args:
        inner: the quotation's tokens; the mark and the title are removed from them.
    """
    words = _first_words(inner, _CALLOUT)
    match = _CALLOUT.match(words[0].content) if words else None
    kind = _KINDS.get(match[1].lower()) if match else None
    if not words or match is None or kind is None:
        return None
    words[0].content = words[0].content[match.end():]
    end = next((k for k, token in enumerate(words) if token.type in {"softbreak", "hardbreak"}), len(words))
    title, rest = [token for token in words[:end] if token.type != "text" or token.content], words[end + 1:]
    if rest:
        inner[1].children = rest
    else:
        del inner[:3]
    return kind, title


def task(inner: Sequence[Token]) -> bool | None:
    """Whether a task is done; None for a list item that is no task. The box is removed from the item's tokens."""
    words = _first_words(inner, _TASK)
    match = _TASK.match(words[0].content) if words else None
    if not words or match is None:
        return None
    words[0].content = words[0].content[match.end():]
    return match[1] != " "


def _first_words(inner: Sequence[Token], pattern: re.Pattern[str]) -> list[Token] | None:
    """Tokens of the first paragraph if its source text matches `pattern` (an escaped bracket does not); else None."""
    if [token.type for token in inner[:2]] != ["paragraph_open", "inline"] or not pattern.match(inner[1].content):
        return None
    words = inner[1].children
    return words if words and words[0].type == "text" else None
