"""An `.apkg` or `.colpkg`, old or new -> note types, decks, notes, media; unpacked within a budget."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from dlexport.foreign import zstandard
from dlexport.foreign.archive import Archive
from dlexport.foreign.budget import ForeignError
from dlexport.foreign.database import opened
from dlexport.foreign.json_text import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dlexport.foreign.database import Database

_COLLECTIONS: Final = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""Names of the collection, newest first: a newer package also holds an old one, whose only note asks for an update."""
_TABLES: Final = ("col", "notes", "cards", "notetypes", "fields", "templates", "decks")
_AHEAD, _NO_LOG = b"\2\2", b"\1\1"      # versions: write-ahead log, none (sqlite.org/fileformat.html, 1.3.3)
_BETWEEN: Final = "\x1f"
_ZSTANDARD: Final = b"\x28\xb5\x2f\xfd"
_NAME, _KIND_CLOZE, _FRONT, _BACK, _FIXED64 = 1, 1, 1, 2, 1


@dataclass(frozen=True, slots=True)
class NoteKind:
    """A note type: its fields, whether it makes clozes, and (front, back) of each template."""

    name: str
    fields: tuple[str, ...]
    cloze: bool
    templates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PackedNote:
    """A note, with the deck of its first card (levels separated by `::`)."""

    guid: str
    kind: NoteKind
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    deck: str


@dataclass(slots=True)
class OpenedPackage:
    """An opened package.

    Attributes:
        archive: its zip file.
        notes: in the order of their creation.
        media: file name -> name of the member of the archive that holds it.
    """

    archive: Archive
    notes: list[PackedNote] = field(default_factory=list)
    media: dict[str, str] = field(default_factory=dict)

    def picture(self, name: str) -> bytes | None:
        """The bytes of a media file; None if the package has none of this name.

        Raises:
            ForeignError: the file is damaged, or the budget for unpacking is used up.
        """
        member = self.media.get(name)
        if member is None or member not in self.archive:
            return None
        data = self.archive.read(member)
        return zstandard.unpacked(data, self.archive.budget) if data.startswith(_ZSTANDARD) else data


def read_package(data: bytes) -> OpenedPackage:
    """A package's notes and the names of its media.

    Raises:
        ForeignError: the bytes are no Anki package, or damaged.
    """
    package = OpenedPackage(Archive(data))
    name = next((one for one in _COLLECTIONS if one in package.archive), None)
    if name is None:
        raise ForeignError("it holds no collection of Anki's")
    database = package.archive.read(name)
    if name == _COLLECTIONS[0]:
        database = zstandard.unpacked(database, package.archive.budget)
    if database[18:20] == _AHEAD:       # a database in memory cannot have a write-ahead log, which is empty anyway
        database = database[:18] + _NO_LOG + database[20:]
    with opened(database, _TABLES, ("unicase",)) as tables:
        try:
            package.notes = list(_notes(tables))
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            if isinstance(error, ForeignError):
                raise
            raise ForeignError(f"its collection is not as Anki makes it ({type(error).__name__}: {error})") from error
    if "media" in package.archive:
        package.media = _media(package.archive)
    return package


def _notes(tables: Database) -> Iterator[PackedNote]:
    models, decks = tables.rows("SELECT models, decks FROM col")[0]
    kinds = _old_kinds(models) if models else _new_kinds(tables)
    names = _old_decks(decks) if decks else _new_decks(tables)
    where: dict[int, int] = {}
    for note, deck, home in tables.rows("SELECT nid, did, odid FROM cards ORDER BY ord"):
        where.setdefault(note, home or deck)
    for ident, guid, model, tags, fields in tables.rows("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id"):
        kind = kinds.get(model)
        if kind is None:
            continue
        texts = str(fields).split(_BETWEEN)
        texts += [""] * (len(kind.fields) - len(texts))
        yield PackedNote(str(guid), kind, dict(zip(kind.fields, texts, strict=False)), tuple(str(tags).split()),
                         names.get(where.get(ident, 0), ""))


def _old_kinds(models: str) -> dict[int, NoteKind]:
    found: Any = parsed(models)
    return {int(ident): NoteKind(
        str(model["name"]), tuple(str(one["name"]) for one in sorted(model["flds"], key=lambda one: one.get("ord", 0))),
        model.get("type") == _KIND_CLOZE, tuple((str(one["qfmt"]), str(one["afmt"])) for one in model["tmpls"]))
        for ident, model in found.items()}


def _old_decks(decks: str) -> dict[int, str]:
    found: Any = parsed(decks)
    return {int(ident): str(deck["name"]) for ident, deck in found.items()}


def _new_kinds(tables: Database) -> dict[int, NoteKind]:
    fields: dict[int, list[tuple[int, str]]] = {}
    for kind, place, name in tables.rows("SELECT ntid, ord, name FROM fields"):
        fields.setdefault(kind, []).append((place, str(name)))
    sides: dict[int, list[tuple[int, str, str]]] = {}
    for kind, place, config in tables.rows("SELECT ntid, ord, config FROM templates"):
        message = _message(config)
        sides.setdefault(kind, []).append((place, _text(message, _FRONT), _text(message, _BACK)))
    return {ident: NoteKind(
        str(name), tuple(one for _, one in sorted(fields.get(ident, []))),
        _message(config).get(1, [0])[0] == _KIND_CLOZE,
        tuple((front, back) for _, front, back in sorted(sides.get(ident, []))))
        for ident, name, config in tables.rows("SELECT id, name, config FROM notetypes")}


def _new_decks(tables: Database) -> dict[int, str]:
    return {ident: str(name).replace(_BETWEEN, "::") for ident, name in tables.rows("SELECT id, name FROM decks")}


def _media(archive: Archive) -> dict[str, str]:
    data = archive.read("media")
    if data.startswith(_ZSTANDARD):
        data = zstandard.unpacked(data, archive.budget)
    if not data or data.lstrip()[:1] == b"{":
        listing: Any = parsed(data or b"{}")
        if not isinstance(listing, dict):
            raise ForeignError("its list of media is damaged")
        return {str(name): str(member) for member, name in listing.items()}
    entries = _message(data).get(1, [])
    return {_text(_message(entry), _NAME): str(place) for place, entry in enumerate(entries)
            if isinstance(entry, bytes)}


def _text(message: dict[int, list[Any]], number: int) -> str:
    found = message.get(number, [b""])[0]
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else ""


def _message(data: bytes) -> dict[int, list[Any]]:
    """The fields of a protobuf message by number (protobuf.dev/programming-guides/encoding).

    Raises:
        ForeignError: the bytes are no such message.
    """
    found: dict[int, list[Any]] = {}
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        value: int | bytes
        match key & 7:
            case 0:
                value, place = _varint(data, place)
            case 2:
                size, place = _varint(data, place)
                value, place = data[place:place + size], place + size
            case 1 | 5 as width:
                size = 8 if width == _FIXED64 else 4
                value, place = data[place:place + size], place + size
            case _:
                raise ForeignError("its settings are damaged")
        if place > len(data):
            raise ForeignError("its settings are cut short")
        found.setdefault(key >> 3, []).append(value)
    return found


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if place >= len(data) or shift > 63:     # noqa: PLR2004 - bits
            raise ForeignError("its settings are cut short")
        byte = data[place]
        value |= (byte & 127) << shift
        place += 1
        shift += 7
        if byte < 128:     # noqa: PLR2004 - the sign that more follow
            return value, place
