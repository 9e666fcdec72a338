"""The context shared by all pages of a book: labels, addresses, and the writing of rich text as XHTML."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from dlexport.richtext.beside import kept
from dlexport.richtext.headings import nested
from dlexport.richtext.plain import unmarked
from dlexport.richtext.xhtml import Dialect, write_blocks, write_inlines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.book.bank import Bank
    from dlexport.book.book import Book
    from dlexport.exporters.epub.formulas import Formulas
    from dlexport.exporters.epub.options import EpubOptions
    from dlexport.exporters.epub.package.addresses import Addresses
    from dlexport.labels import Labels
    from dlexport.labels.words import BookWords
    from dlexport.math.tree import Element
    from dlexport.richtext.nodes import Line, RichText

_UNBROKEN: Final = 24    # characters of LaTeX: what has more may be broken, by readers that know no MathML
_TEXT: Final = 16        # CSS pixels: the usual size of text, for which drawings are made


@dataclass(frozen=True, slots=True)
class Piece:
    """Finished markup, and what it shows: paths of pictures and names of drawings, in order of appearance."""

    markup: str
    pictures: Sequence[str]
    drawings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A book being written: it writes rich text as XHTML and records which pictures and drawings are shown.

    Attributes:
        formulas: write formulas.
        pictures: paths of the pictures that were shown so far, in order of appearance.
        drawings: names of the formulas' drawings, the same.
    """

    book: Book
    options: EpubOptions
    addresses: Addresses
    formulas: Formulas
    pictures: dict[str, None] = field(default_factory=dict)
    drawings: dict[str, None] = field(default_factory=dict)

    @property
    def bank(self) -> Bank:
        """The bank."""
        return self.book.bank

    @property
    def labels(self) -> Labels:
        """The labels that all outputs share."""
        return self.book.labels

    @property
    def words(self) -> BookWords:
        """The labels that only an e-book has."""
        return self.book.labels.book

    def line(self, line: Line) -> str:
        """A title or key point as inline markup."""
        return kept(write_inlines(line.children, self._dialect("", 0)), _UNBROKEN)

    def rich(self, content: RichText, prefix: str, heading: int) -> str:
        """A field as block markup.

        Args:
            content: the field.
            prefix: begins the anchors of its footnotes; unique in the book.
            heading: the level of the heading that the field stands under.
        """
        return kept(write_blocks(nested(content.blocks, 6 - heading), self._dialect(prefix, heading)), _UNBROKEN)

    def piece(self, write: Callable[[Manuscript], str]) -> Piece:
        """What is written for a place that is not yet known, with what it shows."""
        own = replace(self, pictures={}, drawings={})
        return Piece(write(own), tuple(own.pictures), tuple(own.drawings))

    def show(self, piece: Piece) -> str:
        """The markup of a piece that has its place now."""
        self.pictures.update(dict.fromkeys(piece.pictures))
        self.drawings.update(dict.fromkeys(piece.drawings))
        return piece.markup

    def _dialect(self, prefix: str, heading: int) -> Dialect:
        return Dialect(math=self._formula, image_src=self._picture, question_href=self.addresses.question,
                       image_width=self._drawing_width,
                       footnote_prefix=prefix, heading_shift=heading, labels=self.labels, epub=True,
                       code_lines=True)

    def _formula(self, latex: str, tree: Element, display: bool) -> str:   # noqa: FBT001 - the hook's signature
        formula = self.formulas.write(latex, tree, display=display)
        if formula.drawing:
            self.drawings[formula.drawing] = None
        return formula.markup

    def _picture(self, path: str) -> str:
        self.pictures[path] = None
        return f"images/{self.bank.media[path].name}"

    def _drawing_width(self, path: str) -> str:
        """Of a drawing, so that its lettering grows with the text, as far as the page allows; a bitmap has its own."""
        media = self.bank.media[path]
        return f"{media.width / _TEXT:.4g}em" if media.kind == "svg" else ""


def title_of(line: Line) -> str:
    """A title as plain text, its formulas in Unicode."""
    return unmarked(line.children)
