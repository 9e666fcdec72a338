"""Pages built from strips, one below the other; strips that belong together stay on one page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, assert_never

from dlexport.exporters.pdf.drawing.element import ARTIFACT, StructureElement
from dlexport.exporters.pdf.drawing.sheet import NamedPlace, Sheet, number, rgb
from dlexport.exporters.pdf.pages.strips import Bar, Skip, Strip, Tint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dlexport.exporters.pdf.pages.strips import Band, Item
    from dlexport.exporters.pdf.style.paper import Paper

_HOLE = 0.12            # of a page: no figure leaves more blank above it, if text can fill it
_ROUNDING = 0.01        # points: a sum of heights may overshoot the page by so much


class _Extent(NamedTuple):
    band: Band
    top: float
    bottom: float


@dataclass
class Pages:
    """Builds the sheets of one chapter.

    Attributes:
        paper: the page.
        first: the number of the first sheet.
        left: where on its sheets the text block begins; on pages they are moved to where it begins there.
        ease: what the spaces between blocks are multiplied by.
        sheets: those done, and the one being filled last.
        found: named place -> number of its page.
    """

    paper: Paper
    first: int
    ease: float = 1.0
    left: float = 0.0
    sheets: list[Sheet] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)
    _waiting: list[tuple[list[Strip], Skip | None]] = field(default_factory=list)
    _label: Strip | None = None
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
            if group[0].places or _labels_a_figure(group):
                self._let_all_in()
            if self._may_wait(group, skip):
                self._hold(group, skip)
                continue
            self._place(self._labelled(group), skip)
            skip = None
        self._let_all_in()

    def _fits(self, group: Sequence[Strip], skip: Skip | None) -> bool:
        height = sum(strip.height for strip in group)
        return height + (skip.height if skip else 0.0) <= self.room + _ROUNDING

    def _may_wait(self, group: Sequence[Strip], skip: Skip | None) -> bool:
        """Whether a figure would leave much of the page blank, which text can fill, or would overtake another."""
        if not (group[0].floats or _labels_a_figure(group)):
            return False
        return bool(self._waiting) or (bool(self._down) and not self._fits(group, skip)
                                       and self.room > _HOLE * self.paper.height_of_text)

    def _hold(self, group: list[Strip], skip: Skip | None) -> None:
        """Let a figure wait; the label and the name of its part go to the text that now comes first."""
        if not group[0].floats:
            self._label, group = group[0]._replace(places=(*group[0].places, *group[1].places)), group[1:]
        elif group[0].places:
            self._label = Strip(0.0, places=group[0].places)
        group = [group[0]._replace(places=()), *group[1:]]
        self._waiting.append((group, skip))

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
            self._let_in(self._waiting[0][1])

    def finish(self) -> list[Sheet]:
        """All sheets, done."""
        self._paint_bands()
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
        height = sum(strip.height for strip in group)
        turn = skip is not None and skip.turn and bool(self._down)
        if (not turn and self._fits(group, skip)) or (
                self._down and height > self.paper.height_of_text and group[0].height < self.room / 2 and not turn):
            if skip is not None and self._down:
                self._extend(skip.bands, self._down, self._down + skip.height)
                self._down += skip.height
        else:
            self._turn(group[0])
        for strip in group:
            if strip.height > self.room + _ROUNDING and self._down:
                self._turn(strip)
            self._draw(strip)

    def _turn(self, strip: Strip) -> None:
        """Begin a new sheet with what the strip wants repeated there, such as a table's head."""
        self._paint_bands()
        paper = self.paper
        self.sheets.append(Sheet(paper.width, paper.height, paper.low, paper.high))
        self._down = 0.0
        for head in strip.head:
            self._draw(head._replace(bands=strip.bands), ARTIFACT)      # it is read once, where the table begins

    def _draw(self, strip: Strip, element: StructureElement | None = None) -> None:
        sheet, left = self.sheets[-1], self.left
        top = self.paper.height - self.paper.top - self._down
        for place in strip.places:
            sheet.places.append(NamedPlace(place, left, top))
            self.found[place] = self.number
        paragraph = StructureElement("P")
        for put in strip.puts:
            sheet.current = element or put.element or paragraph
            put.ink.draw(sheet, left + put.x, top - put.down)
        sheet.current = None
        self._extend(strip.bands, self._down, self._down + strip.height)
        self._down += strip.height

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
        elif group:
            group.append(Strip(item.height * ease, keep=True, bands=item.bands))
        else:
            yield item._replace(height=item.height * ease)
    if group:
        yield group
