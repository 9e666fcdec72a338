"""The key to a paper: a compact table for each version, then the answers in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.book.fingerprints import shown
from dlexport.exporters.pdf.blocks.blocks import BlockSetter
from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.blocks.link_notes import with_link_notes
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.book.chapters import PrintedBook, no_spill
from dlexport.exporters.pdf.book.question import QuestionSetter, part_place
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.file.outline import Bookmark
from dlexport.exporters.pdf.file.segments import Portion
from dlexport.exporters.pdf.pages.pages import Pages
from dlexport.exporters.pdf.pages.strips import Put, Skip, Strip, beside, bound, kept, led, named, sociable, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.quiz.edges import draw_edges
from dlexport.exporters.pdf.quiz.grid import WordGrid
from dlexport.exporters.pdf.quiz.marking import short_answer
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.contract import Part
from dlexport.plugin.kinds import solved
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.book.book import Book
    from dlexport.book.papers import Papers, PaperTask, PaperVersion
    from dlexport.exporters.pdf.book.page_cache import KeptSheets
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.quiz.options import KeyOptions
    from dlexport.exporters.pdf.quiz.style import QuizStyle
    from dlexport.exporters.pdf.quiz.words import ExamWords
    from dlexport.exporters.pdf.style.paper import Paper
    from dlexport.richtext.nodes import RichText

_ACROSS = 10            # answers in a row of the table
_NUMBER = 2.4           # em: width of a question's number
_UNDER_HEADING, _ROWS_APART = 4.0, 6.0      # points
_BOLD = 600
_KEY = "key"
_FEW = 0.12             # of a page: a last one that holds less is avoided
_EASES = (0.5, 1.2, 1.4, 1.7, 2.0)      # of the spaces, in the order in which they are tried


class KeyPrinter:
    """Printer of the key to a paper, which is kept between runs as a whole: its questions follow on each other."""

    def __init__(self, book: Book, papers: Papers, kept: KeptSheets, style: QuizStyle, words: ExamWords) -> None:
        self._book, self._papers, self._kept, self._style, self._words = book, papers, kept, style, words
        self._press = press = kept.press
        self._measure, self._level = style.theme.measure, style.theme.small
        self._left = _NUMBER * self._level.size
        self._place = BlockPlace(self._left, self._measure - self._left, self._level)
        self._questions = QuestionSetter(press, book.labels)

    def printed(self, options: KeyOptions) -> PrintedBook:
        """The key: tables of all versions; then, unless `key=table`, the answers, numbered as in the first version."""
        exam = self._papers.exam
        title = exam.title if exam and exam.title else self._book.bank.title
        name = f"{unmarked(title.children)}{self._words.gap}{self._words.key}"
        first = self._papers.versions[0]
        tasks = [task for task in first.tasks() if not options.tables_only or task.question.gaps]
        sheets = self._kept.run([*self._text(name)], lambda: _well_ended(
            self._items(name, tasks, options), self._style.paper)).sheets
        draw_edges(sheets, self._press, self._style, self._words, (name, ""))
        marks = [Bookmark(f"{task.number}. {unmarked(task.question.title.children)}",
                          question_place(task.question.id), 1) for task in tasks]
        return PrintedBook([Portion(sheets)], [Bookmark(self._words.key, _KEY, 0), *marks])

    def _text(self, name: str) -> Iterator[str | bytes]:
        """All that the key follows from, beside what all of its kind do."""
        yield from ("key", name)
        for version in self._papers.versions:
            yield f"version {version.name}"
            for task in version.tasks():
                yield repr((task.number, task.order, task.part_orders, task.points))
                yield from shown(task.question, self._book)

    def _items(self, name: str, tasks: Sequence[PaperTask], options: KeyOptions) -> list[Item]:
        """The heading, the tables of all versions, and the answers to these tasks of the first."""
        items = named(self._heading(name, self._style.subject, "H1"), _KEY)
        for version in self._papers.versions:
            items += self._tables(version)
        if tasks:
            heading = self._words.answers
            if options.tables_only:
                heading = self._words.kinds["blanks"] + self._of(self._papers.versions[0])
            items += [Skip(self._level.leading), *self._heading(heading, self._style.section, "H2")]
            elsewhere = self._elsewhere()
            for done, task in enumerate(tasks, 1):
                items += [Skip(self._level.leading * 0.5), *self._task(task, elsewhere, options)]
                self._press.progress(done)
        return items

    def _heading(self, text: str, size: float, role: str) -> list[Item]:
        paragraph = InlineSetter(self._press, None, self._measure).text(text, Voice(size, Look("hei", _BOLD)))
        strips = text_strips(paragraph.lines(self._measure, ragged=True), 0.0, size, size * 1.5)
        return bound(tagged(strips, StructureElement(role)))

    def _tables(self, version: PaperVersion) -> list[Item]:
        """Numbers above letters, ten to a row, then those of parts; nothing where no question has options.

        A page that begins within them begins with their heading, which tells the version.
        """
        asked = [(str(task.number), task.as_asked) for task in version.tasks()]
        whole = [(number, short_answer(one, self._words)) for number, one in asked]
        parts = [(number + self._book.labels.part.format(number=k), short_answer(part, self._words))
                 for number, one in asked for k, part in enumerate(one.parts, 1)]
        groups = [[pair for pair in group if pair[1]] for group in (whole, parts)]
        if not any(groups):
            return []
        heading = self._words.table + self._of(version)
        size, width = self._level.size, self._measure / _ACROSS
        head = [*self._heading(heading, self._style.section, "H2"), Strip(_UNDER_HEADING, keep=True)]
        again = tuple(strip for strip in head if isinstance(strip, Strip))
        items = [Skip(self._level.leading * 0.8), *head]
        rows = [group[start:start + _ACROSS] for group in groups for start in range(0, len(group), _ACROSS)]
        together = sociable(len(rows))
        for place, row in enumerate(rows):
            numbers, answers = zip(*row, strict=True)
            grid = WordGrid([list(numbers), list(answers)], [width] * len(row), size * 1.7, size, self._press)
            strip = Strip(grid.height, (Put(0.0, 0.0, grid),), keep=place in together, head=again if place else ())
            items += [strip, Skip(_ROWS_APART)]
        return items

    def _of(self, version: PaperVersion) -> str:
        """The version in words, to follow a heading; nothing where there is only one."""
        return self._words.version.format(name=version.name) if version.name else ""

    def _elsewhere(self) -> dict[str, str]:
        """Id of a question -> its positions in the other versions, in words."""
        found: dict[str, list[str]] = {}
        for version in self._papers.versions[1:]:
            for task in version.tasks():
                found.setdefault(task.question.id, []).append(
                    self._words.others.format(name=version.name, number=task.number))
        return {ident: ", ".join(places) for ident, places in found.items()}

    def _task(self, task: PaperTask, elsewhere: dict[str, str], options: KeyOptions) -> list[Item]:
        """A question's number, points and right answer, with explanations as the options ask."""
        question, full = task.as_asked, options.key == "full"
        wide = {Part.WHY} if not full else set[Part]()
        fields: list[tuple[Part, Sequence[RichText]]] = [
            (piece.part, piece.texts) for piece in solved(question, self._book.labels) if piece.part not in wide]
        if options.tables_only:
            fields = [field for field in fields if field[0] is Part.BLANKS]
        elif question.answer.blocks:
            fields.append((Part.ANSWER, (question.answer,)))
        items: list[Item] = []
        for part, texts in fields:
            items += self._field(part_place(question.id, part), texts, gap=bool(items))
        if full:
            items += [*([Skip(4.0)] if items else []), *self._questions.sections(question, self._place)]
            small = [question.analysis] if question.analysis.blocks else []
            items += self._field(part_place(question.id, Part.ANALYSIS), small, gap=bool(items)) if small else []
            if question.keypoints:
                points = self._questions.keypoints(question, self._place)
                items += [Skip(4.0), *named(points, part_place(question.id, Part.KEYPOINTS))]
        if not items:
            items = [Strip(self._level.leading, baseline=self._level.leading * 0.75)]
        setter = InlineSetter(self._press, question.span, self._measure)
        voice = Voice(self._level.size, Look("hei", _BOLD))
        known = task.points is None or options.tables_only
        said = [] if known else [self._words.counted_for(task.points or 0).strip()]
        said += [elsewhere[question.id]] if question.id in elsewhere else []
        if said:
            fine = self._style.theme.fine
            note = setter.label(self._words.gap.join(said), Voice(fine.size, Look("hei"), "muted"))
            items = [*text_strips([note], self._left, fine.size, fine.leading, keep_last=True), *items]
        items = beside(_sociable_end(led(items)), 0.0, setter.label(f"{task.number}.", voice))
        return named(items, question_place(question.id))

    def _field(self, place: str, texts: Sequence[RichText], *, gap: bool) -> list[Item]:
        found: list[Item] = []
        for text in texts:
            blocks = BlockSetter(self._press, text.source).blocks(with_link_notes(text.blocks), self._place)
            found += [*([Skip(self._level.leading * 0.15)] if found else []), *blocks]
        return [*([Skip(self._level.leading * 0.25)] if gap else []), *named(found, place)]



def _sociable_end(items: Sequence[Item]) -> list[Item]:
    """The items, the last strip kept with the one before it: no page begins with a question's last line."""
    strips = [k for k, item in enumerate(items) if isinstance(item, Strip)]
    before = strips[-2] if len(strips) > 1 else -1
    return [*kept(items[:before + 1]), *items[before + 1:]]


def _well_ended(items: Sequence[Item], paper: Paper) -> Pages:
    """The pages, with smaller or larger spaces if the last page would hold no more than a few lines."""
    found = [no_spill(items, 1, paper)]     # all is set already: a long key costs no more than a short one
    for ease in _EASES:
        if len(found[-1].sheets) == 1 or found[-1].filled >= _FEW:
            return found[-1]
        found.append(Pages(paper, 1, ease=ease))
        found[-1].add(items)
    return max(found, key=lambda pages: pages.filled)
