"""Rich text as plain text: whole, or leaf block by leaf block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from dlexport.math.text import as_text
from dlexport.richtext.nodes import (
    Blank,
    BulletList,
    Callout,
    Cell,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    Footnotes,
    Gap,
    Heading,
    Image,
    Inline,
    Line,
    LineBreak,
    Link,
    ListItem,
    Math,
    MathBlock,
    OrderedList,
    Paragraph,
    QuestionLink,
    Quote,
    RichText,
    Rule,
    Strikethrough,
    Strong,
    Styled,
    Table,
    Text,
)
from dlexport.richtext.scripts import lowered, raised

GAP: Final = 8
"""Low lines that stand for a gap in plain text, the same number for each, so that it tells nothing of the answer."""

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dlexport.math.tree import Element
    from dlexport.richtext.nodes import Block


def plain(nodes: RichText | Line | Iterable[Block] | Iterable[Inline]) -> str:
    """The text that a reader sees, without markup; each leaf block ends with a line feed.

    A formula is its LaTeX, a picture its description, a hard line break a line feed, a footnote mark nothing.
    """
    match nodes:
        case RichText():
            return "\n".join(leaves(nodes.blocks))
        case Line():
            return "".join(map(_inline, nodes.children))
        case _:
            return "".join(
                _inline(node) if isinstance(node, Inline) else "".join(f"{leaf}\n" for leaf in leaves((node,)))
                for node in nodes).removesuffix("\n")


def unmarked(children: Iterable[Inline]) -> str:
    """One line for a place without markup, such as a PDF bookmark: as `plain`, with formulas and scripts in Unicode."""
    return "".join([_inline(node, as_text) for node in children])


def _inline(node: Inline, formula: Callable[[Element], str] | None = None) -> str:
    match node:
        case Text() | Code():
            return node.text
        case Styled("superscript" | "subscript" as style, children) if formula:
            words = "".join([_inline(child, formula) for child in children])
            return raised(words) if style == "superscript" else lowered(words)
        case Strong() | Emphasis() | Strikethrough() | Styled() | Link() | QuestionLink():
            return "".join([_inline(child, formula) for child in node.children])
        case Blank():
            return "_" * node.length
        case Gap():
            return "_" * GAP
        case Math():
            return formula(node.tree) if formula else node.latex
        case Image():
            return node.alt
        case LineBreak():
            return "\n"
        case FootnoteReference():
            return ""
        case _:
            assert_never(node)


def leaves(blocks: Iterable[Block]) -> Iterator[str]:
    """The text of each leaf block in the order of reading; none is blank.

    A leaf is a paragraph, a heading, the own title of a callout, a block of code, a displayed formula, the caption of
    a table and then each cell, the description of a figure and then its caption; those inside lists, quotes and
    footnotes too.
    """
    return (text for block in blocks for text in _leaves(block) if text.strip())


def _leaves(node: Block | ListItem | Cell | Footnote) -> Iterator[str]:
    match node:
        case Paragraph() | Heading() | Cell():
            yield plain(node.children)
        case CodeBlock():
            yield node.text
        case MathBlock():
            yield node.latex
        case Figure():
            yield node.image.alt
            yield node.caption
        case Table():
            yield plain(node.caption)
            for row in (node.head, *node.rows):
                for cell in row:
                    yield from _leaves(cell)
        case BulletList() | OrderedList():
            for item in node.items:
                yield from _leaves(item)
        case Footnotes():
            for note in node.notes:
                yield from _leaves(note)
        case Callout():
            yield plain(node.title)
            for block in node.blocks:
                yield from _leaves(block)
        case Quote() | ListItem() | Footnote():
            for block in node.blocks:
                yield from _leaves(block)
        case Rule():
            pass
        case _:
            assert_never(node)
