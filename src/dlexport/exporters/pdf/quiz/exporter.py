"""The exporter `quiz-pdf`: writes the quiz as PDF and reads it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.pdf.quiz.options import QuizOptions
from dlexport.plugin.contract import Artifact, Part, Passage, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext


class QuizExporter:
    """Sets the quiz: see `Exporter` for the contract."""

    suffix: ClassVar[str] = "-quiz.pdf"
    revision: ClassVar[int] = 14
    imports: ClassVar[tuple[str, ...]] = (
        "dlexport.exporters.pdf.quiz.printing", "dlexport.exporters.pdf.book.read_back")
    Options: ClassVar[type[QuizOptions]] = QuizOptions

    def promises(self, options: QuizOptions) -> frozenset[Part]:  # noqa: ARG002 - the contract's signature
        """All parts but summary, analysis and references; the answer key has what the questions leave out."""
        return frozenset(Part) - {Part.SUMMARY, Part.ANALYSIS, Part.SOURCE, Part.REFERENCES}

    def select(self, book: Book, options: QuizOptions) -> Book:
        """The book with the questions that `take` and `seed` choose."""
        from dlexport.exporters.pdf.quiz.order import asked, selected  # noqa: PLC0415 - not for `--help`

        return selected(book, asked(book, options.seed, options.take))

    def export(self, book: DatedBook, options: QuizOptions, context: ExportContext) -> Artifact:
        """The `-quiz.pdf` of a dated book."""
        from dlexport.exporters.pdf.quiz.printing import print_quiz  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return print_quiz(book, options, context)

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The text of each part, as PDFium reads it; a part runs from its named place to the next one."""
        from dlexport.exporters.pdf.book.read_back import passages  # noqa: PLC0415 - PDFium takes 60 ms to load

        return passages(data, cache)

    def preview(self, data: bytes, question: str) -> Iterable[View]:
        """The pages on which it stands."""
        from dlexport.exporters.pdf.book.preview import page_views  # noqa: PLC0415 - PDFium takes 60 ms to load

        return page_views(data, question)
