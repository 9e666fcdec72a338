"""A markdown-it rule for tables: it records the position of each cell and drops no cell silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.rules_block.table import table as upstream

from dlexport.richtext.markdown.limits import CELLS, LimitError
from dlexport.richtext.markdown.places import CELL
from dlexport.richtext.markdown.rules.table_caption import above, begins, caption, put
from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Block rule: as markdown-it's, with cells' positions and a caption; a cell past the last column is a problem."""
    if silent or not upstream(state, start, end, True):  # noqa: FBT003 – markdown-it's signature
        return silent and upstream(state, start, end, True)  # noqa: FBT003 – as above
    whole, end = end, _end(state, start, end)       # looks far ahead, so only where there is a table
    _count_cells(state, start, end)
    titled = above(state)
    first = len(state.tokens)
    if not upstream(state, start, end, silent):
        return False
    row: list[Token] = []
    for token in state.tokens[first:]:
        if token.type == "inline":
            row.append(token)
        elif token.type == "tr_close":
            _place(state, row)
            row = []
    columns = sum(token.type == "th_open" for token in state.tokens[first:])
    if titled:
        put(state, *titled, columns)
    else:
        caption(state, state.line, whole, columns)
    return True


def _end(state: StateBlock, start: int, end: int) -> int:
    """The line where the table ends: an empty one, or a caption right below; a line with a `|` in it is a row."""
    return next((line for line in range(start + 2, end) if state.isEmpty(line) or (
        begins(state, line) and "|" not in state.src[state.bMarks[line]:state.eMarks[line]])), end)


def _count_cells(state: StateBlock, start: int, end: int) -> None:
    """Count cells before they are made, as each short row is filled up to the head's width.

    Raises:
        LimitError: more than `CELLS` in the field's tables.
    """
    last = start + 2
    while last < end and not state.isEmpty(last):
        last += 1
    trace = trace_of(state.env)
    trace.cells += state.src.count("|", state.bMarks[start], state.eMarks[start]) * (last - start - 1)
    if trace.cells > CELLS:
        raise LimitError("text-limit", f"the tables of this field have more than {CELLS:,} cells",
                         "split the table, and the question", start)


def _place(state: StateBlock, row: list[Token]) -> None:
    line = (row[0].map or [0])[0]
    # In a quote or list the parser's line start (`bMarks`, `tShift`) is past the signs in front of the row.
    begin = state.bMarks[line] + state.tShift[line]
    line_start = state.src.rfind("\n", 0, begin) + 1
    cells = list(_cells(state.src[begin:state.eMarks[line]], begin - line_start))
    for token, (column, _) in zip(row, cells, strict=False):
        token.meta[CELL] = (line, column)
    trace = trace_of(state.env)
    for column, text in cells[len(row):]:
        if text:
            trace.note_offset(
                "table-row", f"this cell has no column, so it is left out: the head of the table has {len(row)}",
                "write a `|` that is no border as `\\|`, also in formulas and code; or widen the head",
                trace.places.starts[line] + column, length=len(text), severity="warning")


def _cells(text: str, column: int) -> Iterator[tuple[int, str]]:
    """Column (index in the row) and raw text of each cell of a row; the outer `|` are left out."""
    text = text.rstrip()
    first = 0
    if text.startswith("|"):
        first = 1
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    index = first
    while index <= len(text):
        if index == len(text) or (text[index] == "|" and text[index - 1:index] != "\\"):
            cell = text[first:index]
            yield column + first + len(cell) - len(cell.lstrip()), cell.strip()
            first = index + 1
        index += 1
