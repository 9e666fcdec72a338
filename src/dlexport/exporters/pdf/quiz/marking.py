"""What is right, as short as it is written on a paper: letters, marks, words in blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.plugin.kinds import letter
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from dlexport.book.papers import PaperTask
    from dlexport.exporters.pdf.quiz.words import ExamWords


def short_answer(task: PaperTask, words: ExamWords) -> str:
    """`B`, `AC`, `√`; nothing for what is answered in words or blanks."""
    question = task.question
    if question.true_false is not None:
        return words.true if question.true_false else words.false
    return "".join(letter(place) for place in task.right)


def blank_answers(task: PaperTask) -> list[list[str]]:
    """For each blank the answers that are right, in plain text."""
    return [[unmarked(answer) + (f"±{gap.tolerance}" if gap.tolerance else "") for answer in gap.answers]
            for gap in task.question.gaps]
