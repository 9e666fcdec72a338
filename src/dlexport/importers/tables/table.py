"""A table as read: rows of cells that know their lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

ROWS_AT_MOST = 100_000
CELL_AT_MOST = 100_000      # characters


class TableRow(NamedTuple):
    """A row: its line (of a workbook, its number), its cells, places of cells that are marked by bold or colour."""

    line: int
    cells: list[str]
    marked: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(slots=True)
class SourceTable:
    """A sheet, or a file.

    Attributes:
        name: of the sheet; empty for a file of one table.
        html: whether its cells are HTML.
        columns: names of columns where the file gives them apart from its rows.
        special: column -> what Anki keeps in it: guid, notetype, deck, tags.
        tags: for every row.
        deck: for every row.
    """

    name: str
    rows: list[TableRow]
    html: bool = False
    columns: list[str] = field(default_factory=list)
    special: dict[int, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    deck: str = ""
    remarks: list[tuple[int, str]] = field(default_factory=list)
