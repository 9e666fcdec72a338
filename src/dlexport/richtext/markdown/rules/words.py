"""A markdown-it rule for plain words: one regular expression in place of a loop over characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

WORDS: Final = re.compile(r"[^\n!$&*<=\[\\\]^_`~]+")     # all but the signs that a rule of the dialect begins with


def words(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Inline rule: read all characters up to the next one with a meaning in Markdown."""
    match = WORDS.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.pending += match.group()
    state.pos = match.end()
    return True
