"""Levels of headings in a field, renumbered: no level is skipped, and none is deeper than the output allows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dlexport.richtext.nodes import (
    BulletList,
    Callout,
    Footnote,
    Footnotes,
    Heading,
    OrderedList,
    Quote,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.richtext.nodes import Block


def nested(blocks: Iterable[Block], room: int) -> tuple[Block, ...]:
    """Blocks whose headings have levels from 1 to `room`, each at most one deeper than the heading before it.

    Screen readers let people move by headings, who take a skipped level for something they missed (WCAG 2.2,
    technique G141). A heading deeper than another stays deeper, unless both would be below `room`.
    """
    return _Levels(room).blocks(blocks)


class _Levels:
    """The levels that are open, as typed, from the outermost to that of the last heading."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._open: list[int] = []

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The blocks with their new levels of headings."""
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Heading(level, children):
                while self._open and self._open[-1] >= level:
                    self._open.pop()
                self._open.append(level)
                return Heading(min(len(self._open), self._room), children)
            case Quote(blocks):
                return Quote(self.blocks(blocks))
            case Callout(blocks=blocks):
                return replace(block, blocks=self.blocks(blocks))
            case BulletList(items) | OrderedList(items):
                return replace(block, items=tuple(replace(item, blocks=self.blocks(item.blocks)) for item in items))
            case Footnotes(notes):
                return Footnotes(tuple(Footnote(note.number, self.blocks(note.blocks)) for note in notes))
            case _:
                return block
