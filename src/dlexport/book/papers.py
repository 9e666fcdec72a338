"""Exam and book -> papers: sections by kind, numbers, points, the order of questions and options in each version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from dlexport.book.draw import drawn
from dlexport.book.shuffled import option_order, rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.book.bank import Choice, Question
    from dlexport.book.book import Book
    from dlexport.book.exams import Exam
    from dlexport.problems import Problem

SectionKind: TypeAlias = Literal["single", "multiple", "true_false", "blanks", "open", "parts"]
"""Kinds of sections of a paper, in the customary order."""
SECTIONS: tuple[SectionKind, ...] = ("single", "multiple", "true_false", "blanks", "open", "parts")


@dataclass(frozen=True, slots=True)
class PaperTask:
    """A question in its place on a paper.

    Attributes:
        number: from 1, through all sections.
        question: what is asked.
        points: what it counts for, or None.
        order: the places in the source of its options, as they stand on the paper.
        part_orders: the same for each of its parts.
    """

    number: int
    question: Question
    points: float | None
    order: tuple[int, ...]
    part_orders: tuple[tuple[int, ...], ...] = ()

    @property
    def as_asked(self) -> Question:
        """The question with its options, and those of its parts, in the order of the paper."""
        parts = tuple(replace(part, choices=_ordered(part.choices, order))
                      for part, order in zip(self.question.parts, self.part_orders, strict=True))
        return replace(self.question, choices=_ordered(self.question.choices, self.order), parts=parts)


@dataclass(frozen=True)     # no slots: it remembers what follows from all of its questions, and each asks for that
class PaperSection:
    """The questions of one kind."""

    kind: SectionKind
    tasks: tuple[PaperTask, ...]

    @cached_property
    def each(self) -> float | None:
        """The points of each of its questions, if all have the same; else None."""
        points = {task.points for task in self.tasks}
        return points.pop() if len(points) == 1 else None

    @property
    def points(self) -> float | None:
        """The sum of the points of its questions; None if one has no points."""
        return _sum(self.tasks)


@dataclass(frozen=True, slots=True)
class PaperVersion:
    """One version: `name` is A, B, …, or nothing where there is only one."""

    name: str
    sections: tuple[PaperSection, ...]

    def tasks(self) -> Iterator[PaperTask]:
        """All its questions in order."""
        for section in self.sections:
            yield from section.tasks


@dataclass(frozen=True, slots=True)
class Papers:
    """A paper in all its versions; `exam` is the one of the bank that it follows, if any."""

    exam: Exam | None
    versions: tuple[PaperVersion, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def points(self) -> float | None:
        """The points of the whole paper; None if a question has none."""
        return _sum([*self.versions[0].tasks()])

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its questions."""
        return frozenset(task.question.id for task in self.versions[0].tasks())


def papers(book: Book, exam: Exam | None, *, seed: str = "", take: int = 0, versions: int = 0) -> Papers:
    """The papers on an exam of the bank, or on all its questions.

    Args:
        book: what there is.
        exam: None for all questions.
        seed: any text; orders the questions, each seed in its own way. An exam's own comes first.
        take: how many questions, the first of the order; 0 for all. An exam says that itself.
        versions: how many; 0 for as many as the exam has, or one.
    """
    questions = [entry.question for entry in book.entries()]
    problems: tuple[Problem, ...] = ()
    if exam is None:
        asked = [(question, question.points) for question in questions]
        if seed:
            asked.sort(key=lambda one: rank(seed, one[0].id))
        asked = asked[:take] if take > 0 else asked
    else:
        found, problems = drawn(exam, questions)
        asked = [(one.question, one.points) for one in found]
        seed = exam.seed or exam.id
    count = versions or (exam.versions if exam else 1)
    names = [chr(ord("A") + k) for k in range(count)] if count > 1 else [""]
    return Papers(exam, tuple(_version(asked, name, seed or book.bank.id) for name in names), problems)


def kept(book: Book, ids: frozenset[str]) -> Book:
    """The book with these questions only, in its own order."""
    chapters = (replace(chapter, entries=tuple(e for e in chapter.entries if e.question.id in ids))
                for chapter in book.chapters)
    return replace(book, chapters=tuple(chapter for chapter in chapters if chapter.entries))


def section_of(question: Question) -> SectionKind:
    """The section that a question belongs to."""
    if question.kind == "choice":
        return "multiple" if sum(choice.correct for choice in question.choices) > 1 else "single"
    return question.kind


def _version(asked: Sequence[tuple[Question, float | None]], name: str, seed: str) -> PaperVersion:
    by_kind: dict[SectionKind, list[tuple[Question, float | None]]] = {kind: [] for kind in SECTIONS}
    for question, points in asked:
        by_kind[section_of(question)].append((question, points))
    number, sections = 0, list[PaperSection]()
    for kind, found in by_kind.items():
        if name:
            found.sort(key=lambda one: rank(seed, name, one[0].id))
        tasks = list[PaperTask]()
        for question, points in found:
            number += 1
            tasks.append(PaperTask(
                number, question, _points(question, points), option_order(question, seed, name, question.id),
                tuple(option_order(part, seed, name, question.id, part.id) for part in question.parts)))
        if tasks:
            sections.append(PaperSection(kind, tuple(tasks)))
    return PaperVersion(name, tuple(sections))


def _ordered(choices: tuple[Choice, ...], order: tuple[int, ...]) -> tuple[Choice, ...]:
    return tuple(choices[place] for place in order)


def _points(question: Question, points: float | None) -> float | None:
    """The points of a question: its own, or else the sum of its parts if each has some; else None."""
    if points is not None or not question.parts:
        return points
    found = [part.points for part in question.parts if part.points is not None]
    return sum(found) if len(found) == len(question.parts) else None


def _sum(tasks: Sequence[PaperTask]) -> float | None:
    found = [task.points for task in tasks if task.points is not None]
    return sum(found) if tasks and len(found) == len(tasks) else None
