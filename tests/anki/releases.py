"""A publisher who releases decks and a learner who imports them into the real Anki."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER as IF_NEWER

from dlexport.book.book import Book, compose
from dlexport.exporters.anki import AnkiExporter
from dlexport.exporters.anki.options import AnkiOptions
from dlexport.lock import lock as locks
from dlexport.plugin.contract import Artifact, ExportContext
from dlexport.reader import read
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import Styles, theme

if TYPE_CHECKING:
    from pathlib import Path

    from anki.cards import Card, CardId
    from anki.notes import Note, NoteId

JANUARY, FEBRUARY, MARCH = 1_767_225_600, 1_769_904_000, 1_772_323_200     # 2026, UTC
PLAIN = AnkiOptions()


@dataclass
class Publisher:
    """Keeps a bank and its lock, and releases decks of it."""

    folder: Path
    styles: Styles = field(default_factory=lambda: theme(None))
    options: AnkiOptions = PLAIN
    revision: int = 1
    lock: locks.Lock = field(default_factory=dict)

    def book(self, text: str) -> Book:
        """The book of this YAML."""
        path = self.folder / "questions.yaml"
        path.write_text(text, encoding="utf-8")
        return compose(read(path))

    def release(self, text: str, now: int) -> bytes:
        """The `.apkg` of this YAML, released at this time; the lock remembers it."""
        return self.export(self.date(self.book(text), now))

    def date(self, book: Book, now: int) -> locks.DatedBook:
        """The book with its dates."""
        own = AnkiExporter().stamps(book, self.options, self.styles)
        stamps = {"apkg/revision": str(self.revision), **{f"apkg/{name}": content for name, content in own.items()}}
        self.lock, problems = locks.refresh(book, self.lock, now, stamps)
        assert problems == ()
        return locks.date(book, self.lock, "apkg")

    def artifact(self, dated: locks.DatedBook) -> Artifact:
        """What the exporter makes of a dated book."""
        return AnkiExporter().export(dated, self.options, ExportContext(dated.moment, self.styles, Fonts()))

    def export(self, dated: locks.DatedBook) -> bytes:
        """The `.apkg` of a dated book."""
        return self.artifact(dated).data

    def restyle(self, name: str, old: str, new: str) -> None:
        """Change one style file from now on, in a theme of the project's own."""
        own = self.folder / "styles"
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        text = self.styles.text(name)
        assert old in text
        (own / name).write_text(text.replace(old, new), encoding="utf-8")
        self.styles = theme(own)


class Log(NamedTuple):
    """How many notes an import put under each of the headings Anki shows."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflicting: int = 0


class State(NamedTuple):
    """What a learner would lose if an update went wrong: a card's place, schedule and number of reviews."""

    deck: str
    ordinal: int
    due: int
    interval: int
    queue: int
    reviews: int


class Learner:
    """A fresh collection of the real Anki with a new profile's import options."""

    def __init__(self, folder: Path, *, merge: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.merge = folder, merge
        self.update_notes, self.update_notetypes = IF_NEWER, IF_NEWER
        self.collection = Collection(str(folder / "collection.anki2"))

    def take(self, deck: bytes) -> Log:
        """Import a package; what Anki says of its notes."""
        path = self.folder / "release.apkg"
        path.write_bytes(deck)
        log = self.collection.import_anki_package(ImportAnkiPackageRequest(
            package_path=str(path),
            options=ImportAnkiPackageOptions(
                merge_notetypes=self.merge, update_notes=self.update_notes, update_notetypes=self.update_notetypes,
                with_scheduling=False, with_deck_configs=False,
            ),
        )).log
        strange = (log.first_field_match, log.missing_notetype, log.missing_deck, log.empty_first_field)
        assert [len(notes) for notes in strange] == [0, 0, 0, 0]
        return Log(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def note(self, ident: str) -> Note:
        """The one note with this Id field."""
        (found,) = self.collection.find_notes(f'"Id:{ident}"')
        return self.collection.get_note(found)

    def card(self, ident: str, ordinal: int = 0) -> Card:
        """A card of a note."""
        return next(card for card in self.note(ident).cards() if card.ord == ordinal)

    def ordinals(self, ident: str) -> list[int]:
        """The ordinals of a note's cards."""
        return sorted(card.ord for card in self.note(ident).cards())

    def review(self, ident: str, ordinal: int = 0) -> CardId:
        """Answer a card "Easy": it is scheduled and the review log has it. Returns the card's id."""
        card = self.card(ident, ordinal)
        card.start_timer()
        states = self.collection._backend.get_scheduling_states(card.id)   # noqa: SLF001 - the only way to one card
        answer = self.collection.sched.build_answer(card=card, states=states, rating=3)
        self.collection.sched.answer_card(answer)
        return card.id

    def state(self, card: CardId) -> State:
        """What there is to lose of a card."""
        now = self.collection.get_card(card)
        reviews = self.collection.db.scalar("select count() from revlog where cid = ?", card)
        return State(self.collection.decks.name(now.did), now.ord, now.due, now.ivl, now.queue, reviews)

    def all_states(self) -> dict[tuple[str, int], State]:
        """The state of every card, by the note's Id and the ordinal."""
        cards = [self.collection.get_card(found) for found in self.collection.find_cards("deck:*")]
        return {(card.note()["Id"], card.ord): self.state(card.id) for card in cards}

    def empty_cards(self) -> list[CardId]:
        """What Tools › Empty Cards would remove."""
        report = self.collection.get_empty_cards()
        return [card for note in report.notes for card in note.card_ids]

    def remove_empty_cards(self) -> None:
        """Tools › Empty Cards › Delete as the dialog opens: "Keep notes with no valid cards" is ticked.

        As the desktop program's `emptycards.py` does: of a note all of whose cards are empty, the first one stays.
        """
        report = self.collection.get_empty_cards()
        cards = [card for note in report.notes
                 for card in (list(note.card_ids)[1:] if note.will_delete_note else note.card_ids)]
        self.collection.remove_cards_and_orphaned_notes(cards)

    def check_database(self) -> None:
        """Tools › Check Database."""
        _, whole = self.collection.fix_integrity()
        assert whole

    def blank_cards(self) -> list[CardId]:
        """Cards whose front says so."""
        return [found for found in self.collection.find_cards("deck:*")
                if "The front of this card is blank" in self.collection.get_card(found).question()]

    def removable(self, deck: bytes) -> list[NoteId]:
        """What the search finds that the deck's description gives; nothing where it gives none."""
        described = [self.collection.decks.get(entry.id)["desc"] for entry in self.collection.decks.all_names_and_ids()]
        found = re.findall(r"<code>(.*?)</code>", "".join(described))
        assert deck
        return [note for one in found for note in self.collection.find_notes(html.unescape(one))]

    def edited(self, ident: str, name: str, text: str) -> None:
        """The learner changes a field by hand, now."""
        note = self.note(ident)
        note[name] = text
        self.collection.update_note(note)

    def close(self) -> None:
        """Close the collection."""
        self.collection.close()

