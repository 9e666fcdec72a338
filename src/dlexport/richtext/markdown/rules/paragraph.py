"""A markdown-it rule for paragraphs: full-width spaces at their ends are kept, as an indent or as room to write in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_block import paragraph as upstream

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_BLANKS = " \t\n\r\f\v"


def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Block rule: as markdown-it's, but only spaces and tabs are trimmed, not all that Python calls white space."""
    if not upstream(state, start, end, silent):
        return False
    inline = state.tokens[-2]
    first, last = inline.map or (start, end)
    inline.content = state.getLines(first, last, state.blkIndent, keepLastLF=False).strip(_BLANKS)
    return True
