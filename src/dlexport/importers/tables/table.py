"""A table as read: rows of cells with their line numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

ROWS_AT_MOST = 100_000
COLUMNS_AT_MOST = 16_384    # as in Excel
CELL_AT_MOST = 100_000      # characters


class TableRow(NamedTuple):
    """A row: its line (in a workbook, its number), its cells, and indices of cells marked by bold or colour."""

    line: int
    cells: list[str]
    marked: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether all cells are empty."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(slots=True)
class SourceTable:
    """A table: a sheet of a workbook, or a file.

    Attributes:
        name: of the sheet; empty for a file of one table.
        rows: its rows.
        html: whether its cells are HTML.
        columns: names of columns, if the file gives them apart from its rows.
        special: column -> Anki's use of it: guid, notetype, deck, tags.
        tags: tags of every row.
        deck: deck of every row.
        remarks: (line, text) of warnings.
    """

    name: str
    rows: list[TableRow]
    html: bool = False
    columns: list[str] = field(default_factory=list)
    special: dict[int, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    deck: str = ""
    remarks: list[tuple[int, str]] = field(default_factory=list)
