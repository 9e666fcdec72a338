"""The style of the quiz, read from its file: what it has besides the handout's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.style.values import Level, Values

if TYPE_CHECKING:
    from dlexport.theme.styles import Styles

_DIFFICULTIES = range(4)


@dataclass(frozen=True, slots=True)
class QuizStyle:
    """Measures in points; `rows` are the ruled lines for each difficulty, 0 for none."""

    head: float
    line: float
    rows: tuple[int, ...]
    blank: Level
    longer: float


def read_quiz_style(styles: Styles) -> QuizStyle:
    """The style in effect.

    Raises:
        SourceError: the style file cannot be read, or lacks a value, or has one of another kind.
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
