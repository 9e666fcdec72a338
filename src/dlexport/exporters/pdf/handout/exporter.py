"""The exporter `pdf`: a dated book as a handout, and back."""

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
class PdfOptions:
    """Options of the handout."""

    paper: Name = field(default="a4", metadata={"help": "size of the paper"})
    ink: Inks = field(default="colour", metadata={"help": "grey for cheap printing"})
    pdfa: bool = field(default=False, metadata={"help": "PDF/A-2a, for archives"})


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
        from dlexport.exporters.pdf.book.printing import print_handout  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return print_handout(book, options, context)

    def read_back(self, data: bytes, depth: Depth) -> Iterable[Passage]:
        """The text between the named places of each question's parts, as PDFium reads it."""
        return self.read_again(data, depth, Cache())

    def read_again(self, data: bytes, depth: Depth, cache: Cache) -> Iterable[Passage]:  # noqa: ARG002 - all of it is read at either depth
        """The same; pages that were read before are known by their bytes."""
        from dlexport.exporters.pdf.book.read_back import passages  # noqa: PLC0415 - PDFium takes 60 ms to load

        return passages(data, cache)
