"""The cells of a table in the structure of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.drawing.element import StructureElement

if TYPE_CHECKING:
    from dlexport.richtext.nodes import Table


def is_head(table: Table, row: int, column: int) -> bool:
    """Whether a cell heads its column, or its row; the head of the table is row 0."""
    return row == 0 or (table.header_column and column == 0)


def cells_of_row(whole: StructureElement, table: Table, row: int) -> tuple[StructureElement, ...]:
    """The cells of a new row of the table, the empty ones too."""
    line = StructureElement("TR", whole)
    line.own = tuple(StructureElement(("TH-Row" if row else "TH") if is_head(table, row, column) else "TD", line)
                     for column in range(len(table.alignments)))
    return line.own
