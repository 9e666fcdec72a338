"""The footnotes of a field: gathered, numbered in the order of first mention, and put last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dlexport.richtext.markdown.to_blocks import Blocks, without
from dlexport.richtext.markdown.to_inlines import inlines
from dlexport.richtext.nodes import Footnote, Footnotes, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from dlexport.richtext.markdown.trace import Trace
    from dlexport.richtext.nodes import Block

_NOTE = "footnote_reference_open"


class Notes:
    """The footnotes of one field, from the tokens and entries of markdown-it's footnote plug-in."""

    def __init__(self, entries: dict[int, dict[str, Any]], trace: Trace) -> None:
        """Take the plug-in's entries: id of a note -> its label, or text and tokens if the note is an inline one."""
        self._entries = entries
        self._trace = trace
        self._order: dict[int, Token | None] = {}     # id -> the block that mentions it first
        self._numbers: dict[int, int] = {}

    def number(self, token: Token) -> int:
        """The number of the note that a token refers to, from 1; the next free number at the first mention."""
        identity = int(token.meta["id"])
        if identity not in self._numbers:
            self._order[identity] = self._trace.token
            self._numbers[identity] = len(self._order)
        return self._numbers[identity]

    def field(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """The blocks of a field, its notes last; a note defined twice or never mentioned is a warning."""
        outside, found = without(tokens, _NOTE)
        bodies: dict[str, list[Token]] = {}
        for opening, *body in found:
            label = str(opening.meta["label"])
            if label in bodies:
                self._lost(opening, "this note is written twice", "give one of the two another name")
            bodies[label] = body
        builder = Blocks(self._trace, self.number)
        blocks = builder.build(iter(outside))
        notes: list[Footnote] = []
        while len(notes) < len(self._order):    # notes may mention further notes
            notes += [Footnote(self._numbers[identity], self._body(identity, bodies, builder))
                      for identity in list(self._order)[len(notes):]]
        mentioned = {self._entries[identity].get("label") for identity in self._order}
        for opening, *_ in found:
            if opening.meta["label"] not in mentioned:
                self._lost(opening, "no text mentions this note, so it is shown nowhere",
                           f"write `[^{opening.meta['label']}]` where it belongs")
        return (*blocks, Footnotes(tuple(notes))) if notes else blocks

    def _body(self, identity: int, bodies: dict[str, list[Token]], builder: Blocks) -> tuple[Block, ...]:
        entry = self._entries[identity]
        if "label" in entry:
            return builder.build(iter(bodies[entry["label"]]))
        self._trace.token = self._order[identity]     # an inline note stands within the block that mentions it
        return (Paragraph(inlines(entry["tokens"], self._trace, self.number)),)

    def _lost(self, opening: Token, message: str, hint: str) -> None:
        self._trace.note_line("unused-definition", message, hint, (opening.map or [0])[0], severity="warning")
