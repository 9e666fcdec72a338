"""A CSV, TSV or XLSX file, or Anki's text export -> a draft."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dlexport.importers import answers
from dlexport.importers.answered import answered, settled
from dlexport.importers.clean import cleaned
from dlexport.importers.decoding import TEXT_LIMIT, contents, decoded
from dlexport.importers.draft import Draft, DraftQuestion, Place, left_out, unusable
from dlexport.importers.html_text import markdown_of
from dlexport.importers.labels import LABEL_AT_MOST, own_labels, plain_label
from dlexport.importers.markdown.cards import cloze
from dlexport.importers.pictures import Pictures
from dlexport.importers.small_fields import SMALL, tags_of, with_small_fields
from dlexport.importers.tables.columns import LOOKED_AT, FieldColumns, columns_of, from_names
from dlexport.importers.tables.delimited import read_delimited
from dlexport.importers.tables.table import TableRow
from dlexport.importers.tables.workbook import read_workbook
from dlexport.problems import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.importers.contract import ImportOptions
    from dlexport.importers.labels import FieldName
    from dlexport.importers.tables.table import SourceTable
    from dlexport.problems import Problem

_WORKBOOK_LIMIT: Final = 64_000_000
_CLOZE: Final = re.compile(r"\{\{c\d+(?:,\d+)*::")
_NOTHING: Final = {"", "-", "—", "/", "无", "none", "n/a", "null"}
_TWO: Final = 2
_UNNAMED: Final = re.compile(r"(?:sheet|table|工作表|表)?\s*\d*", re.IGNORECASE)


class TableImporter:
    """Importer of tables with a question in each row."""

    suffixes = (".csv", ".tsv", ".xlsx", ".xlsm")
    about = "CSV, TSV, XLSX, Anki's notes as text: a question in each row"

    def read(self, path: Path, options: ImportOptions) -> Draft:
        """The draft of a file.

        Raises:
            SourceError: the file is no table, its columns are unknown, or it holds no question.
        """
        file = str(path)
        if path.name.lower().endswith((".xlsx", ".xlsm")):
            tables, remarks = read_workbook(contents(path, _WORKBOOK_LIMIT), file), []
        else:
            text, encoding = decoded(contents(path, TEXT_LIMIT), file, options.encoding)
            tables = [read_delimited(text, file)]
            told = encoding not in {"UTF-8", "UTF-8 with a mark"}
            remarks = [left_out(Place(file), f"it was read as {encoding}")] if told else []
        if options.sheet:
            tables = [table for table in tables if table.name == options.sheet]
        return _Reading(file, options, path.parent, remarks).draft(tables)


def read_tables(tables: list[SourceTable], file: str, options: ImportOptions, pictures: Pictures) -> Draft:
    """The draft of tables that were found in a document, whose pictures are `media/…` already.

    Raises:
        SourceError: no question is in them.
    """
    return _Reading(file, options, None, [], pictures).draft(tables)


class _Reading:
    """The reading of one file."""

    def __init__(
        self, file: str, options: ImportOptions, folder: Path | None, remarks: list[Problem],
        pictures: Pictures | None = None,
    ) -> None:
        self._file, self._options, self._folder = file, options, folder
        self._own = own_labels(options.labels)
        self._remarks = remarks
        self._pictures = pictures or Pictures()

    def draft(self, tables: list[SourceTable]) -> Draft:
        found: list[DraftQuestion] = []
        seen = []
        for table in tables:
            rows = [row for row in table.rows if not row.empty]
            columns = self._columns(table, rows)
            if columns is None:
                seen += [" | ".join(cell for cell in row.cells if cell.strip())[:120] for row in rows[:1]]
                if len(tables) > 1 and rows:
                    self._remark(table, 0, "it has no columns for a question and an answer, and is left out")
                continue
            for line, what in table.remarks:
                self._remark(table, line, what)
            for place in columns.others:
                self._told_column(table, columns.others[place], rows, columns, place)
            read = (self._question(table, row, columns) for row in rows[columns.header + 1:])
            found += [question for question in read if question]
        self._mapped(tables)
        if not found:
            first = f"; its first row is: {seen[0]}" if seen else ""
            raise SourceError([unusable(
                self._file, f"has no row with a question and an answer that could be told apart{first}",
                "name the columns: --map prompt=COLUMN,answer=COLUMN")])
        return Draft(tuple(found), media=self._pictures.found, remarks=tuple(self._remarks))

    def _mapped(self, tables: list[SourceTable]) -> None:
        """Check that each column of `--map` is in one of the tables.

        Raises:
            SourceError: one is in none.
        """
        seen = [cell for table in tables for cells in (table.columns, *(row.cells for row in table.rows[:LOOKED_AT]))
                for cell in cells]
        named = {plain_label(cell) for cell in seen}
        widest = max((len(row.cells) for table in tables for row in table.rows), default=0)
        for column in self._options.mapping.values():
            if plain_label(column) not in named and not (column.isdigit() and 0 < int(column) <= widest):
                near = difflib.get_close_matches(column, [cell.strip()[:LABEL_AT_MOST] for cell in seen[:1000]], 1)
                hint = f"did you mean `{near[0]}`?" if near else "name a column by its header, or by its number from 1"
                raise SourceError([unusable(self._file, f"has no column “{column}”", hint)])

    def _columns(self, table: SourceTable, rows: list[TableRow]) -> FieldColumns | None:
        if table.columns:
            header = TableRow(0, table.columns)
            named = columns_of([header], self._options.mapping, self._own) or from_names(table.columns, self._own)
            named.header = -1
            return named if "prompt" in named.fields or "title" in named.fields else None
        columns = columns_of(rows, self._options.mapping, self._own)
        if columns is None and not self._options.mapping and rows:
            columns = _sides(table, rows)
        return columns

    def _question(self, table: SourceTable, row: TableRow, columns: FieldColumns) -> DraftQuestion | None:
        def text(name: FieldName) -> str:
            place = columns.fields.get(name)
            return self._text(table, row, row.cells[place]) if place is not None and place < len(row.cells) else ""

        asked = text("prompt") or text("title")
        place = Place(self._file, row.line, f"{table.name} row {row.line}".strip() if table.name else "")
        topic = text("topic")
        tags = [*table.tags, *tags_of(text("tags"))]
        deck = table.deck
        guid = ""
        for index, what in table.special.items():
            value = row.cells[index].strip() if index < len(row.cells) else ""
            deck = value if what == "deck" and value else deck
            guid = value if what == "guid" else guid
            tags += value.split() if what == "tags" else []
        if deck and not topic:
            topic = deck.split("::")[-1]
        topic = topic or ("" if _UNNAMED.fullmatch(table.name) else table.name)
        if not table.special:
            first, *others = re.split(r"[;；]", topic) if topic else [""]
            topic, tags = first.strip(), [*tags, *(re.sub(r"\s+", "-", one.strip()) for one in others)]
        if not asked:
            self._remark(table, row.line, "this row has no question and is left out")
            return None
        kind = answers.kind_of(text("kind")) or answers.kind_of(table.name)
        if _CLOZE.search(asked):
            made = cloze(asked, place, topic, tuple(tags))
            return replace(made, guid=guid, key=guid or made.key, analysis=text("answer") or text("analysis"))
        title = text("title") if "prompt" in columns.fields else ""
        question = DraftQuestion(
            title, place, key=guid or asked, topic=topic, prompt=asked, analysis=_some(text("analysis")),
            tags=tuple(tags), guid=guid)
        small: dict[FieldName, str] = {name: text(name) for name in SMALL if name != "tags"}
        question = with_small_fields(question, small, lambda what: self._remark(table, row.line, what))
        answer = _some(text("answer"))
        if not answer and columns.answers:
            answer = "|".join(cell for index in columns.answers if (cell := row.cells[index].strip()))
        options = self._options_of(table, row, columns)
        if kind == "truefalse" or (not answers.letters(answer) and answers.truth(answer) is not None
                                   and [answers.truth(one) for one in options] == [True, False]):
            question = self._judged(question, options, answer)
        else:
            marked = [place for place, index in enumerate(columns.options[:len(options)]) if index in row.marked]
            ticked = marked if not answer and 0 < len(marked) < len(options) else []
            question = answered(question, options if kind != "blank" else [], answer, kind, ticked)
        if not question.answered:
            self._remark(table, row.line, f"“{asked[:40]}” is left out: it has no answer")
            return None
        return settled(question)

    def _judged(self, question: DraftQuestion, options: list[str], answer: str) -> DraftQuestion:
        places = answers.letters(answer) if len(options) == _TWO else None
        said = options[places[0]] if places and places[0] < len(options) else answer
        judged = answers.truth(said, sure=True)
        return question if judged is None else replace(question, true_false=judged)

    def _options_of(self, table: SourceTable, row: TableRow, columns: FieldColumns) -> list[str]:
        """The options of a row, from several columns or from one cell."""
        if columns.options:
            cells = [self._text(table, row, row.cells[index]) for index in columns.options if index < len(row.cells)]
            while cells and not cells[-1]:
                cells.pop()
            return [re.sub(rf"^{chr(ord('A') + place)}[.、．)）]\s*", "", cell, flags=re.IGNORECASE)
                    for place, cell in enumerate(cells)]
        place = columns.fields.get("options")
        if place is None or not row.cells[place].strip():
            return []
        typed = self._text(table, row, row.cells[place])
        listed = answers.options_in(re.sub(r"\\\n", "\n", typed).split("\n"))
        if listed:
            return listed[1]
        return [one.strip() for one in re.split(r"###|[|｜；;\n]", typed) if one.strip()]

    def _text(self, table: SourceTable, row: TableRow, cell: str) -> str:
        def told(what: str, hint: str = "") -> None:
            self._remark(table, row.line, what, hint)

        if table.html:
            return markdown_of(cell, None, told)
        return cleaned(cell.strip(), self._folder, self._pictures, told, gaps=True)

    def _told_column(
        self, table: SourceTable, name: str, rows: list[TableRow], columns: FieldColumns, place: int,
    ) -> None:
        filled = sum(bool(row.cells[place].strip()) for row in rows[columns.header + 1:] if place < len(row.cells))
        if filled and place not in table.special:
            self._remark(table, rows[columns.header].line if columns.header >= 0 else 0,
                         f"the column “{name}” is left out ({filled} cells)", "--map FIELD=COLUMN takes it")

    def _remark(self, table: SourceTable, line: int, what: str, hint: str = "") -> None:
        record = f"{table.name} row {line}" if table.name and line else table.name
        self._remarks.append(left_out(Place(self._file, line, record), what, hint))


def _sides(table: SourceTable, rows: list[TableRow]) -> FieldColumns | None:
    """Columns for a table without a header: two columns, or the first two of Anki's text export, are front and back."""
    free = [place for place in range(len(rows[0].cells)) if place not in table.special]
    if len(free) < _TWO or (len(free) > _TWO and not table.special):
        return None
    return FieldColumns({"prompt": free[0], "answer": free[1]}, header=-1,
                   others={place: f"column {place + 1}" for place in free[2:]})


def _some(text: str) -> str:
    return "" if text.strip().casefold() in _NOTHING - {"无"} else text
