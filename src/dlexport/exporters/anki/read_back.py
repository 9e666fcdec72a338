"""An `.apkg` -> passages, with the standard library's zip and SQLite: what a learner sees of each question."""

from __future__ import annotations

import functools
import html
import json
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dlexport.book.fingerprints import packed
from dlexport.exporters.anki.fields.visible_text import visible
from dlexport.foreign.archive import Archive
from dlexport.foreign.budget import ForeignError
from dlexport.foreign.database import opened
from dlexport.foreign.json_text import parsed
from dlexport.plugin.contract import Note, Part, Passage
from dlexport.plugin.pictures import found_picture
from dlexport.richtext.plain import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dlexport.cache import Cache
    from dlexport.plugin.contract import Picture

PICTURE = re.compile(r'<img\b[^<>]*\ssrc="([^"]*)"')
"""Finds the names of the pictures that a field shows."""

_PARTS = {
    "Title": Part.TITLE, "Prompt": Part.PROMPT, "Answer": Part.ANSWER, "Sections": Part.SECTIONS,
    "Analysis": Part.ANALYSIS, "References": Part.REFERENCES, "Options": Part.CHOICES,
}
_LINK = re.compile(r'<a\b[^<>]*\bhref="([^"]*)"')
_MARKED = re.compile(r'<(div|p)\b[^<>]*? data-part="([a-z]+)"[^<>]*>')
_DIFFICULTY = re.compile(r"difficulty::([0-9])")      # the last tag like that: another may be the author's own
_BETWEEN = "\x1f"        # Anki's, between the fields of a note
_BLANK = re.compile(r"\{\{c(\d{1,9})::")
_BLANK_TEXT = re.compile(        # its hint is no part of it; none begins in another, so nothing is looked at twice
    r"\{\{c(\d{1,9})::((?>.*?(?=::|\{\{c\d|\}\})))(?:::[^{}]*+)?\}\}", re.DOTALL)
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
    """The text of every note that has all its cards. Text that is on no card does not count.

    That of notes that were read before is taken from the cache.

    Raises:
        ValueError: this is no whole package: a damaged archive or database, or other note types.
    """
    entries = archive_entries(data)     # reading a member proves its checksum
    try:
        rows = _rows(entries["collection.anki2"])
        pictures = _pictures(entries)
        groups = [list(notes) for _, notes in groupby(rows, key=lambda row: row.question)]
        keys = [cache.key("apkg notes", *(part for row in notes for part in (row.names, str(row.cloze), row.text)))
                for notes in groups]
        texts = cache.recall_all(keys, lambda number: packed([_texts(row) for row in groups[number]]))
        seen = functools.cache(lambda name: found_picture(pictures.get(html.unescape(name)), cache))
        return [passage for notes, known in zip(groups, texts, strict=True)
                for row, shown in zip(notes, json.loads(known), strict=True) for passage in _passages(row, shown, seen)]
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"it is not a deck that dlexport made ({error})") from error


def deck_notes(data: bytes) -> list[DeckRow]:
    """Every note of a deck, as it stands in the file.

    Raises:
        ValueError: this is no whole package.
    """
    try:
        return _rows(archive_entries(data)["collection.anki2"])
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"it is not a deck that dlexport made ({error})") from error


def archive_entries(data: bytes) -> dict[str, bytes]:
    """Every file in the archive by name; reading one proves its checksum.

    Raises:
        ValueError: this is no whole archive, or it unpacks to too much.
    """
    with Archive(data) as archive:
        return archive.all()


def _pictures(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The media that are really there, by name."""
    listing: Any = parsed(entries["media"])
    if not listing.keys() <= entries.keys():
        raise ForeignError("its list of media names files that are not there")
    return {name: entries[number] for number, name in listing.items()}


def _rows(database: bytes) -> list[DeckRow]:
    """Every note.

    Raises:
        ForeignError: the database is damaged or hostile, or a value of another type than Anki writes.
        LookupError, TypeError, AttributeError: it is not made as ours are.
    """
    with opened(database, ("col", "notes", "cards")) as base:
        models: Any = parsed(base.rows("SELECT models FROM col")[0][0])
        rows = base.rows(_ROWS)
    types = {int(ident): (_BETWEEN.join(field["name"] for field in model["flds"]), model["type"] == 1,
                          model["name"].partition(" · ")[0]) for ident, model in models.items()}
    return [_row(types, *row) for row in rows]


def _row(  # noqa: PLR0913, PLR0917 - a row
    types: Mapping[int, tuple[str, bool, str]], guid: object, model: int, fields: object, tags: object,
    modified: object, cards: str | None,
) -> DeckRow:
    if not (isinstance(guid, str) and isinstance(fields, str) and isinstance(tags, str) and isinstance(modified, int)):
        raise TypeError("a note's values are not of the types that Anki writes")
    names, cloze, bank = types[model]
    ordinals = frozenset(map(int, cards.split(","))) if cards else frozenset[int]()
    row = DeckRow(guid, names, fields, tuple(tags.split()), ordinals, cloze, bank, modified)
    if "Id" not in row.fields:
        raise KeyError("Id")
    return row


def _texts(row: DeckRow) -> dict[str, str]:
    """The visible text of the fields that are read."""
    names, fields = ("Title", "Topic", "Text") if row.cloze else ("Title", "Topic", *_PARTS), row.fields
    return {name: visible(fields[name], cloze=name == "Text") for name in names if name in fields}


def _passages(row: DeckRow, shown: Mapping[str, str], seen: Callable[[str], Picture]) -> Iterator[Passage]:
    """The passages of a note; `seen` tells a picture by its name."""
    fields = row.fields
    question = fields["Id"].split("/")[0]
    root = f"{row.bank}::"
    tags = tuple(tag.removeprefix(root) for tag in row.tags if not tag.startswith(f"{root}topic::"))
    ident = fields["Id"] if row.cloze else question     # a note of a part belongs to its question
    note = Note(row.guid, ident, shown["Title"], shown["Topic"], tags, row.bank, row.modified, _asked(row))

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
        if not promised or promised != row.cards:
            return
        if "/" in fields["Id"]:
            yield passage(Part.KEYPOINTS, "Text")
            return
        yield from _filled_in(question, fields["Text"], note, seen)
        yield from marked(fields["Text"] + fields["Answer"])
    for name, part in _PARTS.items():
        if row.cards and name in fields and not (row.cloze and name == "Answer"):
            yield passage(part, name)
            if "data-part=" in fields[name]:
                yield from marked(fields[name])
    if row.cards:
        yield from marked(fields.get("Marked", ""))
        yield Passage(question, Part.TAGS, "\n".join(tags), note)
        levels = [match[1] for tag in tags if (match := _DIFFICULTY.fullmatch(tag))]
        yield Passage(question, Part.DIFFICULTY, "".join(levels[-1:]), note)


def _filled_in(question: str, text: str, note: Note, seen: Callable[[str], Picture]) -> Iterator[Passage]:
    """The prompt with room in place of its blanks, and what the blanks hold."""
    held = "\n".join(visible(answer) for _, answer in _BLANK_TEXT.findall(text))
    room = _BLANK_TEXT.sub("_" * GAP, text)
    yield Passage(question, Part.PROMPT, visible(room), note, text, tuple(map(seen, PICTURE.findall(text))))
    yield Passage(question, Part.BLANKS, held, note)


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
