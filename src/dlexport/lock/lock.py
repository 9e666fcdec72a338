"""The lock as a value: when each question and key point last changed, and which ones were retired.

Anki updates a note on import only when its `mod` is newer than the one in the collection. So the dates are
data: they change when the content they stand for changes, and at no other time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dlexport.lock import blanks, renames, topic_numbers
from dlexport.lock.prints import contents, keys
from dlexport.lock.records import Record
from dlexport.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dlexport.book.bank import Question
    from dlexport.book.book import Book
    from dlexport.cache import Cache
    from dlexport.lock.records import Key, Kind, Lock

_RETIRING = frozenset({"question", "keypoint"})


@dataclass(frozen=True, slots=True)
class Retired:
    """A question or key point that left the source. `id` is the question's, or `question/keypoint`.

    Attributes:
        kind: "question" or "keypoint".
        identity: what its GUID is derived from (its first id, before any rename).
        topic: the topic id its question had; `title` the question's plain title; `retired` Unix seconds.
        blanks: a key point's, by their plain text: their cloze numbers, those that were in it before included.
        guid: its GUID, where that is derived from no id.
    """

    kind: Kind
    id: str
    identity: str
    topic: str
    title: str
    retired: int
    blanks: Mapping[str, int] = field(default_factory=dict)
    guid: str = ""


@dataclass(frozen=True, slots=True)
class DatedBook:
    """A book with the dates of the lock. All times are Unix seconds.

    Attributes:
        questions: question id -> when its content last changed.
        keypoints: `question/keypoint` -> the same.
        blanks: `question/keypoint`, or the id of a question with blanks -> plain text of a blank -> its permanent
            cloze number.
        stamps: name -> when that part of the exporter's format last changed (see `Stamping.stamps`);
            `revision` -> when the revision of its rendering did.
        identities: question id or `question/keypoint` -> the id its GUID is derived from, where that is
            not the id itself (after a rename).
        guids: question id or `question/keypoint` -> its GUID, where that is derived from no id.
        topics: topic id -> its permanent number, as it sorts.
        retired: what left the source, sorted by id.
    """

    book: Book
    questions: Mapping[str, int]
    keypoints: Mapping[str, int]
    blanks: Mapping[str, Mapping[str, int]]
    stamps: Mapping[str, int] = field(default_factory=dict)
    identities: Mapping[str, str] = field(default_factory=dict)
    guids: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    retired: tuple[Retired, ...] = ()

    @property
    def moment(self) -> int:
        """The date of the newest thing in the book."""
        times = (*self.questions.values(), *self.keypoints.values(), *self.stamps.values(),
                 *(entry.retired for entry in self.retired))
        return max(times, default=0)

    def identity(self, key: str) -> str:
        """The id from which the GUID of a question id or `question/keypoint` is derived."""
        return self.identities.get(key, key)


def refresh(   # noqa: PLR0913 - each is one of the things dates hang on
    book: Book, lock: Lock, now: int, stamps: Mapping[str, str], *,
    restore: Collection[str] = (), whole: bool = True, cache: Cache | None = None,
) -> tuple[Lock, tuple[Problem, ...]]:
    """The lock brought up to date with the book.

    Args:
        book: what the source holds now.
        lock: the dates as they were.
        now: the date for what changed; at least a second after its last one.
        stamps: `exporter/name` -> fingerprint, of the exporters at work; the others' stay as they are.
        restore: ids of retired questions or key points that may return with other content.
        whole: False for a selection of the bank, where what is not there is not thereby retired.
        cache: what fingerprints were made of in earlier runs, and these.

    Returns:
        The new lock, and a problem for each retired id that returns with other content and each
        question that seems to have changed its id.
    """
    fresh = dict(lock)
    problems: list[Problem] = []
    live: set[Key] = set()
    claimed = renames.onto_retired(book, fresh)
    for key in claimed:
        if restore_allowed(key, restore):   # the rename says whose history goes on
            del fresh[key]
    renames.follow(book, fresh)
    for question, key, found in contents(book, cache):
        live.add(key)
        old = fresh.get(key)
        if old and old.retired and (old.content != found.content or key in claimed) \
                and not restore_allowed(key, restore):
            problems.append(_returns(old, question, claimed.get(key, "")))
        fresh[key] = _dated(found, old, now)
    fresh |= _numbered(book, fresh, now)
    problems += _other_bank(book, fresh, now)
    for name, content in stamps.items():
        key = ("stamp", name)
        fresh[key] = _dated(Record("stamp", name, content, 0), fresh.get(key), now)
    if whole:
        problems += renames.unmarked(book, lock, fresh, live)
        for key, record in fresh.items():
            if key not in live and record.kind in _RETIRING and not record.retired:
                fresh[key] = replace(record, retired=max(now, record.changed + 1))
    return fresh, tuple(problems)


def restore_allowed(key: Key, restore: Collection[str]) -> bool:
    """Whether the author has allowed this id, or the id of its question, to return."""
    return key[1] in restore or key[1].split("/")[0] in restore


def date(book: Book, lock: Lock, exporter: str) -> DatedBook:
    """The book with the dates that concern one exporter. The lock must have been refreshed for it."""
    records = [lock[key] for entry in book.entries() for key in keys(entry.question)]
    retired = sorted((r for r in lock.values() if r.retired and r.kind in _RETIRING), key=lambda r: (r.id, r.kind))
    questions = {r.id: r for r in lock.values() if r.kind == "question"}
    own = f"{exporter}/"
    return DatedBook(
        book=book,
        questions={r.id: r.changed for r in records if r.kind == "question"},
        keypoints={r.id: r.changed for r in records if r.kind == "keypoint"},
        blanks={r.id: r.blanks for r in records if r.kind == "keypoint" or r.blanks},
        stamps={r.id.removeprefix(own): r.changed for r in lock.values() if r.kind == "stamp" and r.id.startswith(own)},
        identities={r.id: r.identity for r in records if r.identity},
        guids={r.id: r.guid for r in records if r.guid},
        topics={r.id: r.number for r in lock.values() if r.kind == "topic"},
        retired=tuple(_leaver(r, questions) for r in retired),
    )


def without_edition(old: Lock, new: Lock) -> Lock:
    """The new lock with the stamps of the old one, if there is an old one: what a file of no edition leaves behind.

    What learners were given must be remembered, with dates and numbers; under which options it was made once, not.
    """
    if not old:
        return new
    return {key: record for lock, stamped in ((new, False), (old, True)) for key, record in lock.items()
            if (record.kind == "stamp") is stamped}


def changes(old: Lock, new: Lock) -> list[str]:
    """The differences between two locks, one line each, for people."""
    lines = []
    for key in sorted({*old, *new}):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        match before, after:
            case None, Record():
                what = "is new"
            case Record(), None:
                what = "was forgotten or renamed"
            case Record(retired=0), Record(retired=when) if when:
                what = "left the source"
            case Record(retired=when), Record(retired=0) if when:
                what = "is back"
            case _:
                what = "changed"
        lines.append(f"{key[0]} {key[1]} {what}")
        if before and after:
            lines += [f"{key[0]} {key[1]}: the blank {old!r} is now {new!r}, with its card and reviews"
                      for old, new in blanks.corrected(before, after)]
    return lines


def forget(lock: Lock, ident: str, book: Book | None = None) -> Lock:
    """The lock without a retired id, or one that has left the book (a question's key points go with it).

    Raises:
        KeyError: nothing of that id is retired or has left.
    """
    live = {name for entry in book.entries() for name in (
        entry.question.id, *(f"{entry.question.id}/{one.id}" for one in entry.question.keypoints))} if book else None
    gone = {key for key, record in lock.items()
            if (key[1] == ident or key[1].startswith(f"{ident}/"))
            and (record.retired or (live is not None and key[0] in {"question", "keypoint"} and key[1] not in live))}
    if not gone:
        raise KeyError(ident)
    return {key: record for key, record in lock.items() if key not in gone}


def _dated(found: Record, old: Record | None, now: int) -> Record:
    """The record with its date and numbers: those of the old lock if nothing changed, else new ones."""
    if old is None:
        changed = now
    elif old.retired or old.content != found.content:
        changed = max(now, old.newest + 1)
    else:
        changed = old.changed
    if not (found.blanks or (old and (old.blanks or old.gone))):
        return Record(found.kind, found.id, found.content, changed, old.identity if old else "",
                      old.guid if old else "", topic=found.topic, title=found.title, text=found.text)
    numbers, gone, following = blanks.numbered(list(found.blanks), old)
    return Record(found.kind, found.id, found.content, changed, old.identity if old else "", old.guid if old else "",
                  numbers, gone, following, topic=found.topic, title=found.title, text=found.text)  # `replace` is slow


def _numbered(book: Book, fresh: Lock, now: int) -> Lock:
    """The records of topics, with a number for each that has none: it sorts after the topic before it."""
    found: dict[Key, Record] = {}
    numbers = {r.id: r.number for r in fresh.values() if r.kind == "topic"}
    order = [topic.id for topic in book.bank.topics]
    for topic, number in topic_numbers.missing(order, numbers).items():
        found["topic", topic] = Record("topic", topic, "", now, number=number)
    return found


def _other_bank(book: Book, fresh: dict[Key, Record], now: int) -> Iterator[Problem]:
    """The problem of a lock that belongs to another bank id: every learner would begin anew."""
    ident = book.bank.id
    known = [record.id for record in fresh.values() if record.kind == "bank"]
    if known and ident not in known:
        yield Problem("bank-renamed", f"the bank's id is {ident!r}, but the lock beside it belongs to {known[0]!r}",
                      hint=f"write `id: {known[0]}` again, since learners' decks and reviews hang on it;\n"
                           "for a bank of its own, delete the copied questions.lock")
    elif not known:
        fresh["bank", ident] = Record("bank", ident, "", now)


def _returns(old: Record, question: Question, former: str) -> Problem:
    if former:
        return Problem(
            "retired-returns",
            f"{former!r} is to be renamed to {old.id!r}, but a {old.kind} of that id was retired",
            question.span,
            f"give it another new id, or say that it takes over the id, with the reviews of {former}:\n"
            f"dlexport lock --restore {old.id}",
        )
    return Problem(
        "retired-returns",
        f"the {old.kind} id {old.id!r} was retired and returns with other content",
        question.span,
        "learners' reviews of the former card would pass to this one: give it a new id,\n"
        f"or say that it is the same one: dlexport lock --restore {old.id}",
    )


def _leaver(record: Record, questions: Mapping[str, Record]) -> Retired:
    parent = questions.get(record.id.split("/")[0], record)
    return Retired(record.kind, record.id, record.identity or record.id, parent.topic, parent.title, record.retired,
                   {**record.gone, **record.blanks}, record.guid)
