"""Exams: the papers that a bank names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dlexport.richtext.nodes import EMPTY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.book.kinds import Kind
    from dlexport.problems import Span
    from dlexport.richtext.nodes import Line, RichText


@dataclass(frozen=True, slots=True)
class Draw:
    """A line of an exam: the questions that it names, or the number and conditions of those it selects.

    Attributes:
        span: position of the line.
        ids: ids of the questions; the conditions below are then empty.
        kinds, topics, tags, difficulties: a question must have one of the values of each; an empty one is no condition.
        count: number of questions; None for all that no other line selects.
        points: points of each question; None for those of the question or the exam.
    """

    span: Span
    ids: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    difficulties: tuple[int, ...] = ()
    count: int | None = None
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Exam:
    """A paper.

    Attributes:
        id: permanent, unique in the bank.
        span: the place of its id in the source.
        title: None where it is the bank's.
        subject: what it is about; may be empty.
        instructions: to whoever sits it; may be empty.
        duration: in minutes, or None.
        versions: how many there are, A, B, …: the same questions, in other orders.
        seed: from which draw and orders follow.
        points: kind -> the points of a question of it, where neither its line nor itself says so.
    """

    id: str
    span: Span
    draws: tuple[Draw, ...]
    title: Line | None = None
    subject: str = ""
    instructions: RichText = EMPTY
    duration: float | None = None
    versions: int = 1
    seed: str = ""
    points: Mapping[Kind, float] = field(default_factory=dict)
