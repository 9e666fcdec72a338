"""An Anki package -> a draft. The roles of a note type's fields follow from their names and from its templates."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from dlexport.foreign.budget import ForeignError
from dlexport.importers import answers
from dlexport.importers.anki import clozes, own
from dlexport.importers.anki.package import read_package
from dlexport.importers.answered import answered, settled
from dlexport.importers.decoding import contents
from dlexport.importers.draft import Draft, DraftQuestion, Place, left_out, unusable
from dlexport.importers.html_text import markdown_of
from dlexport.importers.labels import field_of, own_labels, plain_label
from dlexport.importers.pictures import PictureError, Pictures
from dlexport.importers.small_fields import with_small_fields
from dlexport.importers.tables.columns import from_names
from dlexport.problems import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dlexport.importers.anki.package import NoteKind, OpenedPackage, PackedNote
    from dlexport.importers.contract import ImportOptions
    from dlexport.importers.labels import FieldName
    from dlexport.problems import Problem

_LIMIT: Final = 1_000_000_000
_NAMED: Final = re.compile(r"\{\{(?![#^/!])(?:[\w-]+:)*([^{}:]+?)\}\}")
_OCCLUSION: Final = re.compile(r"\{\{c\d+::image-occlusion:")
_NOT_ASKED: Final = {"FrontSide", "Tags", "Deck", "Subdeck", "Type", "Card", "CardFlag"}
_COUNTED: Final = {"number", "id", "score", "kind"}


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of the fields of a note type: field of the bank -> name of the note's field, options, other fields."""

    fields: Mapping[FieldName, str]
    options: tuple[str, ...]
    others: tuple[str, ...]


class AnkiImporter:
    """Importer of Anki packages, old and new format."""

    suffixes = (".apkg", ".colpkg")
    about = "Anki decks and collections: notes, decks as topics, tags, pictures, clozes, formulas"

    def read(self, path: Path, options: ImportOptions) -> Draft:
        """The draft of a package.

        Raises:
            SourceError: the file is no package, is damaged, or holds no question.
        """
        try:
            return _Packed(path, options, read_package(contents(path, _LIMIT))).draft()
        except ForeignError as error:
            raise SourceError([unusable(str(path), f"cannot be read as a deck of Anki's: {error}")]) from error


class _Packed:
    """The reading of one package."""

    def __init__(self, path: Path, options: ImportOptions, package: OpenedPackage) -> None:
        self._file, self._options, self._package = str(path), options, package
        self._own = own_labels(options.labels)
        self._pictures = Pictures()
        self._remarks: list[Problem] = []
        self._roles: dict[str, Roles | None] = {}
        self._told: set[tuple[str, str]] = set()

    def draft(self) -> Draft:
        notes = self._package.notes
        names = {plain_label(name) for note in notes for name in note.fields}
        for name in self._options.mapping.values():
            if plain_label(name) not in names:
                raise SourceError([unusable(self._file, f"has no note with a field “{name}”", "Anki shows the names of "
                                            "fields in the browser, below Fields…")])
        ours = [note for note in notes if own.is_own(note)]
        questions = own.questions(ours, self._file, self._text, self._remark) if ours else []
        root = _root([note.deck for note in notes])
        others = [note for note in notes if not own.is_own(note)]
        questions += [question for note in others if (question := self._question(note, root))]
        if not questions:
            raise SourceError([unusable(self._file, "has no note with a question and an answer",
                                        "name the fields: --map prompt=FIELD,answer=FIELD")])
        bank = Counter(map(own.bank_of, ours)).most_common(1)[0][0] if ours and not others else ""
        topics = own.topics(ours, self._text)
        return Draft(tuple(questions), root, bank, own.language(ours) if bank else "", topics=topics,
                     media=self._pictures.found, deck=bool(bank),
                     numbering=own.numbering(questions, topics) if bank else "",
                     remarks=tuple(dict.fromkeys(self._remarks)))

    def _question(self, note: PackedNote, root: str) -> DraftQuestion | None:
        if any(_OCCLUSION.search(text) for text in note.fields.values()):
            self._remark(note, "an image with covers is no question of text, and is left out")
            return None
        roles = self._roles_of(note.kind)
        if roles is None:
            self._remark(note, "it is left out: no field of its note type asks")
            return None
        topic = " · ".join(note.deck.removeprefix(root).strip(":").split("::")).strip() or root
        base = DraftQuestion("", Place(self._file, record=f"note {note.guid}"), key=note.guid, guid=note.guid,
                             topic=topic, tags=note.tags)
        question = self._cloze(note, roles, base) if note.kind.cloze else self._basic(note, roles, base)
        if question is not None and not question.answered:
            self._remark(note, f"“{(question.title or question.prompt)[:40]}” is left out: it has no answer")
            return None
        return question

    def _basic(self, note: PackedNote, roles: Roles, base: DraftQuestion) -> DraftQuestion | None:
        found = {name: self._text(note, note.fields[field]) for name, field in roles.fields.items()}
        asked = found.get("prompt") or found.get("title", "")
        if not asked:
            self._remark(note, "it is left out: what it asks is empty")
            return None
        options = [text for field in roles.options if (text := self._text(note, note.fields[field]))]
        if not options and found.get("options"):
            listed = answers.options_in(_lines(found["options"]))
            bare = [row.strip("-* ") for row in _lines(found["options"])]
            options = listed[1] if listed else [row for row in bare if row]
        if not options and (listed := answers.options_in(_lines(asked))) and not "\n".join(listed[2]).strip():
            asked, options = "\n".join(listed[0]).strip(), listed[1]
        question = replace(base, prompt=asked, analysis=found.get("analysis", ""),
                           topic=found.get("topic", "").partition("\n")[0] or base.topic)
        question = with_small_fields(question, found, lambda what: self._remark(note, what))
        self._unseen(note, roles)
        if "prompt" in found and found.get("title"):
            question = replace(question, title=found["title"])
        answer = found.get("answer", "")
        if not answer and not options:
            answer, question = question.analysis, replace(question, analysis="")
        kind = answers.kind_of(found.get("kind", ""))
        question = answered(question, options, answer, kind)
        sections = tuple((field, text) for field in roles.others if (text := self._text(note, note.fields[field])))
        return settled(replace(question, sections=sections))

    def _unseen(self, note: PackedNote, roles: Roles) -> None:
        """Tell of fields that no card shows, once for each."""
        used, kind = {*roles.fields.values(), *roles.options, *roles.others}, note.kind.name
        for name, text in note.fields.items():
            if text.strip() and name not in used and (kind, name) not in self._told:
                self._told.add((kind, name))
                self._remark(note, f"the field “{name}” of the note type “{kind}” is on no card: it is left out")

    def _cloze(self, note: PackedNote, roles: Roles, base: DraftQuestion) -> DraftQuestion | None:
        field = roles.fields.get("prompt", note.kind.fields[0])

        def told(what: str) -> None:
            self._remark(note, what)

        text = self._text(note, clozes.marked(note.fields[field]))
        if not text:
            self._remark(note, "it is left out: its text is empty")
            return None
        points = clozes.points(text, told)
        title = clozes.asked(text)
        whole = clozes.shown(text)
        named = [field for name, field in roles.fields.items() if name != "prompt"]
        rest = [text for field in (*named, *roles.others) if (text := self._text(note, note.fields[field]))]
        if not points and whole == title:
            self._remark(note, "its text hides nothing")
        return settled(replace(base, prompt=title, answer=whole, keypoints=tuple(points), analysis="\n\n".join(rest)))

    def _roles_of(self, kind: NoteKind) -> Roles | None:
        if kind.name not in self._roles:
            self._roles[kind.name] = self._found(kind)
        return self._roles[kind.name]

    def _found(self, kind: NoteKind) -> Roles | None:
        """The roles from the user's mapping, else from names of fields, else from the first template's two sides."""
        mapped = {known: field for name, column in self._options.mapping.items() if (known := field_of(name))
                  for field in kind.fields if plain_label(field) == plain_label(column)}
        front, back = kind.templates[0] if kind.templates else ("", "")
        seen = [name.strip() for name in _NAMED.findall(front) if name.strip() in kind.fields]
        behind = [name for one in _NAMED.findall(back) if (name := one.strip()) in kind.fields and name not in seen]
        columns = from_names(kind.fields, self._own)
        found: dict[FieldName, str] = {name: kind.fields[place] for name, place in columns.fields.items()}
        options = tuple(kind.fields[place] for place in columns.options)
        if kind.cloze:
            found = {"prompt": (seen or list(kind.fields))[0]}
        elif not ({"prompt", "title"} & set(found) and ("answer" in found or options)):
            found = {name: field for name, field in found.items() if name not in {"prompt", "title", "answer"}}
            asking = [field for field in seen or kind.fields[:1] if field_of(field, self._own) not in _COUNTED]
            if not asking:
                return None
            telling = [field for field in behind or kind.fields[1:] if field not in found.values()]
            found["prompt"] = asking[0]
            if telling and not options:
                found["answer"] = telling[0]
        found |= mapped
        taken = {*found.values(), *options}
        others = tuple(field for field in dict.fromkeys((*seen, *behind)) if field not in taken
                       and field not in _NOT_ASKED and field_of(field, self._own) not in _COUNTED)
        return Roles(found, options, others)

    def _text(self, note: PackedNote, html: str) -> str:
        def picture(name: str) -> str | None:
            for one in dict.fromkeys((name, unquote(name))):
                data = self._package.picture(one)
                if data is not None:
                    try:
                        return self._pictures.add(data, one)
                    except PictureError as error:
                        self._remark(note, f"the picture {one[:80]} {error}")
                        return None
            return None

        return markdown_of(html, picture, lambda what: self._remark(note, what)) if html else ""

    def _remark(self, note: PackedNote, what: str) -> None:
        self._remarks.append(left_out(Place(self._file, record=f"note {note.guid}"), what))


def _root(decks: list[str]) -> str:
    """The deck that contains all others; empty if there is none."""
    firsts = {deck.split("::")[0] for deck in decks if deck}
    return firsts.pop() if len(firsts) == 1 else ""


def _lines(text: str) -> list[str]:
    return re.sub(r"\\\n", "\n", text).split("\n")
