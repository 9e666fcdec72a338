"""Questions on an exam paper: stem, options in columns, parts, and the room for each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.blocks.blocks import BlockSetter
from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.blocks.link_notes import with_link_notes
from dlexport.exporters.pdf.blocks.pictures import picture_width
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.book.question import part_place
from dlexport.exporters.pdf.pages.strips import Put, Skip, Strip, abreast, beside, bound, named, text_strips
from dlexport.exporters.pdf.quiz.room import room
from dlexport.exporters.pdf.text.atoms import InlineBox
from dlexport.exporters.pdf.text.line import Placed, SetLine
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.contract import Part
from dlexport.plugin.kinds import letter
from dlexport.richtext.nodes import Figure, Paragraph, RichText, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.book.bank import Choice, Question, Subquestion
    from dlexport.book.papers import PaperSection, PaperTask
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.quiz.room import AnswerRoom
    from dlexport.exporters.pdf.quiz.style import QuizStyle
    from dlexport.exporters.pdf.quiz.words import ExamWords
    from dlexport.labels import Labels
    from dlexport.richtext.nodes import Image

_NUMBER = 0.7           # em: width of a question's number, plus that of each digit
_DIGIT = 0.6
_PART = 2.1             # of the number of a part, at the least
_AFTER_MARK = 0.4       # space behind a wider one
_LABEL = 1.7            # of an option's letter
_BETWEEN = 1.0          # between columns of options
_COLUMNS = (4, 2, 1)
_TIGHT, _LOOSE = 0.15, 0.35     # leadings between options, before them
_BOLD = 600


class _Held:
    """Ink of room that is only held open."""

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw nothing."""


_HELD = _Held()


class SetUnit(NamedTuple):
    """Content that stays on one page: strips, the room below them, and `gap` points of space before."""

    items: list[Item]
    room: AnswerRoom
    gap: float


class TaskSetter:
    """Typesetter of the questions of one version.

    Args:
        press: typesetter of texts.
        style: sizes of the exam.
        words: the exam's words in its language.
        labels: the words of the other outputs.
        count: number of questions in the version, which decides the width of numbers.
        prefix: beginning of the names of its places.
    """

    def __init__(self, press: Press, style: QuizStyle, words: ExamWords, labels: Labels,  # noqa: PLR0913 - all told
                 *, count: int, prefix: str) -> None:
        self._press, self._style, self._words, self._labels = press, style, words, labels
        self._prefix = prefix
        self._level = style.theme.body
        self._number = (_NUMBER + _DIGIT * len(f"{max(count, 10)}")) * self._level.size

    def text(self, task: PaperTask, section: PaperSection) -> str:
        """The values, besides the question itself, on which its units depend."""
        points = task.points, section.each is None, section.kind
        return repr((self._prefix, self._number, task.number, task.order, task.part_orders, points))

    def units(self, task: PaperTask, section: PaperSection) -> list[SetUnit]:
        """The units of a question: one, or one for each of its parts, the stem with the first."""
        em, question = self._level.size, task.as_asked
        said = task.points is not None and (section.each is None or section.kind in {"open", "parts"})
        points = self._words.counted_for(task.points or 0) if said else ""
        lettered = section.kind in {"single", "multiple", "true_false"}
        stem = self._stem(question, points, self._hold() if lettered else ())
        if lettered:
            stem = self._with_bracket(stem)
        number = InlineSetter(self._press, question.span, self._number).label(f"{task.number}.", Voice(em))
        stem = beside(stem, 0.0, number)
        stem = self._named(stem, question_place(question.id))
        if question.true_false is None and question.choices:
            options = self._options(question.choices, self._number)
            stem += [Skip(self._level.leading * _LOOSE), *self._part(options, question, Part.CHOICES)]
        gap = self._level.leading * (0.6 if section.kind in {"single", "multiple", "true_false", "blanks"} else 0.9)
        if not question.parts:
            return [SetUnit(bound(stem), room(question, self._style), gap)]
        units = list[SetUnit]()
        for number_of, part in enumerate(question.parts, 1):
            items = self._subquestion(part, number_of)
            if number_of == 1:
                items = [*stem, Skip(self._level.leading * _LOOSE), *self._part(items, question, Part.PARTS)]
            units.append(SetUnit(bound(items), room(part, self._style), self._level.leading * 0.4 if units else gap))
        return units

    def _stem(self, question: Question, points: str, tail: Sequence[InlineBox]) -> list[Item]:
        """Title and prompt, with the points before the first words, and room held at the end."""
        em = self._level.size
        left, measure = self._number, self._style.theme.measure - self._number
        items: list[Item] = []
        if not question.untitled:
            strong = bool(question.prompt.blocks)
            voice = Voice(em, Look("hei", _BOLD)) if strong else Voice(em)
            nodes = (*([Text(points)] if points else []), *question.title.children)
            items += BlockSetter(self._press, question.title.source).inline(
                nodes, voice, BlockPlace(left, measure, self._level), tail=() if strong else tail)
        blocks = question.prompt.blocks
        if points and question.untitled and blocks:
            blocks = _before(points, question.prompt).blocks
        if blocks:
            place = BlockPlace(left, measure, self._level)
            prompt = BlockSetter(self._press, question.prompt.source).blocks(with_link_notes(blocks), place, tail=tail)
            gap = [Skip(self._level.leading * _TIGHT)] if items else []
            items += [*gap, *self._part(prompt, question, Part.PROMPT)]
        return items

    def _bracket(self) -> SetLine:
        return InlineSetter(self._press, None, self._style.theme.measure).label(
            self._words.bracket, Voice(self._level.size))

    def _hold(self) -> list[InlineBox]:
        """Room for the bracket, an em away from the last word, which comes along where a line is too full for both."""
        room = self._bracket().width + self._level.size
        return [InlineBox(room, 0.0, 0.0, _HELD, "N")]

    def _with_bracket(self, items: Sequence[Item]) -> list[Item]:
        """The items with the bracket for the letter at the right of the last line, or below what is no text."""
        bracket = self._bracket()
        x = self._style.theme.measure - bracket.width
        for k, item in enumerate(items):
            if isinstance(item, Strip) and item.baseline is not None and any(_holds_room(put) for put in item.puts):
                return [*items[:k], item._replace(puts=(*item.puts, Put(x, item.baseline, bracket))), *items[k + 1:]]
        return [*items, *text_strips([bracket], x, self._level.size, self._level.leading)]

    def _options(self, choices: Sequence[Choice], left: float) -> list[Item]:
        """Options in four, two or one columns, as the widest one allows; columns are aligned across questions."""
        em, measure = self._level.size, self._style.theme.measure - left
        widest = max(self._natural(choice) for choice in choices) + (_LABEL + _BETWEEN) * em
        columns = next((n for n in _COLUMNS if widest <= measure / n), 1)
        cells = [self._option(choice, letter(k), left + k % columns * measure / columns, measure / columns)
                 for k, choice in enumerate(choices)]
        rows = cells if columns == 1 else [[_row(cells[k:k + columns])] for k in range(0, len(cells), columns)]
        gap = Skip(self._level.leading * _TIGHT)
        return [item for row in rows for item in (gap, *row)][1:]

    def _natural(self, choice: Choice) -> float:
        """The width of an option on one line, or of its picture; the measure if it is more than that."""
        blocks, measure = choice.text.blocks, self._style.theme.measure
        if picture := _picture(choice):
            return picture_width(picture, self._press, measure)
        if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
            return measure
        known = len(self._press.missing)
        paragraphs = InlineSetter(self._press, choice.text.source, measure).paragraphs(
            blocks[0].children, Voice(self._level.size))
        del self._press.missing[known:]     # reported when it is drawn
        return paragraphs[0].natural_width() if len(paragraphs) == 1 else measure

    def _option(self, choice: Choice, name: str, left: float, width: float) -> list[Item]:
        em = self._level.size
        place = BlockPlace(left + _LABEL * em, width - _LABEL * em, self._level)
        if picture := _picture(choice):     # beside its letter
            place = place._replace(measure=min(place.measure, picture_width(picture, self._press, place.measure)))
        found = BlockSetter(self._press, choice.text.source).blocks(with_link_notes(choice.text.blocks), place)
        if picture and isinstance(found[0], Strip):
            found[0] = found[0]._replace(baseline=em)
        mark = InlineSetter(self._press, choice.text.source, width).label(f"{name}.", Voice(em))
        return beside(found, left, mark)

    def _subquestion(self, part: Subquestion, number: int) -> list[Item]:
        em = self._level.size
        setter = InlineSetter(self._press, part.span, self._style.theme.measure)
        mark = setter.label(self._labels.part.format(number=number), Voice(em))
        left = self._number + max(_PART * em, mark.width + _AFTER_MARK * em)
        place = BlockPlace(left, self._style.theme.measure - left, self._level)
        prompt = part.prompt
        if part.points is not None:
            prompt = _before(self._words.counted_for(part.points), prompt)
        tail = self._hold() if part.choices else ()
        items = BlockSetter(self._press, part.prompt.source).blocks(with_link_notes(prompt.blocks), place, tail=tail)
        if part.choices:
            items = self._with_bracket(items)
        items = beside(items, self._number, mark)
        if part.choices and part.true_false is None:
            items += [Skip(self._level.leading * _TIGHT), *self._options(part.choices, left)]
        return items

    def _part(self, items: Sequence[Item], question: Question, part: Part) -> list[Item]:
        return self._named(items, part_place(question.id, part))

    def _named(self, items: Sequence[Item], place: str) -> list[Item]:
        return named(items, f"{self._prefix}{place}")


def _picture(choice: Choice) -> Image | None:
    """The picture that an option consists of."""
    match choice.text.blocks:
        case (Figure(image, caption),) if not caption:
            return image
        case _:
            return None


def _holds_room(put: Put) -> bool:
    return isinstance(put.ink, SetLine) and any(
        isinstance(content, Placed) and content.box.ink is _HELD for content in put.ink.contents)


def _before(words: str, text: RichText) -> RichText:
    """The text with other words put before it."""
    match text.blocks:
        case (Paragraph(children), *others):
            return RichText((Paragraph((Text(words), *children)), *others), text.source)
        case _:
            return RichText((Paragraph((Text(words),)), *text.blocks), text.source)


def _row(cells: Sequence[Sequence[Item]]) -> Strip:
    """A strip of cells side by side, on one baseline if each is a single line."""
    strips = [[item for item in cell if isinstance(item, Strip)] for cell in cells]
    firsts = [cell[0].baseline or 0.0 for cell in strips]
    lowest = max(firsts)
    moved = [[Strip(lowest - first), *cell] if first < lowest else cell
             for cell, first in zip(strips, firsts, strict=True)]
    return abreast(moved, 0.0)

