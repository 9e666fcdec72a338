"""A markdown-it rule for paragraphs: full-width spaces at their ends are kept, as an indent or as room to write in.

Rows of a table that are a paragraph, since the line of dashes is missing or wrong, run together: a warning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block import paragraph as upstream

from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_BLANKS: Final = " \t\n\r\f\v"
_CELL: Final = r"(?![ \t=<>≤≥≈≠+*/·×−-]+[|｜])[^|｜\n]+[|｜]"       # no sign between the bars of absolute values
_BARS: Final = rf"[|｜](?:{_CELL}){{2,}}[ \t]*$"
_TABS: Final = r"[^\t\n]+(?:\t+[^\t\n]+)+$"
_DASHES: Final = r"[ \t]*[:：]?[-–—]+[:：]?[ \t]*"
_ROWS: Final = re.compile(     # two rows, or the line of dashes
    rf"^(?:{_BARS}\n[ \t]*{_BARS}|{_TABS}\n{_TABS}"
    rf"|[|｜](?:{_DASHES}[|｜])+[ \t]*$|{_DASHES}(?:[|｜]{_DASHES})+$)", re.MULTILINE)


def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Block rule: as markdown-it's, but only spaces and tabs are trimmed, not all that Python calls white space."""
    if not upstream(state, start, end, silent):
        return False
    inline = state.tokens[-2]
    first, last = inline.map or (start, end)
    inline.content = text = state.getLines(first, last, state.blkIndent, keepLastLF=False).strip(_BLANKS)
    if "\n" in text and ("|" in text or "｜" in text or "\t" in text) and (rows := _ROWS.search(text)):
        trace_of(state.env).note_line(
            "stray-table", "these rows look like a table and are none, so they run together",
            "write `| a | b |` for each row, and below the first row `| -- | -- |` with as many columns; or put the "
            "rows into a block of code", first + text.count("\n", 0, rows.start()), severity="warning")
    return True
