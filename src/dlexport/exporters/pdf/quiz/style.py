"""The style of the quiz, from `styles/print/quiz.yaml`: what it has beyond the handout's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.style.values import Level, Values

if TYPE_CHECKING:
    from dlexport.theme.styles import Styles

_DIFFICULTIES = range(4)


@dataclass(frozen=True, slots=True)
class QuizStyle:
    """Sizes of the quiz.

    Attributes:
        head: size of the title, in points.
        line: distance of the ruled lines, in points.
        rows: how many ruled lines a question gets, by its difficulty; index 0 is for one without.
        blank: size and leading of the key points to fill in.
        longer: width of a blank, as a multiple of the width of the words left out.
    """

    head: float
    line: float
    rows: tuple[int, ...]
    blank: Level
    longer: float


def read_quiz_style(styles: Styles) -> QuizStyle:
    """The style in effect.

    Raises:
        SourceError: the style file cannot be read, lacks a value, or has one of a wrong type.
    """
    values = Values(styles, "print/quiz.yaml")
    style = QuizStyle(
        head=values.number("head"),
        line=values.number("space.line"),
        rows=tuple(int(values.number(f"space.rows.{grade}")) for grade in _DIFFICULTIES),
        blank=values.level("blank.text"),
        longer=values.number("blank.longer"),
    )
    values.finish()
    return style
