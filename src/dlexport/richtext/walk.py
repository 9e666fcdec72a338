"""Every node of a text, in the order of reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, assert_never

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
    LineBreak,
    Link,
    ListItem,
    Math,
    MathBlock,
    OrderedList,
    Paragraph,
    QuestionLink,
    Quote,
    Rule,
    Strikethrough,
    Strong,
    Styled,
    Table,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlexport.richtext.nodes import Block, Inline

    Node: TypeAlias = Block | Inline | ListItem | Cell | Footnote


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Each node, followed by all nodes within it: pictures of figures, list items, cells and footnotes included."""
    stack = [iter(nodes)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        yield node
        stack.append(iter(children(node)))


def children(node: Node) -> tuple[Node, ...]:
    """The direct children of a node, in the order of reading."""
    match node:
        case Text() | Code() | Math() | Image() | LineBreak() | FootnoteReference() | Blank() | Gap():  # most are
            return ()
        case Paragraph() | Heading() | Cell() | Strong() | Emphasis() | Strikethrough() | Styled() | Link() \
                | QuestionLink():
            return node.children
        case BulletList() | OrderedList():
            return node.items
        case Quote() | ListItem() | Footnote():
            return node.blocks
        case Callout():
            return (*node.title, *node.blocks)
        case Table():
            return (*node.caption, *(cell for row in (node.head, *node.rows) for cell in row))
        case Figure():
            return (node.image,)
        case Footnotes():
            return node.notes
        case CodeBlock() | MathBlock() | Rule():
            return ()
        case _:
            assert_never(node)
