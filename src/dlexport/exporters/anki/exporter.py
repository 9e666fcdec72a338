"""The exporter `apkg`: writes an Anki deck and reads it back."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, ClassVar

from dlexport.exporters.anki import decks, note_types
from dlexport.exporters.anki.deck import Package
from dlexport.exporters.anki.fields.cloze import LAST_CLOZE
from dlexport.exporters.anki.fields.html import Writer, media_name
from dlexport.exporters.anki.notes import NoteWriter
from dlexport.exporters.anki.options import AnkiOptions
from dlexport.exporters.anki.read_back import PICTURE, passages
from dlexport.exporters.anki.retirement import advice
from dlexport.plugin.contract import Artifact, Part, Passage
from dlexport.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dlexport.book.bank import Question
    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.exporters.anki.deck import DeckNote
    from dlexport.exporters.anki.schema import Kind
    from dlexport.lock.lock import DatedBook
    from dlexport.plugin.contract import ExportContext, Note, View
    from dlexport.theme.styles import Styles

_QUESTION_PARTS = frozenset({
    Part.TITLE, Part.PROMPT, Part.ANSWER, Part.SECTIONS, Part.ANALYSIS, Part.REFERENCES, Part.TAGS, Part.DIFFICULTY,
    Part.PICTURES, Part.CHOICES, Part.PARTS, Part.HINT, Part.CORRECT, Part.WHY, Part.BLANKS, Part.SOLUTIONS,
    Part.SOURCE,
})


class AnkiExporter:
    """Makes decks that update in place: see `Exporter` for the contract."""

    suffix: ClassVar[str] = ".apkg"
    revision: ClassVar[int] = 10
    imports: ClassVar[tuple[str, ...]] = ("dlexport.exporters.anki.collection",)
    Options: ClassVar[type[AnkiOptions]] = AnkiOptions

    def promises(self, options: AnkiOptions) -> frozenset[Part]:
        """The parts on the notes; a deck of key points alone promises those only."""
        keypoints = frozenset({Part.KEYPOINTS, Part.PICTURES}) if options.keypoints else frozenset[Part]()
        return keypoints | (_QUESTION_PARTS if options.questions else frozenset())

    def omitted(self, question: Question, options: AnkiOptions) -> frozenset[Part]:
        """The parts that a question's own `cards` leave out."""
        asked = frozenset() if options.asks(question) else _QUESTION_PARTS - {Part.PICTURES}
        return asked | (frozenset() if options.recalls(question) else frozenset({Part.KEYPOINTS}))

    def stamps(self, book: Book, options: AnkiOptions, styles: Styles) -> Mapping[str, str]:
        """Fingerprints of the note types, of the decks, and of what all notes share: labels and options."""
        shared = [options.reverse, options.tags, book.labels.place, book.labels.comma, book.bank.labels]
        return {
            "fields": hashlib.sha256(json.dumps(shared).encode()).hexdigest()[:32],
            **{f"notetype/{kind}": note_types.fingerprint(kind, book, styles) for kind in _kinds(options, book)},
            **{f"deck/{key}": content for key, content in decks.fingerprints(book).items()},
        }

    def export(self, book: DatedBook, options: AnkiOptions, context: ExportContext) -> Artifact:
        """The `.apkg` of a dated book."""
        from dlexport.exporters.anki.collection import to_apkg  # noqa: PLC0415 - genanki takes 140 ms to import

        package = _package(book, options, context)
        cards = sum(len(note.cards) for note in package.notes)
        retired = sum(1 for note in package.notes if not note.cards)
        counts = {"notes": len(package.notes) - retired, "cards": cards, "media": len(package.media)}
        problems = tuple(_beyond(book)) if options.keypoints else ()
        return Artifact(to_apkg(package, context.cache), counts | ({"retired": retired} if retired else {}), problems)

    def read_back(self, data: bytes, cache: Cache) -> Iterable[Passage]:
        """The text of each field of each note, if the note has its cards."""
        return passages(data, cache)

    def preview(self, data: bytes, question: str) -> Iterable[View]:
        """Both sides of each card of a question."""
        from dlexport.exporters.anki.preview import card_views  # noqa: PLC0415 - for previews only

        return card_views(data, question)

    def removal(self, notes: Iterable[Note]) -> str:
        """Advice on how a learner deletes the notes of questions removed from the bank."""
        return advice(notes)


def _package(dated: DatedBook, options: AnkiOptions, context: ExportContext) -> Package:
    book = dated.book

    def date(name: str) -> int:
        return dated.stamps.get(name, dated.moment)

    topics = [chapter.topic.id for chapter in book.chapters]
    made = decks.decks(dated, {key: date(f"deck/{key}") for key in (decks.BANK, *topics)}, options.decks)
    rendered = max(dated.stamps.get(name, 0) for name in ("revision", "fields"))
    html = Writer(book.bank.media, book.labels)
    writer = NoteWriter(dated, options, html, made, rendered, context.cache, context.progress)
    notes = tuple(writer.all())
    return Package(
        moment=context.moment,
        note_types={
            kind: note_types.note_type(kind, book, context.styles, date(f"notetype/{kind}"))
            for kind in _kinds(options, book)
        },
        decks=tuple({deck.id: deck for deck in made.values()}.values()),
        notes=notes,
        media=_media(dated, notes),
    )


def _beyond(dated: DatedBook) -> Iterator[Problem]:
    """A problem for each key point with a blank whose number is too large for Anki."""
    for entry in dated.book.entries():
        for point in entry.question.keypoints:      # also of one without these cards: it may have them again
            key = f"{entry.question.id}/{point.id}"
            highest = max(dated.blanks[key].values(), default=0)
            if highest > LAST_CLOZE:
                yield Problem(
                    "blank-limit",
                    f"the key point `{key}` has a blank of number {highest}; Anki counts to {LAST_CLOZE}",
                    point.text.source.span(), "each new blank took the next number, and none is used again:\n"
                    "give the key point a new id, and its blanks begin at 1, as new cards;\n"
                    f"then end the old one: dlexport lock --forget {key}")


def _kinds(options: AnkiOptions, book: Book) -> tuple[Kind, ...]:
    """The note types of a deck: those of options and blanks only where the bank has such questions."""
    asked = {entry.question.kind for entry in book.entries()} if options.questions else set()
    kinds: dict[Kind, bool] = {"qa": options.questions, "keypoint": options.keypoints or "blanks" in asked,
                               "choice": not asked.isdisjoint({"choice", "true_false"})}
    return tuple(kind for kind, wanted in kinds.items() if wanted)


def _media(dated: DatedBook, notes: tuple[DeckNote, ...]) -> dict[str, bytes]:
    """The pictures that a note of this deck shows, each once."""
    if not dated.book.bank.media:   # most banks have none: not worth a look through every field
        return {}
    shown = {name for note in notes for text in note.fields.values() for name in PICTURE.findall(text)}
    pictures = {media_name(media): media.data for media in dated.book.bank.media.values()}
    return {name: data for name, data in pictures.items() if name in shown}
