"""`DatedBook` -> the quiz as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.book.lacking import refusal
from dlexport.exporters.pdf.book.printing import new_press, printed
from dlexport.exporters.pdf.quiz.order import asked, numbered, selected
from dlexport.exporters.pdf.quiz.quiz import quiz
from dlexport.exporters.pdf.quiz.style import read_quiz_style
from dlexport.plugin.contract import Artifact

if TYPE_CHECKING:
    from dlexport.exporters.pdf.quiz.options import QuizOptions
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext


def print_quiz(dated: DatedBook, options: QuizOptions, context: ExportContext) -> Artifact:
    """The quiz of the questions that the options select, in the order that they give.

    Raises:
        SourceError: a style file is wrong, or a text cannot be set.
    """
    if wrong := refusal(dated.book.bank):
        return Artifact(b"", {}, wrong)
    book, press = dated.book, new_press(dated.book, options.ink, context)
    order = numbered(asked(book, options.seed, options.take), options.seed, book.bank.numbering)
    style = read_quiz_style(context.styles)
    made = quiz(book, order, press.theme.paper(options.paper), press, style)
    return printed(made, selected(book, order.entries), press, context, book.labels.quiz)
