"""A lost lock rebuilt from a published deck: dates, cloze numbers, GUIDs, and the questions removed since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dlexport.cache import Cache
from dlexport.lock import file as lockfile
from dlexport.lock import lock as locks
from dlexport.lock.prints import contents
from dlexport.lock.records import Record
from dlexport.plugin import calls
from dlexport.plugin.registry import ExporterError
from dlexport.problems import Problem, SourceError
from dlexport.run import pipeline
from dlexport.run.plan import plan, stamps
from dlexport.run.preconditions import now
from dlexport.theme.styles import theme
from dlexport.verify import read_back as readback
from dlexport.verify.blocks import canonical
from dlexport.verify.difference import compare

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dlexport.book.book import Book
    from dlexport.lock.records import Key, Lock
    from dlexport.plugin.contract import Note, Passage
    from dlexport.run.request import Request


def from_deck(path: Path, book: Book, request: Request) -> Lock:
    """The lock as it was when the deck was published, as far as the deck's notes show it.

    A note with the same content in the source keeps its date; a changed one is dated now. A question that is in the
    deck and no longer in the source is retired.

    Raises:
        SourceError: the file is not a deck, or is the deck of another bank.
    """
    one = readback.owner(path)
    before = readback.passages(path, one)
    notes = {passage.note.id: passage.note for passage in before if passage.note}
    banks = {note.bank for note in notes.values()}
    if banks != {book.bank.id}:
        named = ", ".join(sorted(filter(None, banks)))
        what = f"a deck of the bank {named!r}" if named else "no deck of this bank"
        raise SourceError([Problem("not-verified", f"{path} is {what}, not of {book.bank.id!r}",
                                   hint="give the last `.apkg` that this bank was published as")])
    styles = theme(request.styles)
    wanted, planned = stamps(book, plan(book.bank, replace(request, exporters=(one.name,))), styles)
    if planned.failed:
        raise ExporterError(planned.failed.values())
    (job,) = planned.jobs
    oldest = min(note.modified for note in notes.values())
    lock: dict[Key, Record] = {key: _record(found, notes[key[1]]) for _, key, found in contents(book)
                               if key[1] in notes}
    lock |= {("stamp", name): Record("stamp", name, content, oldest) for name, content in wanted.items()}
    lock |= {_key(note): _left(note) for note in notes.values() if _key(note) not in lock}
    if wrong := lockfile.flaw(lock):
        raise SourceError([Problem("not-verified", f"{path} says what no lock may hold: {wrong}",
                                   hint="give the last `.apkg` that this bank was published as")])
    for again in range(2):      # first with GUIDs derived from ids, then with the deck's own where those differ
        dated, _ = locks.refresh(book, lock, now(), wanted)
        made = pipeline.export(job, book, dated, styles, request).artifact
        after = list(calls.read_back(one, made.data, Cache()))
        if not again:
            lock |= _own_guids(lock, notes, after)
    changed = {one.note.id for one in compare(before, after).changed}
    return {key: replace(record, changed=max(now(), record.changed + 1)) if key[1] in changed else record
            for key, record in lock.items()}


def _key(note: Note) -> Key:
    return ("keypoint" if "/" in note.id else "question"), note.id


def _record(found: Record, note: Note) -> Record:
    """A record of the source, with the date and the cloze numbers of its note."""
    cards = {int(name[1:]): text for name, text in note.cards}
    numbers: dict[str, int] = {}
    for read in (str, canonical):     # compared as written, then without differences in white space
        for text in found.blanks:
            free = (one for one, said in cards.items() if one not in numbers.values() and read(said) == read(text))
            number = None if text in numbers else next(free, None)
            if number:
                numbers[text] = number
    gone = {text: number for number, text in cards.items() if number not in numbers.values()}
    following = max(cards, default=0) + 1
    left = [text for text in found.blanks if text not in numbers]
    if len(left) == len(gone):      # the same blanks, spelled differently (a formula), in order
        numbers |= zip(left, gone.values(), strict=True)
        gone = {}
    kept = {text: numbers[text] for text in found.blanks if text in numbers}
    return replace(found, changed=note.modified, blanks=kept, gone=gone, next=following)


def _left(note: Note) -> Record:
    kind, ident = _key(note)
    return Record(kind, ident, "", note.modified, guid=note.key, retired=note.modified, title=note.title,
                  blanks={text: int(name[1:]) for name, text in note.cards})


def _own_guids(lock: Lock, notes: Mapping[str, Note], after: list[Passage]) -> Lock:
    """The lock, with the deck's GUID in each record whose GUID does not follow from its id."""
    derived = {passage.note.id: passage.note.key for passage in after if passage.note}
    return {key: replace(record, guid=notes[key[1]].key) for key, record in lock.items()
            if key[1] in notes and key[1] in derived and derived[key[1]] != notes[key[1]].key}
