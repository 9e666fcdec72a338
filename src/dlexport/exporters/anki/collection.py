"""`Package` -> the bytes of an `.apkg`. The only module that uses genanki.

genanki writes the tables; what it cannot say is overridden here: a date for each note, note type and deck, and
which cards a note has, which it would guess from the templates and get wrong for `{{^Retired}}` and spare fields
(it would then write no card at all). Decks and note types are listed once, for all decks.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import genanki

from dlexport.exporters.anki.identity import number
from dlexport.publish.zip import ZipEntry, deterministic_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.cache import Cache
    from dlexport.exporters.anki.deck import Deck, DeckNote, NoteType, Package

_MILLISECONDS = 1000


def to_apkg(package: Package, cache: Cache) -> bytes:
    """The file's bytes; the same package gives the same bytes."""
    names = sorted(package.media)
    listing = json.dumps({str(position): name for position, name in enumerate(names)})
    return deterministic_zip([
        ZipEntry("collection.anki2", _database(package)),
        ZipEntry("media", listing.encode()),
        *(ZipEntry(str(position), package.media[name]) for position, name in enumerate(names)),
    ], cache)


def _database(package: Package) -> bytes:
    models = {kind: _Model(note_type, package.decks[0].id) for kind, note_type in package.note_types.items()}
    decks = {deck.id: _Deck(deck) for deck in package.decks}
    for note in package.notes:
        decks[note.deck].add_note(_Note(note, models[note.kind]))
    with closing(sqlite3.connect(":memory:")) as connection:
        cursor = connection.cursor()
        genanki.Package(list(decks.values())).write_to_db(
            cursor, package.moment, itertools.count(package.moment * _MILLISECONDS))
        _list(cursor, "decks", {deck.deck_id: deck.to_json() for deck in decks.values()})
        used = [models[kind] for kind in dict.fromkeys(note.kind for note in package.notes)]
        _list(cursor, "models", {model.model_id: model.to_json(package.moment, model.deck) for model in used})
        connection.commit()
        return connection.serialize()


def _list(cursor: sqlite3.Cursor, column: str, entries: dict[int, Any]) -> None:
    """Add the decks or the note types of a package to those that every collection has."""
    (before,) = cursor.execute(f"SELECT {column} FROM col").fetchone()     # noqa: S608 - one of two words of ours
    both = {**json.loads(before), **{str(key): entry for key, entry in entries.items()}}
    cursor.execute(f"UPDATE col SET {column} = ?", [json.dumps(both)])     # noqa: S608 - as above


class _Model(genanki.Model):   # type: ignore[misc] # genanki has no types
    """A note type that knows its date and which fields its cards need."""

    def __init__(self, note_type: NoteType, deck: int) -> None:
        schema = note_type.schema
        owner = str(note_type.id)
        super().__init__(
            note_type.id,
            note_type.name,
            # fresh dictionaries: genanki fills them in as it writes
            fields=[
                {"name": name, "id": number(owner, "field", str(place))} for place, name in enumerate(schema.fields)
            ],
            templates=[
                {"name": template.name, "id": number(owner, "template", str(place)), "qfmt": front, "afmt": back}
                for place, (template, (front, back))
                in enumerate(zip(schema.templates, note_type.templates, strict=True))
            ],
            css=note_type.css,
            model_type=self.CLOZE if schema.cloze else self.FRONT_BACK,
            sort_field_index=schema.fields.index(schema.sort),
        )
        self.note_type = note_type
        self.deck = deck

    @property
    def _req(self) -> list[list[Any]]:
        schema = self.note_type.schema
        return [[ordinal, "any", [schema.fields.index(t.needs)]] for ordinal, t in enumerate(schema.templates)]

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:   # noqa: ARG002 - genanki's signature
        written: dict[str, Any] = super().to_json(self.note_type.modified, self.deck)
        return written


class _Deck(genanki.Deck):   # type: ignore[misc] # genanki has no types
    """A deck that knows its date."""

    def __init__(self, deck: Deck) -> None:
        super().__init__(deck.id, deck.name, deck.description)
        self.modified = deck.modified

    def to_json(self) -> dict[str, Any]:
        return {**super().to_json(), "mod": self.modified}

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        """Write the notes alone: genanki would read and write the list of all decks for each of them."""
        for note in self.notes:
            note.write_to_db(cursor, timestamp, self.deck_id, id_gen)


class _Note(genanki.Note):   # type: ignore[misc] # genanki has no types
    """A note that knows its date and its cards."""

    def __init__(self, note: DeckNote, model: _Model) -> None:
        fields = [note.fields.get(name, "") for name in model.note_type.schema.fields]
        super().__init__(model, fields, tags=note.tags, guid=note.guid, due=note.due)
        self.note = note

    @property
    def cards(self) -> list[genanki.Card]:
        return [genanki.Card(ordinal) for ordinal in self.note.cards]

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterator[int]) -> None:   # noqa: ARG002 - genanki's signature
        super().write_to_db(cursor, self.note.modified, deck_id, id_gen)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Nothing to warn of: all text was escaped. The check would take longer than all else."""
