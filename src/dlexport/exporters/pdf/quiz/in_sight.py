"""Answers of blanks that are printed elsewhere on the same paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlexport.problems import Problem
from dlexport.richtext.plain import plain, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.book.bank import Question, Subquestion
    from dlexport.book.papers import Papers

_TELLING = 2        # least characters of an answer that is searched for; a single one occurs anywhere


def answers_in_sight(found: Papers) -> Iterator[Problem]:
    """A warning for each blank whose answer is printed in another question, or beside the blank in its own."""
    questions = [task.question for task in found.versions[0].tasks()]
    shown = [(question.id, _shown(question)) for question in questions]
    for question in questions:
        tasks: Sequence[Question | Subquestion] = (question, *question.parts)
        for answer in dict.fromkeys(unmarked(words) for task in tasks for gap in task.gaps for words in gap.answers):
            pattern = _pattern(answer)
            telling = next((ident for ident, text in shown if pattern and pattern.search(text)), None)
            if telling is not None:
                where = "its own question" if telling == question.id else f"question {telling}"
                yield Problem("answer-in-sight", f"the answer {answer!r} of a blank of question {question.id} stands "
                              f"in {where}, on the same paper", question.span,
                              "ask for another word, or leave one of the two out of the paper", severity="warning")


def _shown(question: Question) -> str:
    """The text that the paper prints of a question."""
    tasks: Sequence[Question | Subquestion] = (question, *question.parts)
    title = [] if question.untitled else [plain(question.title.children)]
    texts = [plain(body) for task in tasks for body in (task.prompt, *(choice.text for choice in task.choices))]
    return "\n".join([*title, *texts])


def _pattern(answer: str) -> re.Pattern[str] | None:
    """A pattern for an answer as a separate word in any case; None if the answer is too short."""
    words = answer.strip()
    if len(words) < _TELLING or (words.isascii() and words.replace(".", "").isdigit()):
        return None
    before = r"(?<![A-Za-z0-9])" if words[0].isascii() else ""
    after = r"(?![A-Za-z0-9])" if words[-1].isascii() else ""
    return re.compile(before + re.escape(words) + after, re.IGNORECASE)
