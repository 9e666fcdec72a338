"""Exam papers as sheets: head, sections, questions with room to answer; all versions, each with its answer sheets."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from dlexport.book.fingerprints import shown
from dlexport.exporters.pdf.blocks.inlines import question_place
from dlexport.exporters.pdf.book.chapters import PrintedBook
from dlexport.exporters.pdf.book.page_cache import finish
from dlexport.exporters.pdf.drawing.sheet import Sheet
from dlexport.exporters.pdf.file.outline import Bookmark
from dlexport.exporters.pdf.file.segments import Portion
from dlexport.exporters.pdf.pages.strips import Skip, total
from dlexport.exporters.pdf.quiz.answer_sheet.data import paper_code
from dlexport.exporters.pdf.quiz.answer_sheet.drawing import SheetDrawing
from dlexport.exporters.pdf.quiz.answer_sheet.layout import sheet_pages
from dlexport.exporters.pdf.quiz.edges import draw_edges
from dlexport.exporters.pdf.quiz.filling import Filling, TaskUnit
from dlexport.exporters.pdf.quiz.heads import HeadSetter
from dlexport.exporters.pdf.quiz.room import NO_ROOM, AnswerRoom
from dlexport.exporters.pdf.quiz.tasks import TaskSetter
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dlexport.book.book import Book
    from dlexport.book.papers import Papers, PaperVersion
    from dlexport.exporters.pdf.blocks.press import Lacks
    from dlexport.exporters.pdf.book.page_cache import KeptSheets
    from dlexport.exporters.pdf.pages.pages import Pages
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.quiz.options import QuizOptions
    from dlexport.exporters.pdf.quiz.style import QuizStyle
    from dlexport.exporters.pdf.quiz.tasks import SetUnit
    from dlexport.exporters.pdf.quiz.words import ExamWords

_AFTER_HEAD, _BEFORE_SECTION, _AFTER_SECTION = 1.0, 1.2, 0.5      # leadings


class _Lead(NamedTuple):
    """The heading above a unit, with its own space before it, and the values on which it depends."""

    items: list[Item]
    gap: float
    text: list[str]

    def before(self, unit: TaskUnit, heights: Sequence[float]) -> TaskUnit:
        """The unit, its strips of these heights, with this above it."""
        return unit._replace(height=sum(heights, total(self.items)), gap=self.gap, text=[*self.text, *unit.text],
                             inner=unit.inner + _gaps(self.items), items=lambda: [*self.items, *unit.items()])


class PaperPrinter:
    """Printer of all versions of a paper."""

    def __init__(self, book: Book, papers: Papers, kept: KeptSheets, style: QuizStyle, words: ExamWords) -> None:
        self._book, self._papers, self._kept, self._style, self._words = book, papers, kept, style, words
        self._press = kept.press
        self._heads = HeadSetter(book, self._press, style, words)

    def printed(self, options: QuizOptions) -> PrintedBook:
        """All versions, one after the other, each with its own page numbers; each begins on the front of a leaf."""
        sheets: list[Sheet] = []
        bookmarks: list[Bookmark] = []
        for place, version in enumerate(self._papers.versions):
            sheets += self._back(sheets)
            sheets += self._version(version, options, _prefix(place))
            bookmarks += self._bookmarks(version, _prefix(place))
        return PrintedBook([Portion(sheets)], bookmarks)

    def _version(self, version: PaperVersion, options: QuizOptions, prefix: str) -> list[Sheet]:
        filling = Filling(self._style, ruled=options.room == "ruled")
        groups = filling.groups(self._units(version, prefix, grader=options.grader))
        names = self._name(version), paper_code(self._book, self._papers, version)
        made: list[Sheet] = []
        ways: list[tuple[list[str | bytes], Callable[[], Pages]]] = []
        for number, group in enumerate(groups, 1):
            last = number == len(groups)
            ways.append(([str(last), *(word for unit in group for word in unit.text)],
                         partial(filling.pages, group, last=last)))
        pages = sum(self._kept.count(text, partial(_sheets, make)) if filling.goes_on(group) else 1
                    for group, (text, make) in zip(groups, ways, strict=True))
        for text, make in ways:
            some = self._kept.run(text, make).sheets
            draw_edges(some, self._press, self._style, self._words, names, first=len(made) + 1, pages=pages)
            made += some
            for sheet in some:
                finish(sheet, self._press)
        answers = self._answer_sheets(version, options, prefix) if options.sheet else []
        for sheet in answers:
            finish(sheet, self._press)
        return [*made, *(self._back(made) if answers else ()), *answers]

    def _back(self, sheets: Sequence[Sheet]) -> Iterator[Sheet]:
        """The empty back of a last leaf, if there is one: printed on both sides, what follows is a leaf of its own.

        Version B on the back of version A could not be handed out, nor an answer sheet there be scanned.
        """
        if len(sheets) % 2:
            last = sheets[-1]
            empty = Sheet(last.width, last.height, last.low, last.high)
            finish(empty, self._press)
            yield empty

    def _answer_sheets(self, version: PaperVersion, options: QuizOptions, prefix: str) -> list[Sheet]:
        code = paper_code(self._book, self._papers, version)
        drawing = SheetDrawing(self._press, self._words, self._name(version))
        truths = (self._words.true, self._words.false)
        return [drawing.page(page, f"{prefix}answers.{page.page}")
                for page in sheet_pages([*version.tasks()], options.paper, code, truths)]

    def _units(self, version: PaperVersion, prefix: str, *, grader: bool) -> list[TaskUnit]:
        setter = TaskSetter(self._press, self._style, self._words, self._book.labels,
                            count=len(list(version.tasks())), prefix=prefix)
        asked = [(section, task) for section in version.sections for task in section.tasks]
        texts: list[list[str | bytes]] = [
            [setter.text(task, section), *shown(task.question, self._book)] for section, task in asked]

        @cache
        def units(number: int) -> tuple[list[SetUnit], Lacks]:
            section, task = asked[number]
            return self._press.aside(partial(setter.units, task, section))

        def measured(number: int) -> list[Any]:
            return [[[item.height for item in unit.items], unit.room, unit.gap, _gaps(unit.items)]
                    for unit in units(number)[0]]

        def items(number: int, place: int) -> list[Item]:
            found, lacks = units(number)
            self._press.tell(lacks)     # for each page: one that lacks something is not kept
            return found[place].items

        leads = self._leads(version, prefix)
        measures = self._kept.measures(texts, measured)
        found = [self._head(version, prefix, grader=grader)]
        for number, (text, heights) in enumerate(zip(texts, measures, strict=True)):
            lead = leads.get(asked[number][1].number)
            for place, (high, room, gap, inner) in enumerate(heights):
                unit = TaskUnit(sum(high), AnswerRoom(*room), gap, inner, [*text, str(place)],
                                partial(items, number, place))
                found.append(lead.before(unit, high) if lead and not place else unit)
            self._press.progress(number + 1)
        return found

    def _head(self, version: PaperVersion, prefix: str, *, grader: bool) -> TaskUnit:
        """The paper's head, which is alone on its page if the first question does not fit below it."""
        items = self._heads.head(self._papers, version, grader=grader, place=f"{prefix}quiz")
        text = [*self._heads.text(self._papers, version, grader=grader), prefix]
        return TaskUnit(total(items), NO_ROOM, 0.0, _gaps(items), text, lambda: items)

    def _leads(self, version: PaperVersion, prefix: str) -> dict[int, _Lead]:
        """Number of a section's first question -> the heading above it."""
        leading = self._style.theme.body.leading
        alone = not any(section.kind == "multiple" for section in version.sections)
        found = dict[int, _Lead]()
        for number, section in enumerate(version.sections, 1):
            heading = self._heads.section(section, number, alone=alone, place=f"{prefix}s.{section.kind}")
            what = number, alone, section.kind, len(section.tasks), section.points, section.each
            gap = leading * (_AFTER_HEAD if number == 1 else _BEFORE_SECTION)
            found[section.tasks[0].number] = _Lead(
                [*heading, Skip(leading * _AFTER_SECTION)], gap, [prefix, repr(what)])
        return found

    def _name(self, version: PaperVersion) -> str:
        exam = self._papers.exam
        title = exam.title if exam and exam.title else self._book.bank.title
        return unmarked(title.children) + (self._words.version.format(name=version.name) if version.name else "")

    def _bookmarks(self, version: PaperVersion, prefix: str) -> list[Bookmark]:
        own = [Bookmark(self._name(version), f"{prefix}quiz", 0)]
        return [*own, *(Bookmark(f"{task.number}. {unmarked(task.question.title.children)}",
                                 f"{prefix}{question_place(task.question.id)}", 1) for task in version.tasks())]


def _gaps(items: Sequence[Item]) -> int:
    return sum(isinstance(item, Skip) for item in items)


def _sheets(make: Callable[[], Pages]) -> int:
    return len(make().sheets)


def _prefix(place: int) -> str:
    """The prefix for named places of a version (`place` counts from 0), as names must be unique in a file."""
    return f"v{place + 1}." if place else ""
