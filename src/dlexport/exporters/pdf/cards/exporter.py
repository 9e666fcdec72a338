"""The exporter `cards-pdf`: the questions as cards to cut out, and back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.pdf.cards.grids import (  # noqa: TC001 - options are described by their types at run time
    Flip,
    SheetName,
)
from dlexport.exporters.pdf.style.paper import Inks  # noqa: TC001 - as above
from dlexport.plugin.contract import Artifact, Depth, Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dlexport.book.book import Book
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext
    from dlexport.theme.styles import Styles


@dataclass(frozen=True, slots=True)
class CardOptions:
    """Options of the cards."""

    sheet: SheetName = field(default="a4-8", metadata={"help": "paper, and how many cards are on it"})
    flip: Flip = field(default="long-edge", metadata={"help": "the edge that the printer turns the paper over"})
    dx: float = field(default=0.0, metadata={"help": "how far backs are moved to the right, in mm"})
    dy: float = field(default=0.0, metadata={"help": "how far backs are moved up, in mm"})
    marks: bool = field(default=True, metadata={"help": "crop marks"})
    calibration: bool = field(default=True, metadata={"help": "a first sheet that shows how true the printer is"})
    ink: Inks = field(default="colour", metadata={"help": "grey for cheap printing"})


class CardExporter:
    """Sets the cards: see `Exporter` for the contract."""

    suffix: ClassVar[str] = "-cards.pdf"
    form: ClassVar[int] = 4
    Options: ClassVar[type[CardOptions]] = CardOptions

    def promises(self, options: CardOptions) -> frozenset[Part]:  # noqa: ARG002 - the contract's signature
        """Question and answer."""
        return frozenset({Part.TITLE, Part.PROMPT, Part.ANSWER})

    def stamps(self, book: Book, options: CardOptions, styles: Styles) -> Mapping[str, str]:  # noqa: ARG002
        """Nothing: cards are as new as the newest thing on them."""
        return {}

    def export(self, book: DatedBook, options: CardOptions, context: ExportContext) -> Artifact:
        """The `-cards.pdf` of a dated book."""
        from dlexport.exporters.pdf.book.printing import print_cards  # noqa: PLC0415 - reportlab and HarfBuzz: 150 ms

        return print_cards(book, options, context)

    def read_back(self, data: bytes, depth: Depth) -> Iterable[Passage]:  # noqa: ARG002 - all of it is read at either depth
        """The text below the named places of each card, as PDFium reads it."""
        from dlexport.exporters.pdf.cards.read_back import passages  # noqa: PLC0415 - PDFium takes 60 ms to load

        return passages(data)
