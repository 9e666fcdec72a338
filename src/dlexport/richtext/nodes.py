"""Rich text as data: a small closed union of block nodes and one of inline nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """`**…**`: in a key point, the words to recall; `hint`, typed as `{…}` right behind, is shown in their place."""

    children: tuple[Inline, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """`*…*`. Outputs slant Latin letters only, never Han."""

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
    """`____`: room to write a word, `length` low lines wide."""

    length: int


@dataclass(frozen=True, slots=True)
class Gap:
    """`[[巴黎]]` in a prompt: room for an answer, which the prompt does not show.

    Attributes:
        answers: all right answers, at least one; solutions show the first.
        tolerance: the largest difference by which a number may miss the first answer, as typed; empty if none was.
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
    """The width or height asked for a picture: in CSS pixels, or in percent of the text's width."""

    value: float
    unit: Literal["px", "%"] = "px"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture among words. `path` is a key of the bank's media; without `width` and `height` its own size is used."""

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
    """A mark that points to the footnote of this number in the same field; numbers begin at 1."""

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
    """A heading inside a field; `level` 1 to 6 as typed; outputs set it below their own headings."""

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
    """`> [!NOTE]`: a quotation that stands out. A `title`, if there is one, replaces the label of its kind."""

    kind: CalloutKind
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Fenced or indented code: `text` without the last line feed, `language` as typed or empty; `lines`: `coloured`."""

    text: str
    language: str = ""
    lines: tuple[tuple[tuple[str, str], ...], ...] = field(default=(), repr=False, compare=False)
    lines_in: str = field(default="", repr=False, compare=False)    # the language that these were coloured for


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
    """A table: one head row, any number of body rows, every row as long as `alignments`.

    `widths` of the columns are in percent; with a `header_column` the first cell of each row is its head.
    """

    alignments: tuple[Alignment, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[Inline, ...] = ()
    widths: tuple[float, ...] = ()
    header_column: bool = False


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
    """A field of block Markdown: its nodes and the source text from which they follow. Equal if the sources are equal.

    Args:
        blocks: the nodes, or a function that makes them at first use: a bank that has hardly changed needs few of them.
        source: the text with its position.
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
"""An absent field."""


@dataclass(frozen=True, slots=True)
class Line:
    """A field of one line: a title, or the one paragraph of a key point."""

    children: tuple[Inline, ...]
    source: Located
