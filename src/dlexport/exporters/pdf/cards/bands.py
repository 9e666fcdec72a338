"""The band at the top of a card: topic, number and difficulty in front, the title behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.book.one_line import one_line
from dlexport.exporters.pdf.book.tags import difficulty_mark
from dlexport.exporters.pdf.drawing.sheet import number, rgb
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.richtext.nodes import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.book.book import Chapter, Entry
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.cards.style import CardStyle
    from dlexport.exporters.pdf.drawing.ink import Ink
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.labels import Labels
    from dlexport.richtext.nodes import Inline

_INSET, _ABOVE, _HIGH = 5.0, 5.0, 17.0      # points: from the cut at the sides, above; and how high it is
_BASELINE = 5.6                             # above its lower edge
_GAP = 10.0                                 # between two things on it
_SHARE = 0.4                                # of the width, for what stands elsewhere
_WHITE = "#FFFFFF"
_MEDIUM = 500


class TopicBand(NamedTuple):
    """The content of a band: a line from the left; inks with their widths, from the right edge to the left."""

    line: SetLine
    right: Sequence[tuple[float, Ink]]
    colour: str
    filled: bool


class BandSetter:
    """Sets the bands of the cards of one chapter."""

    def __init__(self, press: Press, style: CardStyle, labels: Labels, chapter: Chapter, colour: str) -> None:
        self._press, self._style, self._labels = press, style, labels
        self._chapter, self._colour = chapter, colour

    @property
    def name(self) -> str:
        """Everything besides the question on which a band depends: the topic's title and colour."""
        return f"{self._colour} {self._chapter.topic.title.source.value}"

    def front(self, entry: Entry, notes: Sequence[str] = ()) -> TopicBand:
        """Number and topic, the difficulty at the right."""
        title = self._chapter.topic.title
        right = [self._word(note, _WHITE) for note in notes]
        grade = entry.question.difficulty
        if grade is not None:
            right.append(difficulty_mark(grade, self._press, self._labels, _WHITE))
        line = self._line((Text(f"{entry.number}　"), *title.children), right, _WHITE)
        return TopicBand(line, right, self._colour, filled=True)

    def back(self, entry: Entry, notes: Sequence[str] = (), further: Sequence[Inline] = ()) -> TopicBand:
        """Number and title; `further` says what stands elsewhere."""
        right = [self._word(note, self._colour) for note in notes]
        if further:
            room = _SHARE * self._style.grid.width
            line = one_line(further, Voice(self._style.head, Look("hei"), "muted"), room,
                            InlineSetter(self._press, None, room))
            right.append((line.width, line))
        line = self._line((Text(f"{entry.number}　"), *entry.question.title.children), right, self._colour)
        return TopicBand(line, right, self._colour, filled=False)

    def _word(self, text: str, colour: str) -> tuple[float, Ink]:
        voice = Voice(self._style.head, Look("hei"), colour)
        line = InlineSetter(self._press, None, self._style.grid.width).label(text, voice)
        return line.width, line

    def _line(self, words: Sequence[Inline], right: Sequence[tuple[float, Ink]], colour: str) -> SetLine:
        """On one line, cut short where there is more."""
        room = self._style.grid.width - 2 * self._style.pad - sum(width + _GAP for width, _ in right)
        where = self._chapter.topic.title.source
        setter = InlineSetter(self._press, where, room)
        return one_line(words, Voice(self._style.head, Look("hei", _MEDIUM), colour), room, setter)


def draw_band(sheet: Sheet, band: TopicBand, x: float, top: float, style: CardStyle) -> None:
    """Draw it at the top of the card whose upper left corner is at (x, top)."""
    low, wide = top - _ABOVE - _HIGH, style.grid.width - 2 * _INSET
    colour = rgb(band.colour)
    if band.filled:
        sheet.decorate(f"q {colour} rg {number(x + _INSET)} {number(low)} {number(wide)} {number(_HIGH)} re f Q")
    else:
        sheet.decorate(f"q {colour} RG 1.2 w {number(x + _INSET)} {number(low)} m "
                       f"{number(x + _INSET + wide)} {number(low)} l S Q")
    band.line.draw(sheet, x + style.pad, low + _BASELINE)
    right = x + style.grid.width - style.pad
    for width, ink in band.right:
        ink.draw(sheet, right - width, low + _BASELINE)
        right -= width + _GAP
