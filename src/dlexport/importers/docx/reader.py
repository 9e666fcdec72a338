"""A Word document -> a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from dlexport.importers.decoding import contents
from dlexport.importers.docx.document import DocumentReader, WordParagraph
from dlexport.importers.docx.package import opened
from dlexport.importers.docx.writing import PaperWriter, text_of
from dlexport.importers.draft import Draft, Place, left_out, unusable
from dlexport.importers.labels import own_labels
from dlexport.importers.markdown.reader import read_text
from dlexport.importers.pictures import Pictures
from dlexport.importers.tables.columns import columns_of
from dlexport.importers.tables.reader import read_tables
from dlexport.importers.tables.table import SourceTable, TableRow
from dlexport.problems import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dlexport.importers.contract import ImportOptions
    from dlexport.importers.docx.document import WordBlock
    from dlexport.importers.draft import DraftQuestion
    from dlexport.importers.labels import FieldName
    from dlexport.problems import Problem

_LIMIT: Final = 256_000_000
_QUOTED: Final = 24
_LINE: Final = re.compile(r"(?<=the first is in )line (\d+)$")
_NUMBER: Final = re.compile(r"^ (?=\d+[.)] )", re.MULTILINE)


class WordImporter:
    """Reads Word documents."""

    suffixes = (".docx", ".docm")
    about = "Word: question papers, headings, tables of questions"

    def read(self, path: Path, options: ImportOptions) -> Draft:
        """The draft of a file.

        Raises:
            SourceError: it is no document, one with macros or parts elsewhere, or no question is in it.
        """
        file = str(path)
        package = opened(contents(path, _LIMIT), file)
        reading = _Reading(file, options)
        try:
            blocks = DocumentReader(package, reading.pictures, reading.remark).read()
            return reading.draft(blocks)
        except RecursionError:
            raise SourceError([unusable(file, "has parts in parts, deeper than any word processor makes")]) from None


@dataclass(slots=True)
class _Reading:
    """One document on its way."""

    file: str
    options: ImportOptions
    pictures: Pictures = field(default_factory=Pictures)
    _told: list[tuple[int, str, str]] = field(default_factory=list)
    _tables: list[SourceTable] = field(default_factory=list)
    _own: Mapping[str, FieldName] = field(default_factory=dict)

    def remark(self, number: int, what: str, hint: str) -> None:
        """Something that could not be carried, in a paragraph."""
        if (number, what, hint) not in self._told:
            self._told.append((number, what, hint))

    def draft(self, blocks: Sequence[WordBlock]) -> Draft:
        self._own = own_labels(self.options.labels)
        writer = PaperWriter(self._take, self._own)
        text, numbers = text_of(writer.write(blocks))
        words = {block.number: block.plain for block in blocks if isinstance(block, WordParagraph)}
        if writer.coloured:
            self.remark(0, f"the colour of {writer.coloured} stretches of text is left out", "")
        drafts = []
        if self._tables:
            drafts.append(read_tables(self._tables, self.file, self.options, self.pictures))
        try:
            drafts.append(self._placed(read_text(text, self.file, self.options, None, self.pictures), numbers, words))
        except SourceError as error:
            if not drafts:
                hint = "questions are headings, numbered paragraphs or rows of a table; see docs/importing.md"
                raise SourceError([replace(problem, hint=hint) for problem in error.problems]) from None
        told = [left_out(self._place(number, words), what, hint) for number, what, hint in self._told]
        questions = [question for draft in reversed(drafts) for question in draft.questions]
        return replace(
            drafts[-1], questions=tuple(questions), media=self.pictures.found,
            remarks=(*told, *(remark for draft in drafts for remark in draft.remarks)))

    def _take(self, cells: list[list[str]]) -> bool:
        """A table, if its header says that it is one of questions."""
        rows = [TableRow(line, row) for line, row in enumerate(cells, 1)]
        columns = columns_of(rows, self.options.mapping, self._own)
        fields = columns.fields if columns else {}
        if columns is None or not ({"prompt", "title"} & set(fields)) or not (
                "answer" in fields or columns.options or columns.answers):
            return False
        self._tables.append(SourceTable(f"table {len(self._tables) + 1}", rows))
        return True

    def _placed(self, draft: Draft, numbers: list[int], words: Mapping[int, str]) -> Draft:
        """The draft with positions given as paragraphs instead of lines, as a reader of Word sees no line numbers."""
        def paragraph(line: int) -> int:
            return numbers[min(max(line, 1), len(numbers)) - 1] if numbers else 0

        def question(one: DraftQuestion) -> DraftQuestion:
            return replace(
                one, place=self._place(paragraph(one.place.line), words), prompt=_NUMBER.sub("", one.prompt),
                answer=_NUMBER.sub("", one.answer), analysis=_NUMBER.sub("", one.analysis),
                sections=tuple((title, _NUMBER.sub("", text)) for title, text in one.sections))

        def remark(one: Problem) -> Problem:
            place = self._place(paragraph(one.span.line) if one.span else 0, words)
            what = _LINE.sub(lambda match: f"paragraph {paragraph(int(match[1]))}", one.message)
            return left_out(place, what, one.hint)

        return replace(
            draft, questions=tuple(map(question, draft.questions)), remarks=tuple(map(remark, draft.remarks)))

    def _place(self, number: int, words: Mapping[int, str]) -> Place:
        if not number:
            return Place(self.file)
        text = " ".join(words.get(number, "").replace("\ufffc", "").split())
        quoted = f" “{text[:_QUOTED]}{'…' if len(text) > _QUOTED else ''}”" if text else ""
        return Place(self.file, 0, f"paragraph {number}{quoted}")
