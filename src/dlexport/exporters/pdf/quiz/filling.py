"""Units on pages: the choice of page breaks from heights alone, and the use of the room left over."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, inf
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.pages.pages import Pages
from dlexport.exporters.pdf.pages.strips import Put, Skip, Strip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.quiz.room import AnswerRoom
    from dlexport.exporters.pdf.quiz.style import QuizStyle

_PAGE = 0.03            # cost of an additional page; an empty page costs 1
_TIGHT = 2.0            # factor of the cost of missing room over that of excess room
_UNRULED = 1.5          # factor of the cost of excess room that no answer can use
_LAST = 0.2             # factor of the cost on the last page
_WIDEST = 3.0           # leadings: most growth of a gap if no answer can use the room
_INNER = 1.0            # leadings: most growth of a gap inside a unit, between options
_HOLLOW = 0.28          # of a page: no more is left empty at its foot, if gaps inside units can take it
_BARE = 0.5             # cost of a page that ends so all the same
_TOP = 0.35             # of a line: space between a question and its first line


class TaskUnit(NamedTuple):
    """The measures of a unit that stays on one page, known before it is set.

    Attributes:
        height: of its strips, in points.
        room: to answer, below them.
        gap: points of space before it.
        inner: number of gaps inside it.
        text: all that it follows from.
        items: sets its strips.
    """

    height: float
    room: AnswerRoom
    gap: float
    inner: int
    text: Sequence[str | bytes]
    items: Callable[[], Sequence[Item]]


class _Growth(NamedTuple):
    """Points by which each gap between units grows, and each inside one; and the room left at the foot of the page."""

    between: float
    inner: float
    left: float


class Filling:
    """Distribution of units over pages.

    Args:
        style: sizes of the exam.
        ruled: whether the room to answer has lines.
    """

    def __init__(self, style: QuizStyle, *, ruled: bool) -> None:
        self._style, self._ruled = style, ruled
        self._high = style.paper.height_of_text

    def groups(self, units: Sequence[TaskUnit]) -> list[Sequence[TaskUnit]]:
        """The units of each page, or of one and further ones that a tall unit goes on on."""
        return [units[start:end] for start, end in pairwise(self._breaks(units))]

    def goes_on(self, units: Sequence[TaskUnit]) -> bool:
        """Whether one of the units is too tall for a page."""
        return any(self._height([unit], least=True) > self._high for unit in units)

    def _room(self, units: Sequence[TaskUnit]) -> float:
        """The height of the pages that the units share: one, or as many as those take that are too tall for one.

        At each turn of a tall unit about a line of text is lost.
        """
        tall = [k for k, unit in enumerate(units, 1) if self.goes_on([unit])]
        if not tall:
            return self._high
        lost = self._style.theme.body.leading
        turns = ceil((self._height(units[:tall[-1]], least=True) - self._high) / (self._high - lost))
        return self._high + turns * (self._high - lost)

    def pages(self, units: Sequence[TaskUnit], *, last: bool) -> Pages:
        """A group of units set on its page."""
        pages = Pages(self._style.paper, 1)
        pages.add(self._page(units, last=last))
        return pages

    def _height(self, units: Sequence[TaskUnit], *, least: bool) -> float:
        """The height of units with the desired room, or with the least."""
        lines = [unit.room.least if least else unit.room.lines for unit in units]
        return sum(unit.height for unit in units) + sum(unit.gap for unit in units[1:]) + sum(
            (count + _TOP) * self._style.line for count in lines if count)

    def _breaks(self, units: Sequence[TaskUnit]) -> list[int]:
        """Indices of the units that begin pages, and the end: the division with the least total cost."""
        count = len(units)
        tall = [k for k, unit in enumerate(units) if self.goes_on([unit])]
        best, came = [0.0] + [inf] * count, [0] * (count + 1)
        for start in range(count):
            while tall and tall[0] < start:
                del tall[0]
            for end in range(start + 1, count + 1):
                group = units[start:end]
                high = self._room(group) if tall and tall[0] < end else self._high
                cost = best[start] + self._cost(group, high, last=end == count)
                if cost == inf and end > start + 1:
                    break
                if cost < best[end]:
                    best[end], came[end] = cost, start
        breaks = [count]
        while breaks[-1]:
            breaks.append(came[breaks[-1]])
        return breaks[::-1]

    def _cost(self, units: Sequence[TaskUnit], high: float, *, last: bool) -> float:
        """The cost of a group on pages that are together so high."""
        if self._height(units, least=True) > high:
            return inf
        slack = high - self._height(units, least=False)
        empty = slack / self._high
        if empty < 0:
            return _PAGE + _TIGHT * empty ** 2
        ruled = any(unit.room.lines and not unit.room.said for unit in units)
        hollow = empty > _HOLLOW and not last and not ruled and self._growth(units, slack).left > _HOLLOW * self._high
        return _PAGE + _BARE * hollow + empty ** 2 * (1.0 if ruled else _UNRULED) * (_LAST if last else 1.0)

    def _page(self, units: Sequence[TaskUnit], *, last: bool) -> list[Item]:
        """The items of a page; room left over is divided among lines and gaps."""
        lines = self._lines(units)
        slack = self._room(units) - sum(unit.height for unit in units) - sum(unit.gap for unit in units[1:]) - sum(
            (count + _TOP) * self._style.line for count in lines if count)
        growth = self._growth(units, slack, still=last and not any(lines), ruled=any(lines))
        items: list[Item] = []
        for number, (unit, count) in enumerate(zip(units, lines, strict=True)):
            items += [Skip(unit.gap + growth.between)] if number else []
            items += [*_wider(unit.items(), growth.inner), *self._ruling(count)]
        return items

    def _growth(self, units: Sequence[TaskUnit], slack: float, *, still: bool = False, ruled: bool = False) -> _Growth:
        """How much gaps grow to take the slack: first those between units, then those inside.

        Args:
            units: on a page.
            slack: room left over, in points.
            still: whether nothing grows.
            ruled: whether lines have taken what they can, so that gaps inside units stay.
        """
        leading, gaps, inner = self._style.theme.body.leading, len(units) - 1, sum(unit.inner for unit in units)
        if still or slack <= 0:
            return _Growth(0.0, 0.0, slack)
        between = min(slack / gaps, _WIDEST * leading) if gaps else 0.0
        left = slack - between * gaps
        wanted = left - _HOLLOW * self._high
        inside = min(wanted / inner, _INNER * leading) if inner and wanted > 0 and not ruled else 0.0
        return _Growth(between, inside, left - inside * inner)

    def _lines(self, units: Sequence[TaskUnit]) -> list[int]:
        """The number of lines of each unit on its page, in proportion to the desired numbers."""
        wanted = [unit.room.lines for unit in units]
        line = self._style.line
        room = self._room(units) - self._height(units, least=False)
        open_ones = [k for k, unit in enumerate(units) if unit.room.lines and not unit.room.said]
        while room < 0 and any(wanted[k] > units[k].room.least for k in open_ones):
            k = max((k for k in open_ones if wanted[k] > units[k].room.least), key=lambda k: wanted[k])
            wanted[k] -= 1
            room += line
        while room >= line and open_ones:
            k = min(open_ones, key=lambda k: (wanted[k] / units[k].room.lines, -k))
            wanted[k] += 1
            room -= line
        return wanted

    def _ruling(self, count: int) -> list[Item]:
        """`count` lines to answer on, kept together, or the same height of blank room."""
        if not count:
            return []
        line, theme = self._style.line, self._style.theme
        wire = Wire(theme.measure, 0.5, theme.colours["rule"])
        row = Strip(line, (Put(0.0, line, wire),) if self._ruled else (), keep=True)
        return [Strip(_TOP * line, keep=True), *[row] * count]



def _wider(items: Sequence[Item], more: float) -> list[Item]:
    """The items with wider gaps."""
    return [item._replace(height=item.height + more) if isinstance(item, Skip) else item for item in items]
