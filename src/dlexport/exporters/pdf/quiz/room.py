"""Room for handwritten answers, estimated from the length of the model answer."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from dlexport.richtext.nodes import CodeBlock, Figure, MathBlock, Table
from dlexport.richtext.plain import leaves

if TYPE_CHECKING:
    from dlexport.book.bank import Question, Subquestion
    from dlexport.exporters.pdf.quiz.style import QuizStyle
    from dlexport.richtext.nodes import Block

_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60]")
_NARROW = 0.33          # width of a handwritten Latin letter, in Han: some fifty to a line
_DISPLAY, _ROW, _FIGURE = 2.0, 1.2, 6.0      # lines for a formula, for a row of a table, for a drawing


class AnswerRoom(NamedTuple):
    """Number of lines to answer on: the desired one and the least one; `said` if the source fixes it."""

    lines: int
    least: int
    said: bool = False


NO_ROOM = AnswerRoom(0, 0, said=True)


def room(task: Question | Subquestion, style: QuizStyle) -> AnswerRoom:
    """The room for a question or part that is answered in words; none for other kinds."""
    if task.lines is not None:
        return AnswerRoom(task.lines, task.lines, said=True)
    if task.kind != "open":
        return NO_ROOM
    if not task.answer.blocks:
        return AnswerRoom(style.unknown, style.unknown)
    need = sum(_lines(block, style) for block in task.answer.blocks)
    return AnswerRoom(max(style.least, ceil(style.longer * need)), max(style.least, ceil(need)))


def written(text: str) -> float:
    """The width of a text written by hand, in Han characters."""
    wide = len(_WIDE.findall(text))
    return wide + _NARROW * (len(text) - wide)


def _lines(block: Block, style: QuizStyle) -> float:
    match block:
        case MathBlock():
            return _DISPLAY
        case Figure():
            return _FIGURE
        case CodeBlock(text):
            return float(len(text.splitlines()))
        case Table(rows=rows):
            return _ROW * (len(rows) + 1)
        case _:
            return sum(written(text) / style.han for text in leaves((block,)))
