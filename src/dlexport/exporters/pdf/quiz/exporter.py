"""The exporter `quiz-pdf`: the questions with room to answer them, the answers at the end, and back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from dlexport.cache import Cache
from dlexport.exporters.pdf.style.paper import (  # noqa: TC001 - options are described by their types at run time
    Inks,
    Name,
)
from dlexport.plugin.contract import Artifact, Depth, Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dlexport.book.book import Book
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext
    from dlexport.theme.styles import Styles


@dataclass(frozen=True, slots=True)
class QuizOptions:
    """Options of the quiz."""

    paper: Name = field(default="a4", metadata={"help": "size of the paper"})
    ink: Inks = field(default="colour", metadata={"help": "grey for cheap printing"})
    seed: str = field(default="", metadata={"help": "shuffles the questions, each seed in its own way, for good"})
    take: int = field(default=0, metadata={"help": "how many questions, 0 for all"})


class QuizExporter:
    """Sets the quiz: see `Exporter` for the contract."""

    suffix: ClassVar[str] = "-quiz.pdf"
    form: ClassVar[int] = 4
    Options: ClassVar[type[QuizOptions]] = QuizOptions

    def promises(self, options: QuizOptions) -> frozenset[Part]:  # noqa: ARG002 - the contract's signature
        """What is asked, and in the key what the answer is."""
        return frozenset({Part.TITLE, Part.TAGS, Part.PROMPT, Part.ANSWER, Part.KEYPOINTS})

    def stamps(self, book: Book, options: QuizOptions, styles: Styles) -> Mapping[str, str]:  # noqa: ARG002
        """Nothing: a quiz is as new as the newest thing in it."""
        return {}

    def select(self, book: Book, options: QuizOptions) -> Book:
        """The questions taken."""
        from dlexport.exporters.pdf.quiz.order import asked, selected  # noqa: PLC0415 - not for `--help`

        return selected(book, asked(book, options.seed, options.take))

    def export(self, book: DatedBook, options: QuizOptions, context: ExportContext) -> Artifact:
        """The `-quiz.pdf` of a dated book."""
        from dlexport.exporters.pdf.book.printing import print_quiz  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return print_quiz(book, options, context)

    def read_back(self, data: bytes, depth: Depth) -> Iterable[Passage]:  # noqa: ARG002 - all of it is read at either depth
        """The text between the named places of each question's parts, as PDFium reads it."""
        from dlexport.exporters.pdf.book.read_back import passages  # noqa: PLC0415 - PDFium takes 60 ms to load

        return passages(data, Cache())
