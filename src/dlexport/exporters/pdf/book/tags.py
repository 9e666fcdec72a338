"""The difficulty and tags of a question, at the right end of its title's line or below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.bullets import circle
from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.drawing.copied_text import END, begin_actual
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.drawing.sheet import NamedPlace, rgb
from dlexport.exporters.pdf.pages.strips import Put, Strip
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.contract import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.book.bank import Question
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.ink import Ink
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.labels import Labels

_HARDEST = 3
_RADIUS, _STEP, _HEIGHT = 2.1, 6.4, 2.9     # points: of the dots, between them, above the baseline
_APART = 9.0                                # between two tags, and from the title


@dataclass(frozen=True, slots=True)
class Difficulty:
    """Full and empty dots, copied as words."""

    grade: int
    words: str
    face: Face
    colour: str

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw them on a line with its baseline at y."""
        with sheet.within(StructureElement("Figure", alt=self.words)):
            self._draw(sheet, x, y)

    def _draw(self, sheet: Sheet, x: float, y: float) -> None:
        begin_actual(sheet, self.words, self.face, x, y)
        for k in range(_HARDEST):
            path = circle(x + _RADIUS + k * _STEP, y + _HEIGHT, _RADIUS - 0.35 * (k >= self.grade))
            sheet.paint(f"q {rgb(self.colour)} rg {rgb(self.colour)} RG 0.7 w {path} "
                        f"{'f' if k < self.grade else 'S'} Q")
        sheet.paint(END)


@dataclass(frozen=True, slots=True)
class _First:
    """The first mark, with a named place that tells where the title ends: before it on its line, or above."""

    ink: Ink
    place: str
    height: float

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it on a line with its baseline at y."""
        sheet.places.append(NamedPlace(self.place, x, y + self.height))
        self.ink.draw(sheet, x, y)


def tag_strips(question: Question, title: Sequence[Item], title_width: float, press: Press,
               labels: Labels) -> list[Item]:
    """The title's strips with the marks: beside its last line where they fit, else on lines of their own."""
    theme = press.theme
    marks = _marks(question, press, labels)
    if not marks:
        return list(title)
    (first_width, first), *others = marks
    place = f"{question_place(question.id)}.{Part.TAGS}"
    marks = [(first_width, _First(first, place, theme.fine.size)), *others]
    rows: list[list[tuple[float, Ink]]] = [[]]
    used = 0.0
    for width, ink in marks:
        if rows[-1] and used + _APART + width > theme.measure:
            rows.append([])
            used = 0.0
        used += width + (_APART if rows[-1] else 0.0)
        rows[-1].append((width, ink))
    fine = theme.fine
    last = title[-1] if title else None
    if len(rows) == 1 and isinstance(last, Strip) and last.puts and title_width + 2 * _APART + used <= theme.measure:
        baseline = last.puts[-1].down
        return [*title[:-1], last._replace(puts=(*last.puts, *_right(rows[0], theme.measure, baseline)))]
    return [*title, *(Strip(fine.leading, _right(row, theme.measure, fine.leading * 0.7)) for row in rows)]


def difficulty_mark(grade: int, press: Press, labels: Labels, colour: str) -> tuple[float, Difficulty]:
    """Dots in a colour, and how wide they are, in points."""
    words = f"{labels.difficulty}{labels.colon}{grade}/{_HARDEST}"
    return 2 * _RADIUS + (_HARDEST - 1) * _STEP, Difficulty(grade, words, press.cast.face("sans", 400), colour)


def _marks(question: Question, press: Press, labels: Labels) -> list[tuple[float, Ink]]:
    marks: list[tuple[float, Ink]] = []
    if question.difficulty is not None:
        marks.append(difficulty_mark(question.difficulty, press, labels, press.theme.colours["accent"]))
    measure, voice = press.theme.measure, Voice(press.theme.fine.size, Look("hei"), "muted")
    setter = InlineSetter(press, question.span, measure)
    for tag in (press.tag_names.get(tag, tag) for tag in question.tags):
        whole = setter.label(tag, voice)
        lines = [whole] if whole.width <= measure else setter.text(tag, voice).lines(measure, ragged=True)
        marks += ((line.width, line) for line in lines)
    return marks


def _right(row: Sequence[tuple[float, Ink]], measure: float, baseline: float) -> tuple[Put, ...]:
    x = measure - sum(width for width, _ in row) - _APART * (len(row) - 1)
    puts: list[Put] = []
    for width, ink in row:
        puts.append(Put(x, baseline, ink))
        x += width + _APART
    return tuple(puts)
