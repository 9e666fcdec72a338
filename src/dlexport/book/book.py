"""Bank -> Book: topics become chapters, questions get their numbers, labels their language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlexport.labels import Labels, labels_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import Bank, Question, Topic


@dataclass(frozen=True, slots=True)
class Entry:
    """A question in its place: `number` runs through the whole book from 1, `place` through its chapter."""

    number: int
    place: int
    question: Question


@dataclass(frozen=True, slots=True)
class Chapter:
    """A topic with its questions; numbered from 1. Topics without a question make no chapter."""

    number: int
    topic: Topic
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The bank in reading order."""

    bank: Bank
    labels: Labels
    chapters: tuple[Chapter, ...]

    def entries(self) -> Iterator[Entry]:
        """Every question in reading order."""
        for chapter in self.chapters:
            yield from chapter.entries

    @property
    def count(self) -> int:
        """How many questions there are."""
        return sum(len(chapter.entries) for chapter in self.chapters)


def compose(bank: Bank) -> Book:
    """Group the questions by topic in the order of `topics`, keep the file's order within, number through."""
    by_topic: dict[str, list[Question]] = {topic.id: [] for topic in bank.topics}
    for question in bank.questions:
        by_topic[question.topic].append(question)
    chapters: list[Chapter] = []
    number = 0
    for topic in bank.topics:
        questions = by_topic[topic.id]
        if questions:
            entries = tuple(Entry(number + place, place, q) for place, q in enumerate(questions, 1))
            chapters.append(Chapter(len(chapters) + 1, topic, entries))
            number += len(questions)
    return Book(bank, labels_for(bank.language), tuple(chapters))


def only_topic(bank: Bank, topic: str) -> Bank:
    """The bank with the questions of one topic; links to the questions that are left out stay as text.

    Raises:
        KeyError: there is no such topic.
    """
    if topic not in {known.id for known in bank.topics}:
        raise KeyError(topic)
    return replace(bank, questions=tuple(q for q in bank.questions if q.topic == topic))
