"""Lines in the middle of a card or cover: alike in length, and ended where the sense allows it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.text.sense_breaks import sense_breaks
from dlexport.exporters.pdf.text.word_ends import CLOSE, WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.paragraph import TextParagraph
    from dlexport.exporters.pdf.text.word_ends import WordEnds

_MOST = 6           # lines; a longer text reads well however its lines end
_UNLIKE = 2.0       # what a line costs that has nothing on it, by the square of what it lacks


def balanced(text: TextParagraph, measure: float, words: WordEnds) -> list[SetLine]:
    """The fewest lines within a measure in points, of similar lengths, with no word divided."""
    lines = text.lines(measure, ragged=True)
    if not 1 < len(lines) <= _MOST:
        return lines
    ends = _ends(text, len(lines), measure / text.size, words)
    return text.lines_to(ends) if ends else lines


def _ends(text: TextParagraph, count: int, measure: float, words: WordEnds) -> list[int]:
    """The breaks at which so many lines end, or one more if they end far better; none where none do."""
    best, cost = _best(text, text.sense(), count, measure)
    if cost <= WORD:        # after stops alone: words need not be told apart
        return best
    costs = text.sense(words)
    best, cost = _best(text, costs, count, measure)
    if cost >= CLOSE:       # infinite where `lines` has drawn stops together, or cut a word that no line holds
        more, more_cost = _best(text, costs, count + 1, measure)
        if more_cost < cost - WORD:
            return more
    return best if cost < inf else []


def _best(text: TextParagraph, costs: Sequence[float], count: int, measure: float) -> tuple[list[int], float]:
    """The breaks of least cost for so many lines that are alike in length, measures in ems."""
    even = (text.break_end[-1] - text.break_start[0]) / count
    return sense_breaks(text, costs, count, measure, lambda width, _: _UNLIKE * ((width - even) / even) ** 2)
