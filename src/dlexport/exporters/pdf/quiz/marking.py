"""Right answers in short form: letters, marks, answers of blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.plugin.kinds import letter
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from dlexport.book.bank import Question, Subquestion
    from dlexport.exporters.pdf.quiz.words import ExamWords


def short_answer(asked: Question | Subquestion, words: ExamWords) -> str:
    """`B`, `AC`, `√`, by the order of its options; nothing for what is answered in words or blanks."""
    if asked.true_false is not None:
        return words.true if asked.true_false else words.false
    return "".join(letter(place) for place, choice in enumerate(asked.choices) if choice.correct)


def blank_answers(asked: Question | Subquestion) -> list[list[str]]:
    """The right answers of each blank, in plain text."""
    return [[unmarked(answer) + (f"±{gap.tolerance}" if gap.tolerance else "") for answer in gap.answers]
            for gap in asked.gaps]
