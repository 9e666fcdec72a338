"""An `.apkg` -> passages, with the standard library's zip and SQLite: what a learner's Anki gets of each question."""

from __future__ import annotations

import functools
import html
import io
import json
import re
import sqlite3
import struct
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from dlexport.book.fingerprints import packed
from dlexport.exporters.anki.fields.visible_text import visible
from dlexport.plugin.contract import Note, Part, Passage
from dlexport.plugin.pictures import found_picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dlexport.cache import Cache
    from dlexport.plugin.contract import Picture

PICTURE = re.compile(r'<img\b[^>]*\bsrc="([^"]*)"')
"""Finds the names of the pictures that a field shows."""

_PARTS = {
    "Title": Part.TITLE, "Prompt": Part.PROMPT, "Answer": Part.ANSWER, "Sections": Part.SECTIONS,
    "Analysis": Part.ANALYSIS, "References": Part.REFERENCES,
}
_MARKED = re.compile(r'<(div|p)\b[^>]*? data-part="([a-z]+)"[^>]*>')
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
_DIFFICULTY = re.compile(r"difficulty::([0-9])")      # the last tag like that: another may be the author's own
_BETWEEN = "\x1f"        # Anki's, between the fields of a note
_BLANK = re.compile(r"\{\{c(\d+)::")
_BLANK_TEXT = re.compile(r"\{\{c(\d+)::(.*?)(?:::[^{}]*)?\}\}", re.DOTALL)
_ROWS = """
    SELECT guid, mid, flds, tags, mod, (SELECT group_concat(ord) FROM cards WHERE nid = notes.id)
    FROM notes ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A note as read: its fields' names and texts, as Anki joins them; its tags, the ordinals of its cards.

    Attributes:
        bank: the bank's id, with which the name of its note type begins.
        modified: its date, in Unix seconds.
    """

    guid: str
    names: str
    text: str
    tags: tuple[str, ...]
    cards: frozenset[int]
    cloze: bool
    bank: str
    modified: int

    @property
    def fields(self) -> dict[str, str]:
        """The texts by name."""
        return dict(zip(self.names.split(_BETWEEN), self.text.split(_BETWEEN), strict=True))

    @property
    def question(self) -> str:
        """The id of its question."""
        return self.fields["Id"].split("/")[0]


def passages(data: bytes, cache: Cache) -> list[Passage]:
    """The text of every note that has all its cards; what makes no card is nothing a learner sees.

    That of notes that were read before is taken from the cache.

    Raises:
        ValueError: this is no whole package: a damaged archive or database, or other note types.
    """
    entries = archive_entries(data)
    try:
        rows = list(_rows(entries["collection.anki2"]))
        pictures = _pictures(entries)
        groups = [list(notes) for _, notes in groupby(rows, key=lambda row: row.question)]
        keys = [cache.key("apkg notes", *(part for row in notes for part in (row.names, str(row.cloze), row.text)))
                for notes in groups]
        texts = cache.recall_all(keys, lambda number: packed([_texts(row) for row in groups[number]]))
        seen = functools.cache(lambda name: found_picture(pictures.get(html.unescape(name)), cache))
        return [passage for notes, known in zip(groups, texts, strict=True)
                for row, shown in zip(notes, json.loads(known), strict=True) for passage in _passages(row, shown, seen)]
    except sqlite3.Error as error:
        raise ValueError(f"its database is damaged ({error})") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it is not a deck that dlexport made ({error})") from error


def deck_notes(data: bytes) -> list[DeckRow]:
    """Every note of a deck, as it stands in the file.

    Raises:
        ValueError: this is no whole package.
    """
    try:
        return list(_rows(archive_entries(data)["collection.anki2"]))
    except (sqlite3.Error, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it is not a deck that dlexport made ({error})") from error


def archive_entries(data: bytes) -> dict[str, bytes]:
    """Every file in the archive by name; reading one proves its checksum.

    Raises:
        ValueError: this is no whole archive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise ValueError(f"it is not a whole zip archive ({error})") from error


def _pictures(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The media that are really there, by name."""
    listing = json.loads(entries["media"])
    if not listing.keys() <= entries.keys():
        raise ValueError("its list of media names files that are not there")
    return {name: entries[number] for number, name in listing.items()}


def _rows(database: bytes) -> Iterator[DeckRow]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        (models,) = connection.execute("SELECT models FROM col").fetchone()
        types = {int(ident): (_BETWEEN.join(field["name"] for field in model["flds"]), model["type"] == 1,
                              model["name"].partition(" · ")[0]) for ident, model in json.loads(models).items()}
        for guid, model, fields, tags, modified, cards in connection.execute(_ROWS):
            names, cloze, bank = types[model]
            yield DeckRow(
                guid,
                names,
                fields,
                tuple(tags.split()),
                frozenset(map(int, cards.split(","))) if cards else frozenset(),
                cloze,
                bank,
                modified,
            )


def _texts(row: DeckRow) -> dict[str, str]:
    """What a learner sees in the fields that are read."""
    names, fields = ("Title", "Topic", "Text") if row.cloze else ("Title", "Topic", *_PARTS), row.fields
    return {name: visible(fields[name], cloze=name == "Text") for name in names}


def _passages(row: DeckRow, shown: Mapping[str, str], seen: Callable[[str], Picture]) -> Iterator[Passage]:
    """The passages of a note; `seen` tells a picture by its name."""
    fields = row.fields
    question = fields["Id"].split("/")[0]
    root = f"{row.bank}::"
    tags = tuple(tag.removeprefix(root) for tag in row.tags if not tag.startswith(f"{root}topic::"))
    note = Note(row.guid, fields["Id"], shown["Title"], shown["Topic"], tags, row.bank, row.modified, _asked(row))

    def passage(part: Part, name: str) -> Passage:
        text = fields[name]
        return Passage(question, part, shown[name], note, text, tuple(map(seen, PICTURE.findall(text))),
                       tuple(map(html.unescape, _LINK.findall(text))))

    def marked(text: str) -> Iterator[Passage]:
        for name, inner in _marked(text):
            yield Passage(question, Part(name), visible(inner), note, inner, tuple(map(seen, PICTURE.findall(inner))),
                          tuple(map(html.unescape, _LINK.findall(inner))))

    if row.cloze:
        promised = {int(blank) - 1 for blank in _BLANK.findall(fields["Text"])}
        if promised and promised == row.cards:
            yield passage(Part.KEYPOINTS, "Text")
    elif row.cards:
        for name, part in _PARTS.items():
            yield passage(part, name)
            if "data-part=" in fields[name]:
                yield from marked(fields[name])
        yield Passage(question, Part.TAGS, "\n".join(tags), note)
        levels = [match[1] for tag in tags if (match := _DIFFICULTY.fullmatch(tag))]
        yield Passage(question, Part.DIFFICULTY, "".join(levels[-1:]), note)


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """The elements of a field that name a part, and what is in them."""
    for opening in _MARKED.finditer(text):
        depth, end = 1, len(text)
        for tag in re.finditer(rf"<(/?){opening[1]}\b", text[opening.end():]):
            depth += -1 if tag[1] else 1
            if not depth:
                end = opening.end() + tag.start()
                break
        yield opening[2], text[opening.end():end]


def _asked(row: DeckRow) -> tuple[tuple[str, str], ...]:
    """The text of each blank, by the name of its card."""
    if not row.cloze:
        return ()
    return tuple((f"c{number}", visible(text)) for number, text in _BLANK_TEXT.findall(row.fields["Text"]))
