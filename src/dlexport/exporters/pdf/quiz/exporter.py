"""The exporter `quiz-pdf`: writes the quiz as PDF and reads it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.pdf.quiz.options import QuizOptions
from dlexport.plugin.contract import Artifact, Part, Passage, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.book.bank import Question
    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext


class QuizExporter:
    """Exporter of the quiz: see `Exporter` for the contract."""

    suffix: ClassVar[str] = "-quiz.pdf"
    revision: ClassVar[int] = 23
    imports: ClassVar[tuple[str, ...]] = (
        "dlexport.exporters.pdf.quiz.printing", "dlexport.exporters.pdf.book.read_back")
    imports_at_first: ClassVar[tuple[str, ...]] = ("fontTools.cffLib", "dlexport.math.layout")
    Options: ClassVar[type[QuizOptions]] = QuizOptions

    def promises(self, options: QuizOptions) -> frozenset[Part]:  # noqa: ARG002 - the contract's signature
        """The parts that ask, and none that answers."""
        return frozenset({Part.TITLE, Part.PROMPT, Part.CHOICES, Part.PARTS, Part.PICTURES})

    def omitted(self, question: Question, options: QuizOptions) -> frozenset[Part]:  # noqa: ARG002 - as above
        """The two options of a true-or-false question, which has a bracket for a mark instead."""
        return frozenset({Part.CHOICES}) if question.true_false is not None else frozenset()

    def select(self, book: Book, options: QuizOptions) -> Book:
        """The questions on the paper."""
        from dlexport.book.papers import kept  # noqa: PLC0415 - not for `--help`
        from dlexport.exporters.pdf.quiz.printing import chosen  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return kept(book, chosen(book, options).ids)

    def export(self, book: DatedBook, options: QuizOptions, context: ExportContext) -> Artifact:
        """The `-quiz.pdf` of a dated book."""
        from dlexport.exporters.pdf.quiz.printing import print_quiz  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return print_quiz(book, options, context)

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The text of each part, as PDFium reads it; a part runs from its named place to the next one."""
        from dlexport.exporters.pdf.book.read_back import passages  # noqa: PLC0415 - PDFium takes 60 ms to load

        return passages(data, cache)

    def preview(self, data: bytes, question: str) -> Iterable[View]:
        """The pages with the question."""
        from dlexport.exporters.pdf.book.preview import page_views  # noqa: PLC0415 - PDFium takes 60 ms to load

        return page_views(data, question)
