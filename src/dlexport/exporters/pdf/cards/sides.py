"""Text of a card's sides: set as large as fits on one card, continued on further cards where it must."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.blocks.blocks import BlockSetter
from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.blocks.link_notes import with_link_notes
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.book.question import part_place
from dlexport.exporters.pdf.drawing.sheet import NamedPlace
from dlexport.exporters.pdf.pages.pages import Pages
from dlexport.exporters.pdf.pages.strips import Skip, Strip, bound, named, text_strips, total
from dlexport.exporters.pdf.style.paper import Paper
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.contract import Part
from dlexport.plugin.kinds import asked, solved
from dlexport.richtext.nodes import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.book.bank import Question
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.cards.style import CardStyle
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.paragraph import TextParagraph
    from dlexport.labels import Labels
    from dlexport.plugin.kinds import FurtherPart
    from dlexport.problems import Span
    from dlexport.richtext.nodes import Inline, RichText
    from dlexport.source.yaml_tree import Located

_STEP = 0.25        # points by which the body text shrinks at a time
_TITLE_LEADING, _AFTER_TITLE = 1.45, 0.6
_BOLD = 600
_FIGURE = 0.8       # the greatest height of a picture, as a part of a card's height
_ALIKE = 0.5        # the least ratio of two lines' widths where a line is broken at a punctuation mark
_ROUNDING = 0.01    # points
_SLACKS = (1.03, 1.1, 1.2, 1.3)     # measures to try, as multiples of the width of lines of equal length


class Side(NamedTuple):
    """One side of a question.

    Attributes:
        cards: the text, one sheet for each card it needs.
        scale: at which each sheet is drawn, at most 1.
        lower: how far each is moved down, in points.
    """

    cards: list[Sheet]
    scale: float
    lower: float


class SideSetter:
    """Sets the sides of cards.

    To shrink a text it is set at the style's sizes on a card larger than the real one, and drawn at a smaller scale. So
    everything shrinks alike: formulas, code and pictures too.
    """

    def __init__(self, press: Press, style: CardStyle, labels: Labels) -> None:
        self._press = press
        self._labels = labels
        self._style = style

    def front(self, question: Question) -> Side:
        """Title and prompt, in the middle."""
        def items(measure: float) -> list[Item]:
            title = named([Strip(0.1)], question_place(question.id)) if question.untitled else \
                self._title(question, measure)
            return [*title, *(self._prompt(question, measure) if question.prompt.blocks else []),
                    *self._asked(question, measure)]

        return self._fitted(items, centred=True)

    def further(self, question: Question) -> Side:
        """The front of a further card: the title again, without named places."""
        return self._fitted(lambda measure: [item._replace(places=()) if isinstance(item, Strip) else item
                                             for item in self._title(question, measure)], centred=True)

    def back(self, question: Question) -> Side:
        """The answer, ranged left."""
        def items(measure: float) -> list[Item]:
            found: list[Item] = []
            for piece in solved(question, self._labels):
                if piece.part is not Part.WHY:      # no room
                    found += self._piece(piece, question, measure, gap=bool(found))
            answer = self._field(question.answer, measure)
            gap = [Skip(self._style.theme.body.leading * 0.4)] if found and answer else []
            return [*found, *gap, *named(answer, part_place(question.id, Part.ANSWER))]

        return self._fitted(items, centred=False)

    def _asked(self, question: Question, measure: float) -> list[Item]:
        """Options and parts."""
        return [item for piece in asked(question, self._labels) if piece.part is not Part.HINT
                for item in self._piece(piece, question, measure, gap=True)]

    def _piece(self, piece: FurtherPart, question: Question, measure: float, *, gap: bool) -> list[Item]:
        leading = self._style.theme.body.leading
        found = [item for number, text in enumerate(piece.texts)
                 for item in (*([Skip(leading * 0.2)] if number else []), *self._field(text, measure))]
        return [*([Skip(leading * _AFTER_TITLE)] if gap else []),
                *named(found, part_place(question.id, piece.part))]

    def _field(self, field: RichText, measure: float) -> list[Item]:
        return BlockSetter(self._press, field.source).blocks(with_link_notes(field.blocks), self._place(measure))

    def _fitted(self, items: Callable[[float], list[Item]], *, centred: bool) -> Side:
        """The items at the largest scale at which they fit on one card, else at the style's smallest, on several.

        An item that cannot be split, such as a formula or a row of a table, and is taller than a card at that scale,
        makes the scale of this side smaller still.

        Args:
            items: a measure in points -> the items set to it.
            centred: whether they are centred vertically, if they fit on one card.
        """
        style, press = self._style, self._press
        known = len(press.missing)
        size = style.theme.body.size
        while True:
            scale = size / style.theme.body.size
            paper = self._paper(scale)
            found = items(paper.measure)
            if total(found) <= paper.height_of_text or size <= style.smallest:
                break
            size = max(style.smallest, size - _STEP)
            del press.missing[known:]
        tallest = max((item.height for item in found), default=0.0)
        if tallest > paper.height_of_text:
            scale *= paper.height_of_text / tallest
            paper = self._paper(scale)
            del press.missing[known:]
            found = items(paper.measure)
        pages = Pages(paper, 1, left=paper.inner)
        pages.add(found)
        cards = pages.finish()
        _name_further(cards)
        lower = (1 - pages.filled) * paper.height_of_text * scale / 2 if centred and len(cards) == 1 else 0.0
        return Side(cards, scale, lower)

    def _paper(self, scale: float) -> Paper:
        """A paper that has the size of a card when it is drawn at the scale."""
        style = self._style
        width, height, pad = style.grid.width / scale, style.grid.height / scale, style.pad / scale
        top = style.top / scale
        return Paper(width, height, pad, width - 2 * pad, top, height - top - pad, 0.0, 0.0)

    def _place(self, measure: float) -> BlockPlace:
        """The measure of a card, with a greatest height for pictures: so they shrink before the text does."""
        grid, pad = self._style.grid, self._style.pad
        high = measure * (grid.height - self._style.top - pad) / (grid.width - 2 * pad)
        return BlockPlace(0.0, measure, self._style.theme.body, tallest=_FIGURE * high)

    def _title(self, question: Question, measure: float) -> list[Item]:
        size = self._style.title
        items = self._centred(question.title.children, Voice(size, Look("hei", _BOLD)), size * _TITLE_LEADING, measure,
                              question.title.source)
        return named(bound(items), question_place(question.id))

    def _prompt(self, question: Question, measure: float) -> list[Item]:
        """The prompt: paragraphs centred, other blocks as elsewhere."""
        level, source = self._style.theme.body, question.prompt.source
        items: list[Item] = []
        for block in with_link_notes(question.prompt.blocks):
            found = (self._centred(block.children, Voice(level.size), level.leading, measure, source)
                     if isinstance(block, Paragraph)
                     else BlockSetter(self._press, source).blocks((block,), self._place(measure)))
            items += [*([Skip(level.leading * 0.4)] if items and found else []), *found]
        return [Skip(level.leading * _AFTER_TITLE), *named(items, part_place(question.id, Part.PROMPT))]

    def _centred(self, nodes: Sequence[Inline], voice: Voice, leading: float, measure: float,
                 where: Located | Span | None) -> list[Item]:
        setter = InlineSetter(self._press, where, measure)
        return [item for paragraph in setter.paragraphs(nodes, voice) for line in _balanced(paragraph, measure)
                for item in text_strips([line], (measure - line.width) / 2, voice.size, leading)]


def _balanced(paragraph: TextParagraph, measure: float) -> list[SetLine]:
    """Lines of nearly equal length, as few as the measure allows; two are broken at punctuation if that is possible."""
    lines = paragraph.lines(measure, ragged=True)
    if len(lines) == 2 and (parted := _parted(paragraph, measure)):     # noqa: PLR2004 - a sentence of two clauses
        return parted
    if len(lines) > 1:
        even = paragraph.natural_width() / len(lines)
        for slack in _SLACKS:
            narrow = paragraph.lines(even * slack, ragged=True) if even * slack < measure else lines
            if len(narrow) == len(lines) and max(line.width for line in narrow) <= measure:
                return narrow
    return lines


def _parted(text: TextParagraph, measure: float) -> list[SetLine] | None:
    """Two lines of similar length, broken after a full-width mark or before an opening bracket; None if impossible."""
    text.break_up()
    inner = range(1, len(text.break_last) - 1)
    stops = [number for number in inner if text.left[text.break_last[number]] == "C"]
    brackets = [number for number in inner if text.left[text.break_last[number] + 1] == "O"]
    return _two_lines(text, measure, stops) or _two_lines(text, measure, brackets)


def _two_lines(text: TextParagraph, measure: float, breaks: Sequence[int]) -> list[SetLine] | None:
    """Two lines, broken at that one of `breaks` where their lengths differ least; None if they differ too much."""
    most, best = _ALIKE, (0.0, 0.0)
    for number in breaks:
        first = (text.break_end[number] - text.break_start[0]) * text.size
        second = (text.break_end[-1] - text.break_start[number]) * text.size
        alike = min(first, second) / max(first, second)
        if alike > most and max(first, second) <= measure:
            most, best = alike, (first + _ROUNDING, max(first, second) + _ROUNDING)
    first, both = best
    lines = text.lines(both, indent=both - first, ragged=True) if both else []
    for line in lines:
        line.indent = 0.0           # needed only to give the two lines different measures
    return lines if len(lines) == 2 else None       # noqa: PLR2004 - as wanted


def _name_further(cards: Sequence[Sheet]) -> None:
    """Add, at the top of each further card, a named place: the part that goes on there, and the card's number."""
    current = ""
    for number, card in enumerate(cards, 1):
        own = card.places[:]
        if current and (not own or own[0].top < card.high):
            card.places.insert(0, NamedPlace(f"{current}.{number}", 0.0, card.high))
        current = own[-1].name if own else current
