"""An `.apkg` -> passages, with the standard library's zip and SQLite: what a learner's Anki gets of each question."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import struct
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporter import Note, Part, Passage
from dlexport.exporters.anki.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PICTURE = re.compile(r'<img\b[^>]*\bsrc="([^"]*)"')
"""Finds the names of the pictures that a field shows."""

_PARTS = {
    "Title": Part.TITLE, "Prompt": Part.PROMPT, "Answer": Part.ANSWER, "Sections": Part.SECTIONS,
    "Analysis": Part.ANALYSIS, "References": Part.REFERENCES,
}
_BLANK = re.compile(r"\{\{c(\d+)::")
_ROWS = """
    SELECT guid, mid, flds, tags, (SELECT group_concat(ord) FROM cards WHERE nid = notes.id)
    FROM notes ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class _Row:
    """A note as read: its fields by name, its tags, the ordinals of its cards."""

    guid: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    cards: frozenset[int]
    cloze: bool


def passages(data: bytes) -> list[Passage]:
    """The text of every note that has all its cards; what makes no card is nothing a learner sees.

    Raises:
        ValueError: this is no whole package: a damaged archive or database, other note types, a missing picture.
    """
    entries = _entries(data)
    try:
        pictures = _pictures(entries)
        return [passage for row in _rows(entries["collection.anki2"]) for passage in _passages(row, pictures)]
    except sqlite3.Error as error:
        raise ValueError(f"its database is damaged ({error})") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it is not a deck that dlexport made ({error})") from error


def _entries(data: bytes) -> dict[str, bytes]:
    """Every file in the archive; reading one proves its checksum."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise ValueError(f"it is not a whole zip archive ({error})") from error


def _pictures(entries: Mapping[str, bytes]) -> frozenset[str]:
    """The names of the media that are really there."""
    listing = json.loads(entries["media"])
    if not listing.keys() <= entries.keys():
        raise ValueError("its list of media names files that are not there")
    return frozenset(listing.values())


def _rows(database: bytes) -> Iterator[_Row]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        (models,) = connection.execute("SELECT models FROM col").fetchone()
        types = {int(ident): ([field["name"] for field in model["flds"]], model["type"] == 1)
                 for ident, model in json.loads(models).items()}
        for guid, model, fields, tags, cards in connection.execute(_ROWS):
            names, cloze = types[model]
            yield _Row(
                guid,
                dict(zip(names, fields.split("\x1f"), strict=True)),
                tuple(tags.split()),
                frozenset(map(int, cards.split(","))) if cards else frozenset(),
                cloze,
            )


def _passages(row: _Row, pictures: frozenset[str]) -> Iterator[Passage]:
    missing = {name for text in row.fields.values() for name in PICTURE.findall(text)} - pictures
    if missing:
        raise ValueError(f"the picture {min(missing)} is missing")
    fields = row.fields
    note = Note(row.guid, fields["Id"], visible(fields["Title"]), visible(fields["Topic"]), row.tags)
    question = note.id.split("/")[0]
    if row.cloze:
        text = fields["Text"]
        promised = {int(blank) - 1 for blank in _BLANK.findall(text)}
        if promised and promised == row.cards:
            yield Passage(question, Part.KEYPOINTS, visible(text, cloze=True), note, text)
    elif row.cards:
        for name, part in _PARTS.items():
            yield Passage(question, part, visible(fields[name]), note, fields[name])
        yield Passage(question, Part.TAGS, "\n".join(row.tags), note)
