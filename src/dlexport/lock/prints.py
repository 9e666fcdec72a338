"""Fingerprints of questions and key points: hashes of all that is rendered of each."""

from __future__ import annotations

import hashlib
from itertools import chain
from typing import TYPE_CHECKING, Any

from dlexport.book.fingerprints import asked, bodies, packed
from dlexport.lock.records import Key, Record
from dlexport.richtext.nodes import Image, Strong
from dlexport.richtext.plain import plain
from dlexport.richtext.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dlexport.book.bank import KeyPoint, Question
    from dlexport.book.book import Book

_TELLING = 30      # characters of an answer


def keys(question: Question) -> Iterator[Key]:
    """The keys of a question's records: one for itself, and one for each of its key points."""
    yield "question", question.id
    for point in question.keypoints:
        yield "keypoint", f"{question.id}/{point.id}"


def contents(book: Book) -> Iterator[tuple[Question, Key, Record]]:
    """Each question and key point of the book with its record, not yet dated."""
    for chapter in book.chapters:
        topic = chapter.topic.title.source.value
        for entry in chapter.entries:
            q = entry.question
            more = asked(q)
            content = _question_print(book, q, topic, more)
            title = plain(q.title.children)
            own = _own_print(q.answer.source.value.strip())
            yield q, ("question", q.id), Record(
                "question", q.id, content, 0, topic=q.topic, title=title, text=own,
                blanks=dict.fromkeys((plain(gap.answers[0]) for gap in q.gaps), 0))
            images = _point_images(book, q)
            for point in q.keypoints:
                ident = f"{q.id}/{point.id}"
                content = _point_print(book, q, point, topic, [images, sorted(q.tags), q.difficulty,
                                                               *([more] if more else [])])
                found = dict.fromkeys(_blank_texts(point), 0)
                text = _fingerprint([point.text.source.value.strip()])
                yield q, ("keypoint", ident), Record("keypoint", ident, content, 0, blanks=found, text=text)


def _own_print(answer: str) -> str:
    """A fingerprint that recognises a question under another id; empty if its answer is too short for that."""
    return _fingerprint([answer]) if len(answer) >= _TELLING else ""


def _blank_texts(point: KeyPoint) -> Iterator[str]:
    for node in walk(point.text.children):
        if isinstance(node, Strong):
            yield plain(node.children)


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


def _point_print(book: Book, q: Question, point: KeyPoint, topic: str, rest: list[Any]) -> str:
    """All that is rendered of a key point's note: its sentence, and on its back the answer and the other sentences.

    What is the same for all points of a question comes in `rest`.
    """
    others = [one.text.source.value.strip() for one in q.keypoints]
    texts = [q.title.source.value.strip(), point.text.source.value.strip(), q.answer.source.value.strip(), *others]
    macros = book.bank.macros.used([topic, *texts])
    said = [topic, texts, *rest]
    return _fingerprint([*said, macros] if macros else said)


def _pictures(q: Question) -> Iterable[str]:
    return (node.path for body in bodies(q) for node in walk(body.blocks) if isinstance(node, Image))


def _fingerprint(value: Any) -> str:   # noqa: ANN401 - anything JSON can hold
    """128 bits of SHA-256 over canonical JSON: no two contents of a bank will ever share one."""
    return hashlib.sha256(packed(value)).hexdigest()[:32]
