"""Rich text as data: a small closed union of block nodes and one of inline nodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dlexport.source.located import Located

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.labels import CalloutKind
    from dlexport.math.tree import Element

Alignment = Literal["", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters to be shown as they are. Never holds a line feed."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """`**…**`: in a key point, what the reader must recall, and `{…}` behind it what may be said of it meanwhile."""

    children: tuple[Inline, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """`*…*`: Han is never slanted."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strikethrough:
    """`~~…~~`."""

    children: tuple[Inline, ...]


StyleName: TypeAlias = Literal["underline", "subscript", "superscript", "highlight"]


@dataclass(frozen=True, slots=True)
class Styled:
    """`<u>…</u>`, `H~2~O` or `<sub>`, `x^2^` or `<sup>`, `==…==`."""

    style: StyleName
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """`____`: room to write a word, as long as so many low lines."""

    length: int


@dataclass(frozen=True, slots=True)
class Gap:
    """`[[巴黎]]` in a prompt: room for an answer, which is not shown there.

    Attributes:
        answers: those that are right; the first is the one to show.
        tolerance: how far from it a number may be, as typed; else empty.
    """

    answers: tuple[tuple[Inline, ...], ...]
    tolerance: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code span."""

    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """`$…$`, inline: LaTeX that every output knows, and its parsed tree."""

    latex: str
    tree: Element


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address; only http, https and mailto lead somewhere, see `addresses.outward`."""

    href: str
    children: tuple[Inline, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """`[…](#id)`: a link to another question of the bank, if there is one with this id."""

    question: str
    children: tuple[Inline, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """How wide or high a picture is to be: in CSS pixels, or in percent of the text's width."""

    value: float
    unit: Literal["px", "%"] = "px"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture among words. `path` is a key of the bank's media; where no size is asked for, it has its own."""

    path: str
    alt: str
    title: str = ""
    width: Length | None = None
    height: Length | None = None


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A hard line break."""


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """A mark that points to a footnote of the same field; numbered from 1 within it."""

    number: int


Inline: TypeAlias = (
    Text | Strong | Emphasis | Strikethrough | Styled | Blank | Gap | Code | Math | Link | QuestionLink | Image
    | LineBreak | FootnoteReference
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a field; `level` 1..6 as typed, below everything the book itself heads."""

    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list; `done` where it is a task, `- [ ]` or `- [x]`, else None."""

    blocks: tuple[Block, ...]
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class BulletList:
    """An unordered list; `tight` when no blank lines separate its items."""

    items: tuple[ListItem, ...]
    tight: bool = True


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list that starts at `start`."""

    items: tuple[ListItem, ...]
    start: int = 1
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """`> [!NOTE]`: a quotation that stands out. An own `title`, where it has one, goes before the label of its kind."""

    kind: CalloutKind
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Fenced or indented code; `text` without the last line feed, `language` as typed or empty."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class MathBlock:
    """`$$…$$`, displayed."""

    latex: str
    tree: Element


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one head row, any number of body rows, every row as long as `alignments`."""

    alignments: tuple[Alignment, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture alone in its paragraph; its Markdown title, where it has one, is the caption."""

    image: Image
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote, numbered from 1 within its field."""

    number: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of a field, always its last block."""

    notes: tuple[Footnote, ...]


Block: TypeAlias = (
    Paragraph | Heading | BulletList | OrderedList | Quote | Callout | CodeBlock | MathBlock | Table | Figure | Rule
    | Footnotes
)


class RichText:
    """A field of block Markdown: its nodes, and the source text, on which alone they depend.

    Args:
        blocks: the nodes, or how to get at them: most of a bank that has hardly changed are never asked for.
        source: the text, and its place.
    """

    __match_args__ = ("blocks", "source")
    __slots__ = ("_blocks", "source")

    def __init__(self, blocks: tuple[Block, ...] | Callable[[], tuple[Block, ...]], source: Located) -> None:
        self._blocks = blocks
        self.source = source

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The nodes."""
        if not isinstance(self._blocks, tuple):
            self._blocks = self._blocks()
        return self._blocks

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RichText) and (self.blocks, self.source) == (other.blocks, other.source)

    def __hash__(self) -> int:
        return hash(self.source)

    def __repr__(self) -> str:
        return f"RichText(blocks={self.blocks!r}, source={self.source!r})"


EMPTY: Final = RichText((), Located("", "", 1, 1, "", ()))
"""What is not there."""


@dataclass(frozen=True, slots=True)
class Line:
    """A field of one line: a title, or the one paragraph of a key point."""

    children: tuple[Inline, ...]
    source: Located
