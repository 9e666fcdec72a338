"""`DatedBook` -> exams, their keys and the data of their answer sheets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dlexport.book.papers import kept, papers
from dlexport.exporters.pdf.book.lacking import refusal
from dlexport.exporters.pdf.book.printing import kept_sheets, new_press, printed
from dlexport.exporters.pdf.quiz.answer_sheet.data import sheet_json
from dlexport.exporters.pdf.quiz.in_sight import answers_in_sight
from dlexport.exporters.pdf.quiz.key import KeyPrinter
from dlexport.exporters.pdf.quiz.quiz import PaperPrinter
from dlexport.exporters.pdf.quiz.style import read_quiz_style
from dlexport.exporters.pdf.quiz.words import exam_words
from dlexport.plugin.contract import Artifact
from dlexport.problems import Problem, SourceError

if TYPE_CHECKING:
    from dlexport.book.book import Book
    from dlexport.book.papers import Papers
    from dlexport.exporters.pdf.quiz.options import KeyOptions, QuizOptions, SheetOptions
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext


def chosen(book: Book, options: QuizOptions | KeyOptions | SheetOptions) -> Papers:
    """The papers that the options select.

    Raises:
        SourceError: the bank has no such exam.
    """
    exam = next((one for one in book.bank.exams if one.id == options.exam), None)
    if options.exam and exam is None:
        known = ", ".join(one.id for one in book.bank.exams)
        raise SourceError([Problem("exam-unknown", f"the bank has no exam {options.exam!r}", None,
                                   f"it has: {known}" if known else "add it under `bank.exams`")])
    return papers(book, exam, seed=options.seed, take=options.take, versions=options.versions)


def print_quiz(dated: DatedBook, options: QuizOptions, context: ExportContext) -> Artifact:
    """The artifact of `quiz-pdf`: the papers.

    Raises:
        SourceError: a style file is wrong, a text cannot be set, or the bank has no such exam.
    """
    if wrong := refusal(dated.book.bank):
        return Artifact(b"", {}, wrong)
    book, press = dated.book, new_press(dated.book, options.ink, context)
    style = read_quiz_style(context.styles, press.theme, options.paper, large=options.size == "large",
                            sealed=options.seal)
    press.theme, press.least_gap = style.theme, style.blank
    found = chosen(book, options)
    kept_ones = kept_sheets(book, press, context, "quiz", repr(style), repr(options))
    made = PaperPrinter(book, found, kept_ones, style, exam_words(book.bank.language)).printed(options)
    artifact = printed(made, kept(book, found.ids), press, context, book.labels.quiz)
    return replace(artifact, problems=(*artifact.problems, *answers_in_sight(found)))


def print_key(dated: DatedBook, options: KeyOptions, context: ExportContext) -> Artifact:
    """The artifact of `key-pdf`: the key.

    Raises:
        SourceError: a style file is wrong, a text cannot be set, or the bank has no such exam.
    """
    if wrong := refusal(dated.book.bank):
        return Artifact(b"", {}, wrong)
    book, press = dated.book, new_press(dated.book, options.ink, context)
    style = read_quiz_style(context.styles, press.theme, options.paper)
    press.theme = style.theme
    found = chosen(book, options)
    kept_ones = kept_sheets(book, press, context, "key", repr(style), repr(options))
    made = KeyPrinter(book, found, kept_ones, style, exam_words(book.bank.language)).printed(options)
    return printed(made, kept(book, found.ids), press, context, book.labels.answer_key)


def write_sheet(dated: DatedBook, options: SheetOptions) -> Artifact:
    """The artifact of `sheet-json`: the data of the answer sheets.

    Raises:
        SourceError: the bank has no such exam.
    """
    book = dated.book
    found = chosen(book, options)
    data = sheet_json(book, found, options.paper, exam_words(book.bank.language))
    return Artifact(data, {"questions": len(found.ids), "versions": len(found.versions)})
