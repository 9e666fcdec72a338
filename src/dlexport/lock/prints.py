"""Fingerprints of questions and key points: hashes of all that is rendered of each."""

from __future__ import annotations

import hashlib
import pickle
from itertools import chain
from typing import TYPE_CHECKING, Any

from dlexport.book.fingerprints import asked, bodies, digest, mentioned, packed
from dlexport.cache import Cache
from dlexport.lock.records import Key, Record
from dlexport.richtext.nodes import Image, Strong
from dlexport.richtext.plain import plain as as_text
from dlexport.richtext.walk import walk
from dlexport.unpickling import DAMAGE, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dlexport.book.bank import KeyPoint, Question
    from dlexport.book.book import Book, Chapter

_TELLING = 30      # characters of an answer


def keys(question: Question) -> Iterator[Key]:
    """The keys of a question's records: one for itself, and one for each of its key points."""
    yield "question", question.id
    for point in question.keypoints:
        yield "keypoint", f"{question.id}/{point.id}"


def contents(book: Book, cache: Cache | None = None) -> Iterator[tuple[Question, Key, Record]]:
    """Each question and key point of the book with its record, not yet dated; those of known chapters are kept."""
    cache = cache or Cache()
    shared = cache.key("records", packed(book.bank.macros.entries))
    asked_for = [cache.key(shared, chapter.topic.title.source.value, *_shown(book, chapter)) if cache.keeps else b""
                 for chapter in book.chapters]
    known = cache.peek_all(asked_for)
    for chapter, key in zip(book.chapters, asked_for, strict=True):
        owners = [(entry.question, one) for entry in chapter.entries for one in keys(entry.question)]
        records = _unpacked(known.get(key, b""), owners)
        if records is None:
            topic = chapter.topic.title.source.value
            records = [one for entry in chapter.entries for one in _records(book, entry.question, topic)]
            cache.put(key, pickle.dumps([_row(one) for one in records], pickle.HIGHEST_PROTOCOL))
        yield from ((question, one, record) for (question, one), record in zip(owners, records, strict=True))


def _shown(book: Book, chapter: Chapter) -> Iterator[bytes]:
    """All that the records of a chapter follow from, besides its title and the macros."""
    for entry in chapter.entries:
        yield digest(entry.question)
        yield packed([entry.question.cards, [book.bank.media[path].origin for path in mentioned(entry.question)[0]]])


def _row(one: Record) -> tuple[str, ...]:
    return one.content, one.topic, one.title, one.text, *one.blanks


def _unpacked(data: bytes, owners: Sequence[tuple[Question, Key]]) -> list[Record] | None:
    """The records of these questions and key points; None if there is no data, or it was not kept of just these."""
    if not data:
        return None
    try:
        rows = plain(data)
        if not all(isinstance(text, str) for row in rows for text in row):
            return None
        return [Record(kind, ident, content, 0, topic=topic, title=title, text=text, blanks=dict.fromkeys(blanks, 0))
                for (_, (kind, ident)), (content, topic, title, text, *blanks) in zip(owners, rows, strict=True)]
    except DAMAGE:
        return None


def _records(book: Book, q: Question, topic: str) -> Iterator[Record]:
    """The records of a question and its key points."""
    more = asked(q)
    content = _question_print(book, q, topic, more)
    title = as_text(q.title.children)
    own = _own_print(q.answer.source.value.strip())
    yield Record("question", q.id, content, 0, topic=q.topic, title=title, text=own,
                 blanks=dict.fromkeys((as_text(gap.answers[0]) for gap in q.gaps), 0))
    sentences = [point.text.source.value.strip() for point in q.keypoints]
    shown = [q.answer.source.value.strip(), *sentences]
    rest = [_point_images(book, q), sorted(q.tags), q.difficulty, *([more] if more else [])]
    for point, sentence in zip(q.keypoints, sentences, strict=True):
        content = _point_print(book, topic, [q.title.source.value.strip(), sentence, *shown], rest)
        found = dict.fromkeys(_blank_texts(point), 0)
        text = _fingerprint([sentence])
        yield Record("keypoint", f"{q.id}/{point.id}", content, 0, blanks=found, text=text)


def _own_print(answer: str) -> str:
    """A fingerprint that recognises a question under another id; empty if its answer is too short for that."""
    return _fingerprint([answer]) if len(answer) >= _TELLING else ""


def _blank_texts(point: KeyPoint) -> Iterator[str]:
    for node in walk(point.text.children):
        if isinstance(node, Strong):
            yield as_text(node.children)


def _question_print(book: Book, q: Question, topic: str, more: list[Any]) -> str:
    """All that is rendered of a question but its number."""
    sections = (part for section in q.sections for part in (section.title, section.body))
    texts = [q.title, q.prompt, q.answer, q.analysis, q.summary, *sections]
    values = [text.source.value.strip() for text in texts]
    images = [book.bank.media[path].origin for path in _pictures(q)] if more or any("![" in v for v in values) else []
    references = [[r.title, r.authors, r.year, r.venue, r.doi, r.arxiv, r.url] for r in q.references]
    macros = book.bank.macros.used([topic, *values, *(body.source.value for body in bodies(q) if more)])
    said = [topic, values, images, references, sorted(q.tags), q.difficulty, *([more] if more else [])]
    return _fingerprint([*said, *([macros] if macros else []), *([q.cards] if q.cards else [])])


def _point_images(book: Book, q: Question) -> list[str]:
    """The pictures on the cards of a question's key points: each shows the answer and all sentences."""
    sources = [q.title.source, q.answer.source, *(point.text.source for point in q.keypoints)]
    if not any("![" in source.value for source in sources):
        return []
    shown = chain(walk(q.answer.blocks), *(walk(one.text.children) for one in q.keypoints))
    return [book.bank.media[node.path].origin for node in shown if isinstance(node, Image)]


def _point_print(book: Book, topic: str, texts: list[str], rest: list[Any]) -> str:
    """All that is rendered of a key point's note: its sentence, and on its back the answer and the other sentences.

    Args:
        book: has the macros.
        topic: its title.
        texts: the title of the question, the sentence, the answer, and all sentences of the question.
        rest: what else is the same for all points of the question.
    """
    macros = book.bank.macros.used([topic, *texts])
    said = [topic, texts, *rest]
    return _fingerprint([*said, macros] if macros else said)


def _pictures(q: Question) -> Iterable[str]:
    return (node.path for body in bodies(q) for node in walk(body.blocks) if isinstance(node, Image))


def _fingerprint(value: Any) -> str:   # noqa: ANN401 - anything JSON can hold
    """128 bits of SHA-256 over canonical JSON: no two contents of a bank will ever share one."""
    return hashlib.sha256(packed(value)).hexdigest()[:32]
