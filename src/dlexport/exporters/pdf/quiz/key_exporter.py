"""The exporter `key-pdf`: writes the key to a paper as PDF and reads it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.pdf.quiz.options import KeyOptions
from dlexport.plugin.contract import Artifact, Part, Passage, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext

_SHORT = {Part.CORRECT, Part.BLANKS, Part.SOLUTIONS, Part.ANSWER, Part.PICTURES}


class KeyExporter:
    """Exporter of the key: see `Exporter` for the contract."""

    suffix: ClassVar[str] = "-key.pdf"
    revision: ClassVar[int] = 9
    imports: ClassVar[tuple[str, ...]] = (
        "dlexport.exporters.pdf.quiz.printing", "dlexport.exporters.pdf.book.read_back")
    imports_at_first: ClassVar[tuple[str, ...]] = ("fontTools.cffLib", "dlexport.math.layout")
    Options: ClassVar[type[KeyOptions]] = KeyOptions

    def promises(self, options: KeyOptions) -> frozenset[Part]:
        """The right answers; with `full`, reasons and analysis too. A table has letters and the answers of blanks."""
        if options.tables_only:
            return frozenset({Part.BLANKS})
        more = {Part.WHY, Part.SECTIONS, Part.ANALYSIS, Part.KEYPOINTS} if options.key == "full" else set[Part]()
        return frozenset({*_SHORT, *more})

    def idle(self, options: KeyOptions) -> bool:
        """Whether no key is wanted."""
        return options.key == "none"

    def select(self, book: Book, options: KeyOptions) -> Book:
        """The questions on the paper."""
        from dlexport.book.papers import kept  # noqa: PLC0415 - not for `--help`
        from dlexport.exporters.pdf.quiz.printing import chosen  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return kept(book, chosen(book, options).ids)

    def export(self, book: DatedBook, options: KeyOptions, context: ExportContext) -> Artifact:
        """The `-key.pdf` of a dated book."""
        from dlexport.exporters.pdf.quiz.printing import print_key  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return print_key(book, options, context)

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The text of each part, as PDFium reads it; a part runs from its named place to the next one."""
        from dlexport.exporters.pdf.book.read_back import passages  # noqa: PLC0415 - PDFium takes 60 ms to load

        return passages(data, cache)

    def preview(self, data: bytes, question: str) -> Iterable[View]:
        """The pages with the question."""
        from dlexport.exporters.pdf.book.preview import page_views  # noqa: PLC0415 - PDFium takes 60 ms to load

        return page_views(data, question)
