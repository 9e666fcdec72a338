"""The style of exams, from `styles/print/quiz.yaml`, which adds to the handout's style."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.style.paper import SIZES, Paper
from dlexport.exporters.pdf.style.values import Level, Values

if TYPE_CHECKING:
    from dlexport.exporters.pdf.style.paper import Name
    from dlexport.exporters.pdf.style.theme import Theme
    from dlexport.theme.styles import Styles

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True)
class QuizStyle:
    """Sizes of exams; lengths in points.

    Attributes:
        theme: the handout's theme with the text sizes and the measure of the exam.
        paper: the page, with a wider margin if there is a seal line.
        sealed: whether there is a seal line.
        title, subject, section: text sizes of the paper's name, its subject, and headings of sections.
        line: distance between the lines to answer on.
        han: number of handwritten Han characters per line.
        longer: factor of the room over the length of the model answer.
        least, unknown: lines of room: at least, and without a model answer.
        blank: width of every blank.
        scale: factor of large print; 1 in normal print.
    """

    theme: Theme
    paper: Paper
    sealed: bool
    title: float
    subject: float
    section: float
    line: float
    han: float
    longer: float
    least: int
    unknown: int
    blank: float
    scale: float


def read_quiz_style(styles: Styles, theme: Theme, name: Name = "a4", *, large: bool = False,
                    sealed: bool = False) -> QuizStyle:
    """The style in effect for a paper.

    Args:
        styles: the theme's files.
        theme: the handout's theme.
        name: name of the paper size.
        large: whether to use large print.
        sealed: whether there is a seal line.

    Raises:
        SourceError: the style file cannot be read, lacks a value, or has one of a wrong type.
    """
    values = Values(styles, "print/quiz.yaml")
    body, largest = values.level("text.body"), values.number("large")
    scale = largest / body.size if large else 1.0

    def level(key: str) -> Level:
        size, leading = values.level(f"text.{key}")
        return Level(size * scale, leading * scale)

    side, bound = values.number("page.side") * MM, values.number("page.sealed") * MM
    top, bottom = values.number("page.top") * MM, values.number("page.bottom") * MM
    width, height = SIZES[name]
    inner = bound if sealed else side
    measure = width - side - inner
    paper = Paper(width, height, inner, measure, top, height - top - bottom, 0.0, values.number("page.foot") * MM,
                  two_sided=sealed)
    style = QuizStyle(
        theme=replace(theme, measure=measure, label=level("fine").size, question=level("body").size, body=level("body"),
                      small=level("small"), table=level("table"), code=level("code"), fine=level("fine")),
        paper=paper, sealed=sealed,
        title=values.number("text.title") * scale,
        subject=values.number("text.subject") * scale,
        section=values.number("text.section") * scale,
        line=values.number("room.line") * MM * sqrt(scale),
        han=values.number("room.han") / sqrt(scale) * measure / (SIZES["a4"][0] - 2 * side),
        longer=values.number("room.longer"),
        least=max(1, round(values.number("room.least"))),
        unknown=max(1, round(values.number("room.unknown"))),
        blank=values.number("blank") * MM * sqrt(scale),
        scale=scale,
    )
    values.finish()
    return style
