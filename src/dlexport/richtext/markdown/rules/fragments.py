"""Markdown-it's rule that joins neighbouring texts, as `fragments_join`, without building each longer text anew.

Its own takes the square of their number in memory: 60,000 stars in a row took 1.5 GB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline


def fragments(state: StateInline) -> None:
    """Join texts that stand side by side, and give each token its level."""
    level, kept = 0, 0
    tokens = state.tokens
    pieces: list[str] = []
    for place, token in enumerate(tokens):
        level -= token.nesting < 0
        token.level = level
        level += token.nesting > 0
        if token.type == "text":
            pieces.append(token.content)
            if place + 1 < len(tokens) and tokens[place + 1].type == "text":
                continue
            token.content = "".join(pieces)
        pieces.clear()
        tokens[kept] = token
        kept += 1
    del tokens[kept:]
