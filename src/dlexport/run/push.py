"""`dlexport push`: imports the deck into a running Anki, and reports the effect on its notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.anki.connect import AnkiConnect, ConnectError
from dlexport.exporters.anki.read_back import deck_notes
from dlexport.problems import Problem, SourceError
from dlexport.publish import manifest
from dlexport.source import files as regular

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dlexport.exporters.anki.connect import HeldNote
    from dlexport.exporters.anki.read_back import DeckRow

_LARGEST = 2**31
_OWN = ("Number", "Place")      # fields that depend on the book's order; a difference in them alone is no change


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of importing a deck on a collection: ids of notes by what happens to them.

    Attributes:
        new: notes that the collection lacks.
        changed: notes that will be updated.
        blocked: notes that differ, but are as new or newer in the collection: edited by the learner or tagged by Anki.
        same: notes that are already as in the deck.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


def deck_in(out: Path) -> Path:
    """The deck of the output folder, as its manifest names it.

    Raises:
        SourceError: there is none.
    """
    found = [entry.name for entry in manifest.read(out).artifacts
             if entry.exporter == "apkg" and entry.only_topic is None]
    if not found:
        raise SourceError([Problem("file-missing", f"there is no deck in {out}", hint="make it first: dlexport all")])
    return out / found[0]


def push(deck: Path, anki: AnkiConnect, *, dry_run: bool) -> Effect:
    """Import a deck into the running Anki, or only report the effect.

    Args:
        deck: the deck's file.
        anki: the connection to Anki.
        dry_run: import nothing.

    Returns:
        The effect. In a dry run a renamed question counts as new, although Anki has its note.

    Raises:
        SourceError: the deck cannot be read, or Anki cannot be reached or does not take it.
    """
    try:
        notes = deck_notes(regular.contents(deck, _LARGEST))
    except (OSError, ValueError) as error:
        raise SourceError([Problem("not-verified", f"{deck} cannot be read: {error}",
                                   hint="make it again: dlexport all")]) from error
    try:
        anki.permit()
        effect = _effect(notes, _held(notes, anki))
        if not dry_run:
            anki.take(deck.resolve())
    except ConnectError as error:
        raise SourceError([Problem("anki-connect", str(error), hint=error.hint)]) from error
    return effect


def _held(notes: Sequence[DeckRow], anki: AnkiConnect) -> dict[str, HeldNote]:
    """Id -> note, for the notes in the collection that belong to the deck's banks."""
    banks = sorted({note.bank for note in notes})
    return {held.fields.get("Id", ""): held for bank in banks for held in anki.notes(f'"note:{bank} · *"')}


def _effect(notes: Sequence[DeckRow], held: Mapping[str, HeldNote]) -> Effect:
    groups: dict[str, list[str]] = {"new": [], "changed": [], "blocked": [], "same": []}
    for note in notes:
        ident = note.fields["Id"]
        known = held.get(ident)
        if known is None:
            group = "new"
        elif _alike(note, known):
            group = "same"
        else:
            group = "changed" if note.modified > known.modified else "blocked"
        groups[group].append(ident)
    return Effect(**{name: tuple(found) for name, found in groups.items()})


def _alike(note: DeckRow, known: HeldNote) -> bool:
    return sorted(note.tags) == sorted(known.tags) and all(
        known.fields.get(name, "") == text for name, text in note.fields.items() if name not in _OWN)
