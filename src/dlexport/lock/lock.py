"""The lock as a value: when each thing last changed, and what was retired.

Anki updates a note on import only when its `mod` is newer than the one in the collection. So the dates are
data: they change when the content they stand for changes, and at no other time.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from dlexport.problems import Problem
from dlexport.richtext.nodes import Image, Strong
from dlexport.richtext.plain import plain
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from dlexport.book.bank import KeyPoint, Question
    from dlexport.book.book import Book

Kind: TypeAlias = Literal["keypoint", "question", "stamp"]
Key: TypeAlias = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the lock. Times are Unix seconds.

    Attributes:
        kind, id: a question's id, `question/keypoint`, or a stamp's `exporter/name`.
        content: fingerprint of what is rendered of it.
        changed: when that last changed.
        identity: the id its GUID is derived from, where that is not `id` (after a rename).
        blanks: a key point's blanks, by their plain text: their permanent cloze numbers.
        next: a key point's next unused cloze number; numbers are never used again.
        retired: when it left the source; 0 while it is there.
        topic, title: a question's, for when it has left.
    """

    kind: Kind
    id: str
    content: str
    changed: int
    identity: str = ""
    blanks: Mapping[str, int] = field(default_factory=dict)
    next: int = 1
    retired: int = 0
    topic: str = ""
    title: str = ""

    @property
    def newest(self) -> int:
        """The newest date in the record."""
        return max(self.changed, self.retired)


Lock: TypeAlias = "Mapping[Key, Record]"


@dataclass(frozen=True, slots=True)
class Retired:
    """A question or key point that left the source. `id` is the question's, or `question/keypoint`.

    Attributes:
        kind: "question" or "keypoint".
        identity: what its GUID is derived from (its first id, before any rename).
        topic: the topic id its question had; `title` the question's plain title; `retired` Unix seconds.
    """

    kind: Kind
    id: str
    identity: str
    topic: str
    title: str
    retired: int


@dataclass(frozen=True, slots=True)
class DatedBook:
    """A book with the dates of the lock. All times are Unix seconds.

    Attributes:
        questions: question id -> when its content last changed.
        keypoints: `question/keypoint` -> the same.
        blanks: `question/keypoint` -> plain text of a blank -> its permanent cloze number.
        stamps: name -> when that part of the exporter's format last changed (see `Stamping.stamps`);
            `revision` -> when the revision of its rendering did.
        identities: question id or `question/keypoint` -> the id its GUID is derived from, where that is
            not the id itself (after a rename).
        retired: what left the source, sorted by id.
    """

    book: Book
    questions: Mapping[str, int]
    keypoints: Mapping[str, int]
    blanks: Mapping[str, Mapping[str, int]]
    stamps: Mapping[str, int] = field(default_factory=dict)
    identities: Mapping[str, str] = field(default_factory=dict)
    retired: tuple[Retired, ...] = ()

    @property
    def moment(self) -> int:
        """The date of the newest thing in the book."""
        times = (*self.questions.values(), *self.keypoints.values(), *self.stamps.values(),
                 *(entry.retired for entry in self.retired))
        return max(times, default=0)

    def identity(self, key: str) -> str:
        """What the GUID of a question id or `question/keypoint` is derived from."""
        return self.identities.get(key, key)


def refresh(   # noqa: PLR0913 - each is one of the things dates hang on
    book: Book, lock: Lock, now: int, stamps: Mapping[str, str], *,
    restore: Collection[str] = (), whole: bool = True,
) -> tuple[Lock, tuple[Problem, ...]]:
    """The lock brought up to date with the book.

    Args:
        book: what the source holds now.
        lock: the dates as they were.
        now: the date for what changed; at least a second after its last one.
        stamps: `exporter/name` -> fingerprint, of the exporters at work; the others' stay as they are.
        restore: ids of retired questions or key points that may return with other content.
        whole: False for a selection of the bank, where what is not there is not thereby retired.

    Returns:
        The new lock, and a problem for each retired id that returns with other content and each
        question that seems to have changed its id.
    """
    fresh = dict(lock)
    problems: list[Problem] = []
    live: set[Key] = set()
    for question, key, found in _contents(book):
        live.add(key)
        if key == ("question", question.id) and key not in fresh and question.renamed_from:
            _rename(fresh, question)
        old = fresh.get(key)
        if old and old.retired and old.content != found.content and not restore_allowed(key, restore):
            problems.append(_returns(old, question))
        fresh[key] = _dated(found, old, now)
    for name, content in stamps.items():
        key = ("stamp", name)
        fresh[key] = _dated(Record("stamp", name, content, 0), fresh.get(key), now)
    if whole:
        problems += _unmarked_renames(book, lock, fresh, live)
        for key, record in fresh.items():
            if key not in live and record.kind != "stamp" and not record.retired:
                fresh[key] = replace(record, retired=max(now, record.changed + 1))
    return fresh, tuple(problems)


def restore_allowed(key: Key, restore: Collection[str]) -> bool:
    """Whether the author said that this id, or the question it belongs to, returns."""
    return key[1] in restore or key[1].split("/")[0] in restore


def date(book: Book, lock: Lock, exporter: str) -> DatedBook:
    """The book with the dates that concern one exporter. The lock must have been refreshed for it."""
    records = [lock[key] for entry in book.entries() for key in _keys(entry.question)]
    retired = sorted((r for r in lock.values() if r.retired), key=lambda r: (r.id, r.kind))
    questions = {r.id: r for r in lock.values() if r.kind == "question"}
    own = f"{exporter}/"
    return DatedBook(
        book=book,
        questions={r.id: r.changed for r in records if r.kind == "question"},
        keypoints={r.id: r.changed for r in records if r.kind == "keypoint"},
        blanks={r.id: r.blanks for r in records if r.kind == "keypoint"},
        stamps={r.id.removeprefix(own): r.changed for r in lock.values() if r.kind == "stamp" and r.id.startswith(own)},
        identities={r.id: r.identity for r in records if r.identity},
        retired=tuple(_leaver(r, questions) for r in retired),
    )


def changes(old: Lock, new: Lock) -> list[str]:
    """What differs between two locks, one line each, for people."""
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
    return lines


def forget(lock: Lock, ident: str) -> Lock:
    """The lock without a retired id (a question's key points go with it).

    Raises:
        KeyError: nothing of that id is retired.
    """
    gone = {key for key, record in lock.items()
            if record.retired and (key[1] == ident or key[1].startswith(f"{ident}/"))}
    if not gone:
        raise KeyError(ident)
    return {key: record for key, record in lock.items() if key not in gone}


def _keys(question: Question) -> Iterator[Key]:
    yield "question", question.id
    for point in question.keypoints:
        yield "keypoint", f"{question.id}/{point.id}"


def _contents(book: Book) -> Iterator[tuple[Question, Key, Record]]:
    """Each question and key point of the book with its record, not yet dated."""
    for chapter in book.chapters:
        topic = chapter.topic.title.source.value
        for entry in chapter.entries:
            q = entry.question
            content = _question_print(book, q, topic)
            title = plain(q.title.children)
            yield q, ("question", q.id), Record("question", q.id, content, 0, topic=q.topic, title=title)
            for point in q.keypoints:
                ident = f"{q.id}/{point.id}"
                content = _point_print(book, q, point, topic)
                blanks = dict.fromkeys(_blanks(point), 0)
                yield q, ("keypoint", ident), Record("keypoint", ident, content, 0, blanks=blanks)


def _dated(found: Record, old: Record | None, now: int) -> Record:
    """The record as found, with the date and the numbers it has or gets."""
    if old is None:
        changed = now
    elif old.retired or old.content != found.content:
        changed = max(now, old.newest + 1)
    else:
        changed = old.changed
    blanks, following = dict(old.blanks) if old else {}, old.next if old else 1
    for text in found.blanks:
        if text not in blanks:
            blanks[text], following = following, following + 1
    return Record(found.kind, found.id, found.content, changed, old.identity if old else "", blanks, following,
                  topic=found.topic, title=found.title)     # `replace` takes four times as long


def _rename(fresh: dict[Key, Record], question: Question) -> None:
    """Move the records of the former id here: they keep GUID and history, and are dated anew."""
    former = question.renamed_from
    moved = [record for (kind, ident), record in fresh.items()
             if kind != "stamp" and (ident == former or ident.startswith(f"{former}/"))]
    for old in moved:
        ident = question.id + old.id[len(former):]
        del fresh[old.kind, old.id]
        fresh[old.kind, ident] = replace(old, id=ident, identity=old.identity or old.id, content="",
                                         changed=old.newest, retired=0)
    if not moved:       # the lock was lost: what the GUIDs were derived from is still known
        for kind, ident in (("question", ""), *(("keypoint", f"/{point.id}") for point in question.keypoints)):
            key: Key = (kind, question.id + ident)   # type: ignore[assignment]  # a tuple display widens its strings
            fresh[key] = Record(key[0], key[1], "", 0, identity=former + ident)


def _returns(old: Record, question: Question) -> Problem:
    return Problem(
        "retired-returns",
        f"the {old.kind} id {old.id!r} was retired and returns with other content",
        question.span,
        "learners' reviews of the former card would pass to this one: give it a new id,\n"
        f"or say that it is the same one: dlexport lock --restore {old.id}",
    )


def _unmarked_renames(book: Book, lock: Lock, fresh: Lock, live: set[Key]) -> Iterator[Problem]:
    """A question that is new, with the content of one that is gone."""
    gone = {r.content: r for key, r in lock.items() if r.kind == "question" and key not in live and key in fresh}
    if not gone:
        return
    for entry in book.entries():
        key: Key = ("question", entry.question.id)
        old = gone.get(fresh[key].content)
        if old and key not in lock:
            yield Problem(
                "renamed-unmarked",
                f"the question {key[1]!r} has the content of {old.id!r}, which is no longer there",
                entry.question.span,
                f"to keep the learners' reviews, add   renamed_from: {old.id}\n"
                f"or, if it is meant to start anew: dlexport lock --forget {old.id}",
            )


def _leaver(record: Record, questions: Mapping[str, Record]) -> Retired:
    parent = questions.get(record.id.split("/")[0], record)
    return Retired(record.kind, record.id, record.identity or record.id, parent.topic, parent.title, record.retired)


def _blanks(point: KeyPoint) -> Iterator[str]:
    for node in walk(point.text.children):
        if isinstance(node, Strong):
            yield plain(node.children)


def _question_print(book: Book, q: Question, topic: str) -> str:
    """All that is rendered of a question but its number."""
    sections = (part for section in q.sections for part in (section.title, section.body))
    texts = [q.title, q.prompt, q.answer, q.analysis, q.summary, *sections]
    values = [text.source.value.strip() for text in texts]
    images = [book.bank.media[path].origin for path in _pictures(q)] if any("![" in v for v in values) else []
    references = [[r.title, r.authors, r.year, r.venue, r.doi, r.arxiv, r.url] for r in q.references]
    macros = book.bank.macros.used([topic, *values])
    said = [topic, values, images, references, sorted(q.tags), q.difficulty]
    return _fingerprint([*said, macros] if macros else said)


def _point_print(book: Book, q: Question, point: KeyPoint, topic: str) -> str:
    texts = [q.title.source.value.strip(), point.text.source.value.strip()]
    images = [book.bank.media[node.path].origin for node in walk(point.text.children) if isinstance(node, Image)] \
        if "![" in texts[1] else []
    macros = book.bank.macros.used([topic, *texts])
    said = [topic, texts, images, sorted(q.tags), q.difficulty]
    return _fingerprint([*said, macros] if macros else said)


def _pictures(q: Question) -> Iterable[str]:
    bodies = (q.prompt, q.answer, q.analysis, *(section.body for section in q.sections))
    return (node.path for body in bodies for node in walk(body.blocks) if isinstance(node, Image))


def _fingerprint(value: Any) -> str:   # noqa: ANN401 - anything JSON can hold
    """128 bits of SHA-256 over canonical JSON: no two contents of a bank will ever share one."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:32]
