"""The exporter `pdf`: a dated book as a handout, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.pdf.handout.options import PdfOptions
from dlexport.plugin.contract import Artifact, Part, Passage, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext


class PdfExporter:
    """Sets the handout: see `Exporter` for the contract."""

    suffix: ClassVar[str] = ".pdf"
    revision: ClassVar[int] = 25
    imports: ClassVar[tuple[str, ...]] = (
        "dlexport.exporters.pdf.handout.printing", "dlexport.exporters.pdf.book.read_back")
    imports_at_first: ClassVar[tuple[str, ...]] = ("fontTools.cffLib", "dlexport.math.layout")
    Options: ClassVar[type[PdfOptions]] = PdfOptions

    def promises(self, options: PdfOptions) -> frozenset[Part]:  # noqa: ARG002 - the contract's signature
        """All there is."""
        return frozenset(Part)

    def export(self, book: DatedBook, options: PdfOptions, context: ExportContext) -> Artifact:
        """The `.pdf` of a dated book."""
        from dlexport.exporters.pdf.handout.printing import print_handout  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return print_handout(book, options, context)

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The text between the named places of each question's parts, as PDFium reads it."""
        from dlexport.exporters.pdf.book.read_back import passages  # noqa: PLC0415 - PDFium takes 60 ms to load

        return passages(data, cache, floats=True)

    def preview(self, data: bytes, question: str) -> Iterable[View]:
        """The pages on which it stands."""
        from dlexport.exporters.pdf.book.preview import page_views  # noqa: PLC0415 - PDFium takes 60 ms to load

        return page_views(data, question)
