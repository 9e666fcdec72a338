"""The body of a Word document -> paragraphs and tables, each paragraph with the number that Word shows before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from dlexport.importers.docx.inline import plain_of
from dlexport.importers.docx.numbering import Numbering
from dlexport.importers.docx.package import W
from dlexport.importers.docx.pieces import PieceReader
from dlexport.importers.docx.styles import ParagraphStyle, WordStyles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

    from dlexport.importers.docx.numbering import Label
    from dlexport.importers.docx.package import DocxPackage
    from dlexport.importers.docx.stretch import WordStretch
    from dlexport.importers.pictures import Pictures

_OUTER: Final = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}
_COLUMNS: Final = 60


@dataclass(slots=True)
class WordParagraph:
    """A paragraph; `number` counts them from 1."""

    number: int
    style: ParagraphStyle
    label: Label | None
    pieces: list[WordStretch]

    @property
    def plain(self) -> str:
        """The text without its looks."""
        return plain_of(self.pieces)


@dataclass(slots=True)
class WordTable:
    """A table; a cell that goes on from the left or above is empty."""

    number: int
    rows: list[list[list[WordBlock]]]


WordBlock: TypeAlias = WordParagraph | WordTable


@dataclass(slots=True)
class DocumentReader:
    """Reads a document; `remark` is called with a paragraph's number, what could not be carried, and what to do."""

    package: DocxPackage
    pictures: Pictures
    remark: Callable[[int, str, str], None]
    _number: int = 0
    _pieces: PieceReader = field(init=False)
    _styles: WordStyles = field(init=False)
    _numbering: Numbering = field(init=False)

    def __post_init__(self) -> None:
        self._styles = WordStyles(self.package.styles)
        self._numbering = Numbering.of(self.package.numbering)
        self._pieces = PieceReader(
            self.package, self._styles, self.pictures, lambda what, hint: self.remark(self._number, what, hint))

    def read(self) -> list[WordBlock]:
        """The blocks of the document, in order."""
        return list(self._blocks(self.package.body))

    def _blocks(self, parent: Element) -> Iterator[WordBlock]:
        for one in parent:
            if one.tag == f"{W}p":
                yield from self._paragraph(one)
            elif one.tag == f"{W}tbl":
                yield self._table(one)
            elif one.tag in _OUTER and not _is_contents(one):
                yield from self._blocks(one)

    def _paragraph(self, one: Element) -> Iterator[WordBlock]:
        self._number += 1
        about = one.find(f"{W}pPr")
        style = self._styles.paragraph(about)
        number = self._number
        pieces = self._pieces.read(one)
        boxes, self._pieces.boxes = self._pieces.boxes, []
        seen = any(piece.text.strip() for piece in pieces)
        label = self._numbering.label(style.list, style.level) if style.list and seen else None
        label = label._replace(level=label.level + style.deeper) if label else None
        if not style.contents and seen:
            yield WordParagraph(number, style, label, pieces)
        for box in boxes:
            yield from self._blocks(box)

    def _table(self, table: Element) -> WordTable:
        first = self._number + 1
        rows: list[list[list[WordBlock]]] = []
        for row in _inside(table, "tr"):
            cells: list[list[WordBlock]] = []
            for cell in _inside(row, "tc"):
                about = cell.find(f"{W}tcPr")
                merged = about.find(f"{W}vMerge") if about is not None else None
                wide = about.find(f"{W}gridSpan") if about is not None else None
                goes_on = merged is not None and merged.get(f"{W}val", "continue") != "restart"
                cells.append([] if goes_on else list(self._blocks(cell)))
                span = wide.get(f"{W}val", "1") if wide is not None else "1"
                cells += [[] for _ in range(int(span) - 1)] if span.isdigit() and int(span) <= _COLUMNS else []
            rows.append(cells)
        return WordTable(first, rows)


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside of controls and changes."""
    for one in parent:
        if one.tag == f"{W}{name}":
            yield one
        elif one.tag in _OUTER:
            yield from _inside(one, name)


def _is_contents(control: Element) -> bool:
    """Whether it is the table of contents that Word makes."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "table of contents" in gallery.get(f"{W}val", "").lower()
