"""Footnotes with addresses: on paper every web link gets a mark, and its address a note below its field.

The notes are footnotes like any other, so they are set, tagged and read back as those are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, cast
from urllib.parse import quote, unquote

from dlexport.richtext.addresses import outward
from dlexport.richtext.nodes import (
    BulletList,
    Callout,
    Cell,
    Emphasis,
    Footnote,
    FootnoteReference,
    Footnotes,
    Heading,
    Link,
    ListItem,
    OrderedList,
    Paragraph,
    Quote,
    Strikethrough,
    Strong,
    Styled,
    Table,
    Text,
)
from dlexport.richtext.plain import plain
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlexport.richtext.nodes import Block, Inline

    _Node: TypeAlias = Block | Inline | ListItem | Cell | Footnote

_SCHEME = re.compile("(?:https?://|mailto:)", re.IGNORECASE)
_ESCAPED = re.compile("(?:%[89A-F][0-9A-F])+", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff（）《》、，：·]")      # and what stands in titles of pages


def with_link_notes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """All blocks of a field with the address of each link as a note, numbered on after the field's own footnotes.

    An address has one note, however often it is linked to; a link that shows its address has none.
    """
    if not any(isinstance(node, Link) for node in walk(blocks)):
        return tuple(blocks)
    last = blocks[-1]
    own = last.notes if isinstance(last, Footnotes) else ()
    numbers: dict[str, int] = {}
    marked = tuple(_marked(block, numbers, len(own)) for block in blocks)
    if not numbers:
        return tuple(blocks)
    found = tuple(Footnote(number, (Paragraph((Link(href, (Text(readable(href)),)),)),))
                  for href, number in numbers.items())
    if isinstance(end := marked[-1], Footnotes):
        return (*marked[:-1], Footnotes((*end.notes, *found)))
    return (*marked, Footnotes(found))


def readable(href: str) -> str:
    """An address for print: percent-encoded Han is shown as Han, which browsers accept too."""
    return _ESCAPED.sub(_as_han, href.removeprefix("mailto:"))


def _as_han(found: re.Match[str]) -> str:
    try:
        text = unquote(found[0], errors="strict")
    except UnicodeDecodeError:
        return found[0]
    return "".join(char if _HAN.fullmatch(char) else quote(char) for char in text) if _HAN.search(text) else found[0]


def shows_address(link: Link) -> bool:
    """Whether a link's text is its own address."""
    return _bare(plain(link.children)) == _bare(link.href)


def _bare(address: str) -> str:
    """The common form of two spellings of an address."""
    return unquote(_SCHEME.sub("", address.strip(), count=1)).rstrip("/")


def _marked(node: Block, numbers: dict[str, int], own: int) -> Block:
    """A block with a mark after each link inside it; `numbers` learns the addresses in reading order."""
    return cast("Block", _inside(node, numbers, own))


def _inside(node: _Node, numbers: dict[str, int], own: int) -> _Node:
    match node:
        case Paragraph(children) | Heading(_, children) | Cell(children) | Strong(children) | Emphasis(children) \
                | Strikethrough(children) | Styled(_, children):
            return replace(node, children=tuple(_inlines(children, numbers, own)))
        case Callout(_, title, blocks):
            return replace(node, title=tuple(_inlines(title, numbers, own)),
                           blocks=tuple(_marked(block, numbers, own) for block in blocks))
        case Quote(blocks) | ListItem(blocks) | Footnote(_, blocks):
            return replace(node, blocks=tuple(_marked(block, numbers, own) for block in blocks))
        case BulletList(items) | OrderedList(items):
            return replace(node, items=tuple(cast("ListItem", _inside(item, numbers, own)) for item in items))
        case Footnotes(notes):
            return Footnotes(tuple(cast("Footnote", _inside(note, numbers, own)) for note in notes))
        case Table(_, head, rows):
            return replace(node, head=_cells(head, numbers, own),
                           rows=tuple(_cells(row, numbers, own) for row in rows))
        case _:
            return node


def _cells(cells: Iterable[Cell], numbers: dict[str, int], own: int) -> tuple[Cell, ...]:
    return tuple(Cell(tuple(_inlines(cell.children, numbers, own))) for cell in cells)


def _inlines(nodes: Iterable[Inline], numbers: dict[str, int], own: int) -> Iterable[Inline]:
    for node in nodes:
        yield cast("Inline", _inside(node, numbers, own))
        if isinstance(node, Link) and outward(node.href) and not shows_address(node):
            yield FootnoteReference(numbers.setdefault(node.href, own + len(numbers) + 1))
