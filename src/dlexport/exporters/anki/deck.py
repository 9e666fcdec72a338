"""A deck as data, before it becomes a file: note types, decks, notes and media. All times are Unix seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.exporters.anki.schema import Kind, Schema


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type as it goes into the file. `templates` are (front, back), in the order of the schema."""

    id: int
    name: str
    schema: Schema
    css: str
    templates: tuple[tuple[str, str], ...]
    modified: int


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck; `name` with `::` between its levels, `description` HTML."""

    id: int
    name: str
    description: str
    modified: int


@dataclass(frozen=True, slots=True)
class DeckNote:
    """A note with the cards it has.

    Attributes:
        deck: the id of its cards' deck.
        fields: by name; those not named are empty.
        cards: the ordinals of its cards, from 0: templates, or cloze numbers less one.
        due: its cards' place among the new ones.
    """

    kind: Kind
    guid: str
    deck: int
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    cards: tuple[int, ...]
    due: int
    modified: int


@dataclass(frozen=True, slots=True)
class Package:
    """The content of one `.apkg`. `media` is file name -> bytes; `decks` begins with the parent of the others."""

    moment: int
    note_types: Mapping[Kind, NoteType]
    decks: tuple[Deck, ...]
    notes: tuple[DeckNote, ...]
    media: Mapping[str, bytes]
