"""Callouts and tasks: what the first words of a quotation or of a list's item say about it."""

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
    """The kind of callout that a quotation is, and the tokens of its own title; both are taken out of its tokens.

    None where it is a plain quotation.
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
    """Whether the task that an item of a list is has been done; its box is taken out. None where it is no task."""
    words = _first_words(inner, _TASK)
    match = _TASK.match(words[0].content) if words else None
    if not words or match is None:
        return None
    words[0].content = words[0].content[match.end():]
    return match[1] != " "


def _first_words(inner: Sequence[Token], pattern: re.Pattern[str]) -> list[Token] | None:
    """The inline tokens of the paragraph that comes first, where it was typed so (an escaped bracket was not)."""
    if [token.type for token in inner[:2]] != ["paragraph_open", "inline"] or not pattern.match(inner[1].content):
        return None
    words = inner[1].children
    return words if words and words[0].type == "text" else None
