"""Widths of a table's columns: as wide as their text, or else such that rows have few lines."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.exporters.pdf.text.paragraph import TextParagraph

_STEP = 0.5                 # ems: what a column is made wider or narrower by, or some of it
_STEPS = (1, 2, 4, 8)
_ROUNDS = 40                # the most often that width is taken from one column for another
_ROWS = 60                  # of a longer table only the first rows are looked at
_SLACK = 0.5                # points: more than any rounding


def natural(column: Sequence[Sequence[TextParagraph]]) -> float:
    """The width of a column with no line broken, in points."""
    return max((paragraph.natural_width() for cell in column for paragraph in cell), default=0.0) + _SLACK


def narrowest(column: Sequence[Sequence[TextParagraph]]) -> float:
    """The width of a column with every line broken that can be, in points."""
    return max((paragraph.narrowest() for cell in column for paragraph in cell), default=0.0) + _SLACK


def leveled(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The widths wanted, the widest cut down to a common limit so that all together use up the room."""
    low, high = 0.0, max(wanted)
    for _ in range(40):
        limit = (low + high) / 2
        total = sum(max(narrow, min(wide, limit)) for wide, narrow in zip(wanted, least, strict=True))
        low, high = (limit, high) if total <= room else (low, limit)
    return [max(narrow, min(wide, low)) for wide, narrow in zip(wanted, least, strict=True)]


def lowered(columns: Sequence[Sequence[Sequence[TextParagraph]]], widths: Sequence[float], least: Sequence[float],
            em: float) -> list[float]:
    """Widths of the same sum at which the rows have fewer lines, if there are any; else these widths.

    Hill climbing: as long as it helps, one column gives some of its width to another, or all others do.

    Args:
        columns: their cells.
        widths: in points, to begin with.
        least: what no column may fall below, in points.
        em: the size of the text, in points.
    """
    step = _STEP * em
    all_ = range(len(columns))
    moves = [(givers, taker, count) for count in _STEPS for taker in all_ for givers in
             (*((giver,) for giver in all_ if giver != taker), [giver for giver in all_ if giver != taker])]
    spare = [int((width - narrow) / step) for width, narrow in zip(widths, least, strict=True)]

    @cache
    def counts(number: int, moved: int) -> list[int]:
        width = widths[number] + moved * step
        return [sum(_lines(paragraph, width) for paragraph in cell) for cell in columns[number][:_ROWS]]

    moved = [0] * len(columns)
    best = _height(counts, moved)
    for _ in range(_ROUNDS):
        found = None
        for givers, taker, count in moves:
            tried = moved.copy()
            for giver in givers:
                given = min(count, spare[giver] + moved[giver])
                tried[giver] -= given
                tried[taker] += given
            height = _height(counts, tried)
            if height < best:
                best, found = height, tried
        if found is None:
            break
        moved = found
    return [width + count * step for width, count in zip(widths, moved, strict=True)]


def _height(counts: Callable[[int, int], list[int]], moved: Sequence[int]) -> tuple[int, int]:
    """The lines of all rows, a row having as many as its highest cell; where it is the same, those of all cells."""
    cells = [counts(number, by) for number, by in enumerate(moved)]
    return sum(map(max, zip(*cells, strict=True))), sum(map(sum, cells))


def _lines(text: TextParagraph, measure: float) -> int:
    """The least number of lines of a paragraph."""
    if not text.count:
        return 0
    text.break_up()
    ends, last, width = text.break_end, len(text.break_end) - 1, measure / text.size
    start = count = 0
    while start < last:
        start = max(start + 1, bisect_right(ends, text.break_start[start] + width, start + 1) - 1)
        count += 1
    return count
