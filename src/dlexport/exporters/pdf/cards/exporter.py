"""The exporter `cards-pdf`: writes cards to cut out as PDF and reads them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.pdf.cards.options import CardOptions
from dlexport.plugin.contract import Artifact, Part, Passage, View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.cache import Cache
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext


class CardExporter:
    """Sets the cards: see `Exporter` for the contract."""

    suffix: ClassVar[str] = "-cards.pdf"
    revision: ClassVar[int] = 21
    imports: ClassVar[tuple[str, ...]] = (
        "dlexport.exporters.pdf.cards.printing", "dlexport.exporters.pdf.cards.read_back")
    imports_at_first: ClassVar[tuple[str, ...]] = ("fontTools.cffLib", "dlexport.math.layout")
    Options: ClassVar[type[CardOptions]] = CardOptions

    def promises(self, options: CardOptions) -> frozenset[Part]:
        """The parts that ask, the right answers, and the parts that the option `back` puts on the back."""
        behind = {"keypoints": {Part.KEYPOINTS}, "answer": {Part.ANSWER}, "both": {Part.ANSWER, Part.KEYPOINTS}}
        return frozenset({Part.TITLE, Part.PROMPT, Part.CHOICES, Part.PARTS, Part.CORRECT, Part.BLANKS, Part.SOLUTIONS,
                          Part.PICTURES, *behind[options.back]})

    def export(self, book: DatedBook, options: CardOptions, context: ExportContext) -> Artifact:
        """The `-cards.pdf` of a dated book."""
        from dlexport.exporters.pdf.cards.printing import print_cards  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return print_cards(book, options, context)

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The text of each part, as PDFium reads it: what stands below the part's named place."""
        from dlexport.exporters.pdf.cards.read_back import passages  # noqa: PLC0415 - PDFium takes 60 ms to load

        return passages(data, cache)

    def preview(self, data: bytes, question: str) -> Iterable[View]:
        """The pages on which it stands."""
        from dlexport.exporters.pdf.book.preview import page_views  # noqa: PLC0415 - PDFium takes 60 ms to load

        return page_views(data, question)
