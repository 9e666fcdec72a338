"""The exporter `quiz-pdf`: the questions with room to answer them, the answers at the end, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.pdf.quiz.options import QuizOptions
from dlexport.plugin.contract import Artifact, Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext


class QuizExporter:
    """Sets the quiz: see `Exporter` for the contract."""

    suffix: ClassVar[str] = "-quiz.pdf"
    revision: ClassVar[int] = 10
    Options: ClassVar[type[QuizOptions]] = QuizOptions

    def promises(self, options: QuizOptions) -> frozenset[Part]:  # noqa: ARG002 - the contract's signature
        """What is asked, and in the key what the answer is."""
        return frozenset(Part) - {Part.SUMMARY, Part.ANALYSIS, Part.REFERENCES}

    def select(self, book: Book, options: QuizOptions) -> Book:
        """The questions taken."""
        from dlexport.exporters.pdf.quiz.order import asked, selected  # noqa: PLC0415 - not for `--help`

        return selected(book, asked(book, options.seed, options.take))

    def export(self, book: DatedBook, options: QuizOptions, context: ExportContext) -> Artifact:
        """The `-quiz.pdf` of a dated book."""
        from dlexport.exporters.pdf.quiz.printing import print_quiz  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return print_quiz(book, options, context)

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The text between the named places of each question's parts, as PDFium reads it."""
        from dlexport.exporters.pdf.book.read_back import passages  # noqa: PLC0415 - PDFium takes 60 ms to load

        return passages(data, cache)
