"""The head of a paper (title, fields for the candidate, instructions) and the headings of its sections."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.blocks import BlockSetter
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.link_notes import with_link_notes
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.book.headings import heading_lines
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.pages.strips import Put, Skip, Strip, bound, named, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.quiz.grid import WordGrid
from dlexport.exporters.pdf.quiz.style import MM
from dlexport.exporters.pdf.quiz.words import numeral
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.richtext.nodes import EMPTY, Image, Text
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.book.book import Book
    from dlexport.book.papers import Papers, PaperSection, PaperVersion
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.quiz.style import QuizStyle
    from dlexport.exporters.pdf.quiz.words import ExamWords
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.problems import Span
    from dlexport.richtext.nodes import Inline
    from dlexport.source.located import Located

_BOLD, _MEDIUM = 600, 500
_FIELD_GAP = 4.0
_FIELD = 15 * MM        # to write on, as much wider as handwriting is larger: what shares are to leave
_FIELDS_APART = 0.6     # em: where they leave less


class HeadSetter:
    """Typesetter of the head and the headings of one paper."""

    def __init__(self, book: Book, press: Press, style: QuizStyle, words: ExamWords) -> None:
        self._book, self._press, self._style, self._words = book, press, style, words
        self._measure = style.theme.measure

    def head(self, papers: Papers, version: PaperVersion, *, grader: bool, place: str) -> list[Item]:
        """Title, subject, numbers of questions and points, fields, grader's table, instructions."""
        exam, style, body = papers.exam, self._style, self._style.theme.body
        title = exam.title if exam and exam.title else self._book.bank.title
        mark = [Text(self._words.version.format(name=version.name))] if version.name else []
        items = self._centred((*title.children, *mark), style.title, _BOLD, title.source, role="H1")
        if exam and exam.subject:
            items += self._centred((Text(exam.subject),), style.subject, _MEDIUM, None)
        items += [Skip(body.leading * 0.2), *self._centred((Text(self._info(papers, version)),), body.size, 400, None)]
        items += [Skip(body.leading * 0.5), self._fields()]
        if grader:
            items += [Skip(body.leading * 0.7), self._grader(version)]
        if exam and exam.instructions.blocks:
            items += [Skip(body.leading * 0.6), *self._notes(papers)]
        return named(bound(items), place)

    def text(self, papers: Papers, version: PaperVersion, *, grader: bool) -> list[str]:
        """The values on which the head depends."""
        exam, media = papers.exam, self._book.bank.media
        title = exam.title if exam and exam.title else self._book.bank.title
        notes = exam.instructions if exam else EMPTY
        pictures = [media[node.path].sha256 for node in walk(notes.blocks) if isinstance(node, Image)]
        return [title.source.value, version.name, exam.subject if exam else "", self._info(papers, version),
                notes.source.value, *pictures, repr((grader, len(version.sections)))]

    def section(self, section: PaperSection, number: int, *, alone: bool, place: str) -> list[Item]:
        """The heading of a section: its kind, number of questions, points and task."""
        words, body = self._words, self._style.theme.body
        count, total, each = len(section.tasks), section.points, section.each
        values = {"count": words.questions.of(count), "points": words.points.of(total or 0),
                  "each": words.points.of(each or 0)}
        pattern = words.plain if total is None else words.some if each is None or count == 1 else words.each
        name = words.choice if alone and section.kind == "single" else words.kinds[section.kind]
        heading = words.heading.format(numeral=numeral(number), number=number, kind=name, sum=pattern.format(**values))
        lines = self._heading_and_task(heading, words.tasks[section.kind])
        strips = text_strips(lines, 0.0, self._style.section, body.leading)
        return named(bound(tagged(strips, StructureElement("H2"))), place)

    def _heading_and_task(self, heading: str, task: str) -> list[SetLine]:
        """The lines of a heading and the task: on one, or on one each, or else as they come."""
        setter, measure = InlineSetter(self._press, None, self._measure), self._measure
        strong, voice = Voice(self._style.section, Look("hei", _BOLD)), Voice(self._style.theme.body.size)
        first, second = setter.text(heading, strong), setter.text(task, voice)
        both = setter.run_in((Text(f"{heading} "),), strong, (Text(task),), voice) if task else [first]
        lines = [line for paragraph in both for line in heading_lines(paragraph, measure, self._press.words)]
        apart = [paragraph for paragraph in (first, second) if paragraph.natural_width() <= measure]
        if task and len(lines) == len(apart) == 2:      # noqa: PLR2004 - one each
            return [line for paragraph in apart for line in paragraph.lines(measure, ragged=True)]
        return lines

    def _info(self, papers: Papers, version: PaperVersion) -> str:
        words, exam = self._words, papers.exam
        parts = [words.info.format(count=words.questions.of(len(list(version.tasks()))))]
        if papers.points is not None:
            parts.append(words.full.format(points=words.points.of(papers.points)))
        if exam and exam.duration is not None:
            parts.append(words.time.format(minutes=words.minutes.of(exam.duration)))
        return words.gap.join(parts)

    def _centred(self, nodes: Sequence[Inline], size: float, weight: int, where: Located | Span | None,
                 role: str = "P") -> list[Item]:
        setter = InlineSetter(self._press, where, self._measure)
        items: list[Item] = []
        for paragraph in setter.paragraphs(nodes, Voice(size, Look("hei", weight))):
            for line in heading_lines(paragraph, self._measure, self._press.words):
                items += text_strips([line], (self._measure - line.width) / 2, size, size * 1.5)
        return tagged(items, StructureElement(role))

    def _fields(self) -> Strip:
        """The fields that the candidate fills in, each on a line of its share of the measure.

        Where a share leaves too little to write on, as in large print, names and gaps are taken off before sharing.
        """
        shares, size = self._words.fields, self._style.theme.body.size
        words = [InlineSetter(self._press, None, self._measure).label(label, Voice(size)) for label in shares]
        total, gaps = sum(shares.values()), len(shares) - 1
        gap = self._measure * (1 - total) / gaps
        wires = [share * self._measure - word.width - _FIELD_GAP
                 for word, share in zip(words, shares.values(), strict=True)]
        if min(wires) < _FIELD * sqrt(self._style.scale):
            gap = _FIELDS_APART * size
            room = self._measure - sum(word.width + _FIELD_GAP for word in words) - gap * gaps
            wires = [room * share / total for share in shares.values()]
        colour, puts = self._style.theme.colours["ink"], list[Put]()
        left, down = 0.0, size * 1.2
        for word, wire in zip(words, wires, strict=True):
            start = left + word.width + _FIELD_GAP
            puts += [Put(left, down, word), Put(start, down + size * 0.2, Wire(wire, 0.6, colour))]
            left = start + wire + gap
        return Strip(size * 1.6, tuple(puts))

    def _grader(self, version: PaperVersion) -> Strip:
        """The table of sections and points that the grader fills in."""
        head, *rows, last = self._words.grader
        columns = [numeral(k) if self._words.heading.startswith("{numeral}") else str(k)
                   for k in range(1, len(version.sections) + 1)]
        cells = [[head, *columns, last], *([row, *[""] * (len(columns) + 1)] for row in rows)]
        size = self._style.theme.body.size
        width = min(self._measure, size * 5 * len(cells[0]))
        label = InlineSetter(self._press, None, self._measure).label
        first = max(label(row[0], Voice(size, Look("hei", _MEDIUM))).width for row in cells) + size
        first = max(first, width / len(cells[0]))       # large print: names of rows are wider than their share
        widths = [first, *[(width - first) / (len(cells[0]) - 1)] * (len(cells[0]) - 1)]
        grid = WordGrid(cells, widths, size * 1.9, size, self._press)
        return Strip(grid.height, (Put((self._measure - width) / 2, 0.0, grid),))

    def _notes(self, papers: Papers) -> list[Item]:
        assert papers.exam is not None      # noqa: S101 - asked only of those that have instructions
        body, text = self._style.theme.body, papers.exam.instructions
        setter = InlineSetter(self._press, text.source, self._measure)
        lines = setter.text(self._words.notes, Voice(body.size, Look("hei", _BOLD))).lines(self._measure, ragged=True)
        place = BlockPlace(0.0, self._measure, body)
        return [*text_strips(lines, 0.0, body.size, body.leading),
                *BlockSetter(self._press, text.source).blocks(with_link_notes(text.blocks), place)]
