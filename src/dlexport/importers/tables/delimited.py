"""CSV, TSV and Anki's text export -> a table. The separator is detected: it gives the rows equal numbers of cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import Final

from dlexport.importers.draft import unusable
from dlexport.importers.tables.table import CELL_AT_MOST, COLUMNS_AT_MOST, ROWS_AT_MOST, SourceTable, TableRow
from dlexport.problems import SourceError

_NAMED: Final = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":"}
_HEADER: Final = re.compile(r"^#([a-z][a-z ]*):(.*)$")
_OLD_TAGS: Final = re.compile(r"^tags:\s*(.*)$")
_SPECIAL: Final = {"guid column": "guid", "notetype column": "notetype", "deck column": "deck", "tags column": "tags"}
_WITHOUT_HTML: Final = (
    "Anki wrote this file without HTML: pictures and delimiters of formulas are lost in it; export it again with "
    "“Include HTML and media references”")
_SAMPLE: Final = 60         # rows by which the separator is detected
_SEPARATORS: Final = "\t,;|，"


def read_delimited(text: str, file: str) -> SourceTable:
    """The table of a text.

    Raises:
        SourceError: quotes are not closed, or there are too many rows or columns.
    """
    lines = text.split("\n")
    table = SourceTable("", [])
    separator, first = "", 0
    while first < len(lines) and (match := _HEADER.match(lines[first]) or _OLD_TAGS.match(lines[first])):
        if match.re is _OLD_TAGS:
            table.tags = tuple(match[1].split())
        else:
            separator = _setting(table, match[1], match[2].strip(), separator)
        first += 1
    anki = first > 0
    body = "\n".join(lines[first:])
    separator = separator or _found(body)
    csv.field_size_limit(CELL_AT_MOST)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=False)
    previous = 0
    try:
        for cells in reader:
            line = first + previous + 1
            previous = reader.line_num
            if anki and cells and cells[0].startswith("#") and len(cells) == 1:
                continue
            if len(cells) > COLUMNS_AT_MOST:
                what = f"has more than {COLUMNS_AT_MOST:,} columns in line {line}"
                raise SourceError([unusable(file, what, "write each question as a row of its own")])
            table.rows.append(TableRow(line, cells))
            if len(table.rows) > ROWS_AT_MOST:
                raise SourceError([unusable(file, f"has more than {ROWS_AT_MOST:,} rows", "divide it")])
    except csv.Error as error:
        raise SourceError([unusable(file, f"is no table: {error} in line {first + reader.line_num}")]) from error
    if not anki and table.rows and body.count('"') % 2 and any("\n" in cell for cell in table.rows[-1].cells):
        hint = "end it; a quotation mark that is meant is written twice in a quoted cell"
        raise SourceError([unusable(file, f"has a quotation mark without an end in line {table.rows[-1].line}", hint)])
    _ragged(table)
    return table


def _setting(table: SourceTable, name: str, value: str, separator: str) -> str:
    match name:
        case "separator":
            return _NAMED.get(value.lower(), value[:1] or "\t")
        case "html":
            table.html = value.lower() == "true"
            if not table.html:
                table.remarks.append((1, _WITHOUT_HTML))
        case "tags":
            table.tags = tuple(value.split())
        case "deck":
            table.deck = value
        case "columns":
            table.columns = next(csv.reader([value], delimiter=separator or "\t"), [])
        case _ if name in _SPECIAL and value.isdigit():
            table.special[int(value) - 1] = _SPECIAL[name]
        case _:
            pass
    return separator


def _found(body: str) -> str:
    """The separator that gives most rows the same number of cells, at least two; of several, the most cells."""
    best, chosen = (0, 0), ","
    sample = "\n".join(body.split("\n")[:_SAMPLE])
    for separator in _SEPARATORS:
        try:
            rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator) if any(row)]
        except csv.Error:
            continue
        width, count = Counter(len(row) for row in rows if len(row) > 1).most_common(1)[0] if any(
            len(row) > 1 for row in rows) else (0, 0)
        if (count, width) > best:
            best, chosen = (count, width), separator
    return chosen


def _ragged(table: SourceTable) -> None:
    """Bring all rows to the most frequent number of cells; rows with more cells are a warning."""
    widths = Counter(len(row.cells) for row in table.rows if not row.empty)
    if not widths:
        return
    first = next(row for row in table.rows if not row.empty)
    usual = max(len(table.columns), widths.most_common(1)[0][0], len(first.cells))
    for place, row in enumerate(table.rows):
        if not row.empty and len(row.cells) > usual and any(cell.strip() for cell in row.cells[usual:]):
            what = (f"this row has {len(row.cells)} cells, the table {usual} columns: "
                    f"“{row.cells[usual].strip()[:40]}” and what follows is left out")
            table.remarks.append((row.line, what))
        table.rows[place] = row._replace(cells=[*row.cells[:usual], *[""] * (usual - len(row.cells))])
