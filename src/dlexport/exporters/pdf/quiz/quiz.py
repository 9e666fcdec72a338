"""Exam papers as sheets: head, sections, questions with room to answer; all versions, each with its answer sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.inlines import question_place
from dlexport.exporters.pdf.book.chapters import PrintedBook
from dlexport.exporters.pdf.file.writer import Bookmark
from dlexport.exporters.pdf.pages.strips import Skip
from dlexport.exporters.pdf.quiz.answer_sheet.data import paper_code
from dlexport.exporters.pdf.quiz.answer_sheet.drawing import SheetDrawing
from dlexport.exporters.pdf.quiz.answer_sheet.layout import sheet_pages
from dlexport.exporters.pdf.quiz.edges import draw_edges
from dlexport.exporters.pdf.quiz.filling import Filling
from dlexport.exporters.pdf.quiz.heads import HeadSetter
from dlexport.exporters.pdf.quiz.tasks import TaskSetter, TaskUnit
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from dlexport.book.book import Book
    from dlexport.book.papers import Papers, PaperVersion
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.quiz.options import QuizOptions
    from dlexport.exporters.pdf.quiz.style import QuizStyle
    from dlexport.exporters.pdf.quiz.words import ExamWords

_AFTER_HEAD, _BEFORE_SECTION, _AFTER_SECTION = 1.0, 1.2, 0.5      # leadings


class PaperPrinter:
    """Printer of all versions of a paper."""

    def __init__(self, book: Book, papers: Papers, press: Press, style: QuizStyle, words: ExamWords) -> None:
        self._book, self._papers, self._press, self._style, self._words = book, papers, press, style, words
        self._heads = HeadSetter(book, press, style, words)

    def printed(self, options: QuizOptions) -> PrintedBook:
        """All versions, one after the other, each with its own page numbers."""
        sheets: list[Sheet] = []
        bookmarks: list[Bookmark] = []
        for place, version in enumerate(self._papers.versions):
            sheets += self._version(version, options, _prefix(place))
            bookmarks += self._bookmarks(version, _prefix(place))
        return PrintedBook(sheets, bookmarks)

    def _version(self, version: PaperVersion, options: QuizOptions, prefix: str) -> list[Sheet]:
        made = Filling(self._style, ruled=options.room == "ruled").sheets(
            self._units(version, prefix, grader=options.grader), 1, {})
        draw_edges(made, self._press, self._style, self._words,
                   (self._name(version), paper_code(self._book, self._papers, version)))
        return [*made, *self._answer_sheets(version, options, prefix)] if options.sheet else made

    def _answer_sheets(self, version: PaperVersion, options: QuizOptions, prefix: str) -> list[Sheet]:
        code = paper_code(self._book, self._papers, version)
        drawing = SheetDrawing(self._press, self._words, self._name(version))
        truths = (self._words.true, self._words.false)
        return [drawing.page(page, f"{prefix}answers.{page.page}")
                for page in sheet_pages([*version.tasks()], options.paper, code, truths)]

    def _units(self, version: PaperVersion, prefix: str, *, grader: bool) -> list[TaskUnit]:
        leading = self._style.theme.body.leading
        setter = TaskSetter(self._press, self._style, self._words, self._book.labels,
                            count=len(list(version.tasks())), prefix=prefix)
        before = self._heads.head(self._papers, version, grader=grader, place=f"{prefix}quiz")
        units = list[TaskUnit]()
        alone = not any(section.kind == "multiple" for section in version.sections)
        done = 0
        for number, section in enumerate(version.sections, 1):
            heading = self._heads.section(section, number, alone=alone, place=f"{prefix}s.{section.kind}")
            for task in section.tasks:
                first, *others = setter.units(task, section)
                if task is section.tasks[0]:
                    start = [*before, Skip(leading * _AFTER_HEAD)] if before else []
                    lead = [*start, *heading, Skip(leading * _AFTER_SECTION)]
                    first = first._replace(items=[*lead, *first.items], gap=leading * _BEFORE_SECTION)
                    before = []
                units += [first, *others]
                done += 1
                self._press.progress(done)
        return units

    def _name(self, version: PaperVersion) -> str:
        exam = self._papers.exam
        title = exam.title if exam and exam.title else self._book.bank.title
        return unmarked(title.children) + (self._words.version.format(name=version.name) if version.name else "")

    def _bookmarks(self, version: PaperVersion, prefix: str) -> list[Bookmark]:
        own = [Bookmark(self._name(version), f"{prefix}quiz", 0)]
        return [*own, *(Bookmark(f"{task.number}. {unmarked(task.question.title.children)}",
                                 f"{prefix}{question_place(task.question.id)}", 1) for task in version.tasks())]


def _prefix(place: int) -> str:
    """The prefix for named places of a version (`place` counts from 0), as names must be unique in a file."""
    return f"v{place + 1}." if place else ""
