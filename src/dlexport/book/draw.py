"""Exam and bank -> the questions on its paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.book.shuffled import rank
from dlexport.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.book.bank import Question
    from dlexport.book.exams import Draw, Exam


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question on a paper, and what it counts for there; None where nobody says."""

    question: Question
    points: float | None


def drawn(exam: Exam, questions: Sequence[Question]) -> tuple[tuple[Drawn, ...], tuple[Problem, ...]]:
    """The questions of a paper, those of each line in the order of the bank; a problem for each line that lacks some.

    Where lines ask for the same questions, they are shared out so that each line has what it asks for, if that can
    be at all. Which ones are drawn follows from the exam's seed and the ids of the questions, so that a question more
    in the bank changes little.
    """
    share = _shared(exam, questions)
    found: list[Drawn] = []
    problems: list[Problem] = []
    for number, draw in enumerate(exam.draws):
        taken = [question for question in questions if share.get(question.id) == number]
        found += (Drawn(question, _points(exam, draw, question)) for question in taken)
        wanted = draw.count if draw.count is not None else min(1, 1 - len(draw.ids))
        if len(taken) < wanted:
            problems.append(_short(draw, len(taken), sum(takes(draw, question) for question in questions)))
    return tuple(found), tuple(problems)


def takes(draw: Draw, question: Question) -> bool:
    """Whether a question is one of those that a line of an exam asks for."""
    if draw.ids:
        return question.id in draw.ids
    return (not draw.kinds or question.kind in draw.kinds) and \
        (not draw.topics or question.topic in draw.topics) and \
        (not draw.tags or not set(draw.tags).isdisjoint(question.tags)) and \
        (not draw.difficulties or question.difficulty in draw.difficulties)


def _points(exam: Exam, draw: Draw, question: Question) -> float | None:
    for points in (draw.points, question.points):
        if points is not None:
            return points
    return exam.points.get(question.kind)


def _short(draw: Draw, taken: int, match: int) -> Problem:
    if draw.count is None:
        return Problem("exam-short", "no question is left for this line of the exam", draw.span,
                       "ask for less, or for others: a question is asked once in a paper")
    left = f"; other lines take {match - taken} of them" if match > taken else ""
    return Problem("exam-short", f"this line of the exam asks for {draw.count} questions, and {match} match{left}",
                   draw.span, "ask for fewer, or for others, or add questions to the bank")


def _shared(exam: Exam, questions: Sequence[Question]) -> dict[str, int]:
    """Question id -> the number of the line that takes it: a matching of places and questions, as large as can be."""
    named = {ident: number for number, draw in enumerate(exam.draws) for ident in draw.ids}
    owner: dict[str, int] = {question.id: named[question.id] for question in questions if question.id in named}
    free = [question for question in questions if question.id not in named]
    candidates: dict[int, list[str]] = {}
    for number, draw in enumerate(exam.draws):
        if draw.count is not None:
            match = [question.id for question in free if takes(draw, question)]
            candidates[number] = sorted(match, key=lambda ident, at=number: rank(exam.seed, str(at), ident))    # type: ignore[misc]
    for number, draw in enumerate(exam.draws):
        for _ in range(draw.count or 0):
            if not _given(number, candidates, owner, set()):
                break
    for number, draw in enumerate(exam.draws):
        if draw.count is None and not draw.ids:
            owner |= {question.id: number for question in free if question.id not in owner and takes(draw, question)}
    return owner


def _given(number: int, candidates: Mapping[int, Sequence[str]], owner: dict[str, int], tried: set[int]) -> bool:
    """Whether one question more was found for a line, if need be by giving another line another one."""
    tried.add(number)
    for ident in candidates[number]:
        if ident not in owner:
            owner[ident] = number
            return True
    for ident in candidates[number]:
        if owner[ident] not in tried and _given(owner[ident], candidates, owner, tried):
            owner[ident] = number
            return True
    return False
