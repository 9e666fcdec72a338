"""Pages built from strips, one below the other; strips that belong together stay on one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, assert_never

from dlexport.exporters.pdf.drawing.element import ARTIFACT, StructureElement
from dlexport.exporters.pdf.drawing.sheet import NamedPlace, Sheet, number, rgb
from dlexport.exporters.pdf.pages.strips import Bar, Skip, Strip, Tint, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dlexport.exporters.pdf.pages.strips import Band, Item
    from dlexport.exporters.pdf.style.paper import Paper

_HOLE = 0.12            # of a page: nothing leaves more blank, if text can fill it or smaller spaces make room
_RAISED = 0.2           # of a page: one that ends its part comes before text rather than leave more blank
_ROUNDING = 0.01        # points: a sum of heights may overshoot the page by so much


class _Extent(NamedTuple):
    band: Band
    top: float
    bottom: float


class _Row(NamedTuple):
    """A strip on the page being filled; drawn for `element` if one is given, or for those of its own.

    `skip` is what it was made of, if it is the space between two groups.
    """

    strip: Strip
    element: StructureElement | None = None
    skip: Skip | None = None


@dataclass
class Pages:
    """Builds the sheets of one chapter.

    Attributes:
        paper: the page.
        first: the number of the first sheet.
        left: where on its sheets the text block begins; on pages they are moved to where it begins there.
        ease: what the spaces between blocks are multiplied by.
        tightest: what those of a single page are multiplied by, at the least, to take in what would leave it blank.
        blank: whether nothing is drawn, only its place found.
        sheets: those done, and the one being filled last.
        found: named place -> number of its page.
    """

    paper: Paper
    first: int
    ease: float = 1.0
    left: float = 0.0
    tightest: float = 1.0
    blank: bool = False
    sheets: list[Sheet] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)
    _waiting: list[tuple[list[Strip], Skip | None]] = field(default_factory=list)
    _label: Strip | None = None
    _rows: list[_Row] = field(default_factory=list)
    _down: float = 0.0
    _bands: list[_Extent] = field(default_factory=list)

    def add(self, items: Iterable[Item]) -> None:
        """Put the items below what is there, on as many sheets as they need."""
        skip: Skip | None = None
        for group in _groups(items, self.ease):
            if isinstance(group, Skip):
                skip = group if skip is None or group.turn or group.height > skip.height else skip
                while self._waiting and not skip.inside and self._fits(self._waiting[0][0], skip):
                    self._let_in(skip)
                continue
            if _labels_a_figure(group) or any(strip.places for strip in group):
                self._let_all_in()
            if self._may_wait(group, skip):
                group = self._hold(group, skip)     # noqa: PLW2901 - what does not wait
            if group:
                self._place(self._labelled(group), skip)
                skip = None
        self._let_all_in()

    def _fits(self, group: Sequence[Strip], skip: Skip | None) -> bool:
        """Whether a group fits on the page, in smaller spaces if much of the page were blank without it."""
        above = skip.height if skip else 0.0
        over = total(group) + above - self.room - _ROUNDING
        if over <= 0:
            return True
        strips = (*(row.strip for row in self._rows), *group)
        spaces = sum(strip.height for strip in strips if strip.space) + (above if skip and not skip.firm else 0.0)
        return over <= (1 - self.tightest) * spaces and self.room > _HOLE * self.paper.height_of_text

    def _may_wait(self, group: Sequence[Strip], skip: Skip | None) -> bool:
        """Whether a figure would leave much of the page blank, which text can fill, or would overtake another."""
        labels = _labels_a_figure(group)
        if not (group[0].floats or labels) or any(strip.places for strip in group[2 if labels else 1:]):
            return False        # no figure, or one with which its part ends
        return bool(self._waiting) or (bool(self._down) and not self._fits(group, skip)
                                       and self.room > _HOLE * self.paper.height_of_text)

    def _hold(self, group: list[Strip], skip: Skip | None) -> list[Strip]:
        """Let a figure wait; the text bound to it is given back.

        The label and the name of its part go to the text that now comes first.
        """
        if not group[0].floats:
            self._label, group = group[0]._replace(places=(*group[0].places, *group[1].places)), group[1:]
        elif group[0].places:
            self._label = Strip(0.0, places=group[0].places)
        end = next((k for k, strip in enumerate(group) if not strip.floats), len(group))
        self._waiting.append(([group[0]._replace(places=()), *group[1:end]], skip))
        return group[end:]

    def _labelled(self, group: list[Strip]) -> list[Strip]:
        label, self._label = self._label, None
        if label is None:
            return group
        first = group[0]
        down = first.baseline
        puts = tuple(put._replace(down=put.down if down is None else down) for put in label.puts)
        return [first._replace(puts=(*puts, *first.puts), places=(*label.places, *first.places)), *group[1:]]

    def _let_in(self, skip: Skip | None) -> None:
        """Place the figure that has waited longest."""
        group, _ = self._waiting.pop(0)
        self._place(self._labelled(group), skip)

    def _let_all_in(self) -> None:
        """Place the figures that wait, in their order."""
        while self._waiting:
            if at := self._above_text():
                self._raise(at)
            else:
                self._let_in(self._waiting[0][1])

    def _above_text(self) -> int:
        """The last row of the page at which the next figure has room, among those of its part; 0 if there is none.

        Only where much of the page would be blank without it.
        """
        figure, skip = self._waiting[0]
        if self._label or self._fits(figure, skip) or self.room <= _RAISED * self.paper.height_of_text:
            return 0
        down = self._down + total(figure)
        for k in range(len(self._rows) - 1, 0, -1):
            row = self._rows[k]
            down -= row.strip.height
            if row.strip.places or row.strip.floats:
                break
            if row.skip and not row.skip.inside and down + row.skip.height <= self.paper.height_of_text:
                return k
        return 0

    def _raise(self, at: int) -> None:
        """Place the next figure before the rows from `at` on, and these below it."""
        moved, self._rows = self._rows[at:], self._rows[:at]
        self._down = total(row.strip for row in self._rows)
        self._let_in(moved[0].skip)
        for group in _groups([row.skip or row.strip for row in moved], 1.0):
            if isinstance(group, Skip):
                skip = group
            else:
                self._place(group, skip)

    def finish(self) -> list[Sheet]:
        """All sheets, done."""
        self._draw_rows()
        return self.sheets

    @property
    def filled(self) -> float:
        """The filled share of the last sheet, 0 to 1."""
        return self._down / self.paper.height_of_text

    @property
    def room(self) -> float:
        """The height left on the sheet, in points."""
        return self.paper.height_of_text - self._down if self.sheets else 0.0

    def _place(self, group: list[Strip], skip: Skip | None) -> None:
        height = total(group)
        turn = skip is not None and skip.turn and bool(self._down)
        fits = not turn and self._fits(group, skip)
        if fits or (self._down and height > self.paper.height_of_text and group[0].height < self.room / 2 and not turn):
            if skip is not None and self._down:
                self._rows.append(_Row(Strip(skip.height, bands=skip.bands, space=not skip.firm), skip=skip))
                self._down += skip.height
        else:
            self._turn(group[0])
        for strip in group:
            if not fits and strip.height > self.room + _ROUNDING and self._down:
                self._turn(strip)
            self._put(strip)

    def _turn(self, strip: Strip) -> None:
        """Begin a new sheet with what the strip wants repeated there, such as a table's head."""
        self._draw_rows()
        paper = self.paper
        self.sheets.append(Sheet(paper.width, paper.height, paper.low, paper.high))
        self._down = 0.0
        for head in strip.head:
            self._put(head._replace(bands=strip.bands), ARTIFACT)      # it is read once, where the table begins

    def _put(self, strip: Strip, element: StructureElement | None = None) -> None:
        """Add a strip below what is on the page."""
        self._rows.append(_Row(strip, element))
        self.found.update(dict.fromkeys(strip.places, self.number))
        self._down += strip.height

    def _draw_rows(self) -> None:
        """Draw the page being filled, with its spaces as much smaller as it is too full."""
        if self.blank:
            self._rows.clear()
        spaces = sum(row.strip.height for row in self._rows if row.strip.space)
        over = self._down - self.paper.height_of_text
        ease = 1 - over / spaces if spaces and over > _ROUNDING else 1.0
        down = 0.0
        for strip, element, _ in self._rows:
            height = strip.height * (ease if strip.space else 1.0)
            self._draw(strip, down, element)
            self._extend(strip.bands, down, down + height)
            down += height
        self._rows.clear()
        self._paint_bands()

    def _draw(self, strip: Strip, down: float, element: StructureElement | None) -> None:
        """Draw a strip so many points below the top of the text."""
        sheet, left = self.sheets[-1], self.left
        top = self.paper.height - self.paper.top - down
        sheet.places += (NamedPlace(place, left, top) for place in strip.places)
        paragraph = StructureElement("P")
        for put in strip.puts:
            sheet.current = element or put.element or paragraph
            put.ink.draw(sheet, left + put.x, top - put.down)
        sheet.current = None

    @property
    def number(self) -> int:
        """The number of the sheet being filled."""
        return self.first + len(self.sheets) - 1

    def _extend(self, bands: tuple[Band, ...], top: float, bottom: float) -> None:
        for band in bands:
            for k, extent in enumerate(self._bands):
                if extent.band is band:
                    self._bands[k] = extent._replace(bottom=bottom)
                    break
            else:
                self._bands.append(_Extent(band, top, bottom))

    def _paint_bands(self) -> None:
        if not self.sheets:
            return
        sheet, paper = self.sheets[-1], self.paper
        left, edge = self.left, paper.height - paper.top
        for band, top, bottom in self._bands:
            x, y, height = number(left + band.left), number(edge - bottom), number(bottom - top)
            match band:
                case Tint(_, width, colour):
                    sheet.under.append(f"q {rgb(colour)} rg {x} {y} {number(width)} {height} re f Q")
                case Bar(_, weight, colour):
                    sheet.under.append(f"q {rgb(colour)} rg {x} {y} {number(weight)} {height} re f Q")
                case _:
                    assert_never(band)
        self._bands.clear()


def _labels_a_figure(group: Sequence[Strip]) -> bool:
    """Whether it is a label, which has no height, and the figure it stands at."""
    return len(group) > 1 and group[1].floats and not group[0].height


def _groups(items: Iterable[Item], ease: float) -> Iterator[list[Strip] | Skip]:
    """Strips that must stay together, and the skips between them; a skip inside a group becomes a part of it."""
    group: list[Strip] = []
    for item in items:
        if isinstance(item, Strip):
            group.append(item)
            if not item.keep:
                yield group
                group = []
        else:
            height = item.height * (1.0 if item.firm else ease)
            if group:
                group.append(Strip(height, keep=True, bands=item.bands, space=not item.firm))
            else:
                yield item._replace(height=height)
    if group:
        yield group
