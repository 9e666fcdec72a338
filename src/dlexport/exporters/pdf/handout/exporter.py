"""The exporter `pdf`: a dated book as a handout, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from dlexport.cache import Cache
from dlexport.exporters.pdf.handout.options import PdfOptions
from dlexport.plugin.contract import Artifact, Depth, Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dlexport.book.book import Book
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext
    from dlexport.theme.styles import Styles


class PdfExporter:
    """Sets the handout: see `Exporter` for the contract."""

    suffix: ClassVar[str] = ".pdf"
    form: ClassVar[int] = 5
    Options: ClassVar[type[PdfOptions]] = PdfOptions

    def promises(self, options: PdfOptions) -> frozenset[Part]:  # noqa: ARG002 - the contract's signature
        """All there is."""
        return frozenset(Part)

    def stamps(self, book: Book, options: PdfOptions, styles: Styles) -> Mapping[str, str]:  # noqa: ARG002
        """Nothing: a handout is as new as the newest thing in it."""
        return {}

    def export(self, book: DatedBook, options: PdfOptions, context: ExportContext) -> Artifact:
        """The `.pdf` of a dated book."""
        from dlexport.exporters.pdf.handout.printing import print_handout  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return print_handout(book, options, context)

    def read_back(self, data: bytes, depth: Depth) -> Iterable[Passage]:
        """The text between the named places of each question's parts, as PDFium reads it."""
        return self.read_again(data, depth, Cache())

    def read_again(self, data: bytes, depth: Depth, cache: Cache) -> Iterable[Passage]:  # noqa: ARG002 - all of it is read at either depth
        """The same; pages that were read before are known by their bytes."""
        from dlexport.exporters.pdf.book.read_back import passages  # noqa: PLC0415 - PDFium takes 60 ms to load

        return passages(data, cache)
