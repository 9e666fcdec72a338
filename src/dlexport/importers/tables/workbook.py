"""An XLSX workbook -> tables, with values as the spreadsheet displays them."""

from __future__ import annotations

import datetime as dt
import io
import warnings
from typing import Any, Final

from dlexport.foreign.archive import Archive
from dlexport.foreign.budget import ForeignError
from dlexport.importers.draft import unusable
from dlexport.importers.tables.table import CELL_AT_MOST, ROWS_AT_MOST, SourceTable, TableRow
from dlexport.problems import SourceError

_COLUMNS: Final = 60
_MACROS: Final = "xl/vbaProject.bin"
_BLACK: Final = {"FF000000", "00000000", None}


def read_workbook(data: bytes, file: str) -> list[SourceTable]:
    """The visible sheets.

    Raises:
        SourceError: the file is no workbook, unpacks to too much, or openpyxl is not installed.
    """
    try:
        with Archive(data) as archive:
            members = archive.all()     # proves that all of it fits the budget
    except ForeignError as error:
        hint = "save it as .xlsx; an .xls of old is saved anew by any spreadsheet program"
        raise SourceError([unusable(file, f"cannot be read as a workbook: {error}", hint)]) from error
    parts = [part for name, part in members.items() if name.endswith((".xml", ".rels"))]
    if any(b"<!DOCTYPE" in part[:2000] or b"<!ENTITY" in part for part in parts):
        raise SourceError([unusable(file, "has XML entities, which no spreadsheet program writes")])
    try:
        import openpyxl  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SourceError([unusable(file, "needs the library openpyxl", "pip install 'dlexport[xlsx]'")]) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")     # about styles and validations that it does not support
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            tables = [_table(sheet, file, macros=_MACROS in members) for sheet in book.worksheets
                      if sheet.sheet_state == "visible"]
            hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
            if tables:
                tables[0].remarks += [(0, f"the hidden sheet “{name}” is left out") for name in hidden]
            return tables
    except SourceError:
        raise
    except Exception as error:   # strangers' files: the library raises a dozen kinds
        raise SourceError([unusable(file, f"cannot be read as a workbook: {type(error).__name__}: {error}")]) from error


def _table(sheet: Any, file: str, *, macros: bool) -> SourceTable:   # noqa: ANN401 - openpyxl's
    table = SourceTable(sheet.title, [])
    if macros:
        table.remarks.append((0, "its macros are left out"))
    if (sheet.max_row or 0) > ROWS_AT_MOST:
        raise SourceError([unusable(file, f"has more than {ROWS_AT_MOST:,} rows", "divide it")])
    if getattr(sheet, "_images", None):
        table.remarks.append((0, f"{len(sheet._images)} pictures that float above its cells are left out"))   # noqa: SLF001 - there is no other way
    if (sheet.max_column or 1) > _COLUMNS:
        table.remarks.append((0, f"its columns after the first {_COLUMNS} are left out"))
    tops = _tops(sheet)
    for number, cells in enumerate(sheet.iter_rows(max_col=min(sheet.max_column or 1, _COLUMNS)), 1):
        row = [_shown(tops.get((number, cell.column), cell), number, table) for cell in cells]
        marked = frozenset(place for place, cell in enumerate(cells) if row[place] and _is_marked(cell))
        table.rows.append(TableRow(number, row, marked))
    return table


def _tops(sheet: Any) -> dict[tuple[int, int], Any]:    # noqa: ANN401 - openpyxl's
    """(row, column) of each cell that is merged with cells above it -> the uppermost, whose value they share."""
    found: dict[tuple[int, int], Any] = {}
    for merged in sheet.merged_cells.ranges:
        if merged.min_col == merged.max_col <= _COLUMNS:
            top = sheet.cell(merged.min_row, merged.min_col)
            found |= {(row, merged.min_col): top
                      for row in range(merged.min_row + 1, min(merged.max_row, merged.min_row + ROWS_AT_MOST) + 1)}
        if len(found) > ROWS_AT_MOST:
            break
    return found


def _shown(cell: Any, number: int, table: SourceTable) -> str:   # noqa: ANN401 - openpyxl's
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float() if str(cell.number_format).endswith("%"):
            return f"{value * 100:.10g}%"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)     # noqa: PLR2004 - exact
        case dt.datetime() | dt.date() | dt.time():
            shown = value.isoformat(sep=" ") if isinstance(value, dt.datetime) else value.isoformat()
            shown = shown.removesuffix(" 00:00:00")
            table.remarks.append((number, f"the cell {cell.coordinate} is a date for Excel ({shown}): is one meant?"))
            return shown
        case _:
            return str(value).replace("_x000D_", "").replace("\r\n", "\n")[:CELL_AT_MOST]


def _is_marked(cell: Any) -> bool:   # noqa: ANN401 - openpyxl's
    """Whether a cell is bold, red or filled: some authors mark the right option so."""
    font, fill = cell.font, cell.fill
    colour = font.color.rgb if font and font.color and font.color.type == "rgb" else None
    filled = fill and fill.fill_type == "solid" and fill.fgColor.rgb not in {"00000000", "FFFFFFFF"}
    return bool(font and font.b) or (isinstance(colour, str) and colour not in _BLACK) or bool(filled)


