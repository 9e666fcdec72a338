"""`Bank` -> `Book`: topics become chapters, questions get numbers, the bank's language gives the labels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from dlexport.book.bank import Choice
from dlexport.book.shuffled import option_order
from dlexport.labels import Labels, labels_for
from dlexport.labels.own import with_own
from dlexport.richtext.nodes import Line, Paragraph, RichText, Text
from dlexport.source.located import Located

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dlexport.book.bank import Bank, Question, Subquestion, Topic


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its number and its place.

    Attributes:
        number: the number readers see, unique in the book; how it is counted, `Bank.numbering` says.
        place: its place in the chapter, from 1.
        question: the question.
    """

    number: int
    place: int
    question: Question


@dataclass(frozen=True, slots=True)
class Chapter:
    """A topic with its questions, at least one. Chapters are numbered from 1."""

    number: int
    topic: Topic
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The bank in reading order, with the words of its language."""

    bank: Bank
    labels: Labels
    chapters: tuple[Chapter, ...]

    def entries(self) -> Iterator[Entry]:
        """Every question in reading order."""
        for chapter in self.chapters:
            yield from chapter.entries

    def by_number(self) -> list[tuple[Chapter, Entry]]:
        """Every question with its chapter, in the order of the numbers."""
        return sorted(((chapter, entry) for chapter in self.chapters for entry in chapter.entries),
                      key=lambda found: found[1].number)

    @property
    def count(self) -> int:
        """The number of questions."""
        return sum(len(chapter.entries) for chapter in self.chapters)


def compose(bank: Bank) -> Book:
    """Group the questions by topic in the order of `topics`, keep the file's order within, and number them.

    What is true or false has two options then, in the words of the bank's language. Other options stand in an order
    that follows from the ids, the same in every output: the right one, which many authors write first, stands anywhere.
    """
    labels = with_own(labels_for(bank.language), bank.labels)
    by_topic: dict[str, list[Question]] = {topic.id: [] for topic in bank.topics}
    for question in bank.questions:
        by_topic[question.topic].append(_with_options(question, bank.id, labels))
    numbers = _numbers(bank, by_topic)
    chapters: list[Chapter] = []
    for topic in bank.topics:
        questions = by_topic[topic.id]
        if questions:
            entries = tuple(Entry(numbers[q.id], place, q) for place, q in enumerate(questions, 1))
            chapters.append(Chapter(len(chapters) + 1, topic, entries))
    return Book(bank, labels, tuple(chapters))


def _with_options(question: Question, bank: str, labels: Labels) -> Question:
    """The question with its options and those of its parts in their order, and with those of true and false."""
    if question.choices or question.true_false is not None:
        return replace(question, choices=_options(question, labels, bank, question.id))
    if any(part.choices or part.true_false is not None for part in question.parts):
        return replace(question, parts=tuple(
            replace(part, choices=_options(part, labels, bank, question.id, part.id)) for part in question.parts))
    return question


def _options(task: Question | Subquestion, labels: Labels, *seed: str) -> tuple[Choice, ...]:
    if task.true_false is not None:
        return _truths(task.true_false, labels)
    return tuple(task.choices[place] for place in option_order(task, *seed))


def _truths(right: bool, labels: Labels) -> tuple[Choice, ...]:     # noqa: FBT001 - which of the two
    return tuple(Choice("true" if truth else "false", _words(labels.true if truth else labels.false), truth is right)
                 for truth in (True, False))


def _words(text: str) -> RichText:
    return RichText((Paragraph((Text(text),)),), Located(text, "", 1, 1, "", ()))


def _numbers(bank: Bank, by_topic: Mapping[str, Sequence[Question]]) -> Mapping[str, int]:
    """Question id -> number."""
    match bank.numbering:
        case "topics":
            ordered = (question for topic in bank.topics for question in by_topic[topic.id])
            return {question.id: number for number, question in enumerate(ordered, 1)}
        case "source":
            return _places(bank)
        case _:
            assert_never(bank.numbering)


def _places(bank: Bank) -> Mapping[str, int]:
    """Question id -> place in the source, from 1."""
    return bank.places or {question.id: place for place, question in enumerate(bank.questions, 1)}


def only_topic(bank: Bank, topic: str) -> Bank:
    """The bank with the questions of one topic. Links to questions that are left out become plain text.

    With `numbering: source` the questions keep their numbers; else they are numbered from 1.

    Raises:
        KeyError: there is no such topic.
    """
    if topic not in {known.id for known in bank.topics}:
        raise KeyError(topic)
    return replace(bank, questions=tuple(q for q in bank.questions if q.topic == topic), places=_places(bank),
                   excerpt=_excerpt(bank, topic))


def _excerpt(bank: Bank, topic: str) -> Line:
    title = next(known.title for known in bank.topics if known.id == topic)
    before, _, after = with_own(labels_for(bank.language), bank.labels).excerpt.partition("{topic}")
    return Line((*_run(before), *title.children, *_run(after)), title.source)


def _run(text: str) -> tuple[Text, ...]:
    return (Text(text),) if text else ()
