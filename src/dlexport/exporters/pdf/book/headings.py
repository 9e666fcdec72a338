"""Headings broken into lines where the sense allows it, with no short last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.text.sense_breaks import sense_breaks
from dlexport.exporters.pdf.text.word_ends import INSIDE, WORD

if TYPE_CHECKING:
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.paragraph import TextParagraph
    from dlexport.exporters.pdf.text.word_ends import WordEnds

_LONELY, _STEP = 3.0, 0.5       # ems: a last line that is shorter, and what the others give up at a time
_MOST = 4           # lines: a longer heading reads well however its lines end
_SHORT = 3.0        # cost of a short last line
_BLANK = 2.0        # cost of another line that has nothing on it, by the square of what it lacks


def heading_lines(text: TextParagraph, measure: float, words: WordEnds) -> list[SetLine]:
    """The lines of a heading, ragged; in Chinese they end after words, in one line more where they must.

    A short last line gets words from the line above, likewise.
    """
    lines = text.lines(measure, ragged=True)
    if text.chinese and 1 < len(lines) <= _MOST and (
            ends := _ends(text, len(lines), measure / text.size, words)):
        return text.lines_to(ends)
    narrow, room = lines, measure
    while len(narrow) == len(lines) > 1 and room >= text.narrowest():       # no word is hyphened for it
        if narrow[-1].width >= _LONELY * text.size:
            return narrow
        room -= _STEP * text.size
        narrow = text.lines(room, ragged=True)
    return lines


def _ends(text: TextParagraph, count: int, measure: float, words: WordEnds) -> list[int]:
    """The breaks at which so many lines end, or one more, none of them inside a word; empty if there are none."""
    def unlike(width: float, last: bool) -> float:  # noqa: FBT001 - as it is called for
        if last:
            return _SHORT if width < _LONELY else 0.0
        return _BLANK * (1 - width / measure) ** 2

    ends, cost = sense_breaks(text, text.sense(), count, measure, unlike)
    if cost > WORD:         # else after stops and the like, and words need not be told apart
        costs = text.sense(words)
        ends, cost = sense_breaks(text, costs, count, measure, unlike)
        if cost >= INSIDE:
            ends, cost = sense_breaks(text, costs, count + 1, measure, unlike)
    return ends if cost < INSIDE else []
