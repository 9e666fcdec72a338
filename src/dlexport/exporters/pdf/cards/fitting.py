"""A side fitted to its card: as large as the style has it, else no smaller than it must be."""

from __future__ import annotations

from math import floor, sqrt
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.drawing.sheet import NamedPlace
from dlexport.exporters.pdf.pages.pages import Pages
from dlexport.exporters.pdf.pages.strips import total
from dlexport.exporters.pdf.style.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.cards.style import CardStyle
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.pages.strips import Item

_STEP = 0.25        # points between the sizes that are tried
_WHOLE = 0.8        # of the smallest size, for what is read together


class Side(NamedTuple):
    """One side of a question: as many cards as it takes, each to be drawn at a scale and so many points lower."""

    cards: list[Sheet]
    scale: float
    lower: float


class _Try(NamedTuple):
    items: list[Item]
    paper: Paper
    scale: float

    @property
    def fits(self) -> bool:
        """Whether it is on one card."""
        return total(self.items) <= self.paper.height_of_text


class Fitter:
    """Fits items on cards.

    Text is set at the sizes of the style on a card that is larger than the real one, and drawn smaller: so all of
    it shrinks alike, formulas, code and pictures too.
    """

    def __init__(self, press: Press, style: CardStyle) -> None:
        self._press = press
        self._style = style
        self._known = 0

    def one(self, items: Callable[[float], list[Item]]) -> bool:
        """Whether the items, at a measure, fit on one card at the style's own size."""
        self._known = len(self._press.missing)
        fits = self._tried(items, 1.0).fits
        del self._press.missing[self._known:]
        return fits

    def fitted(self, items: Callable[[float], list[Item]], *, centred: bool, whole: bool = False) -> Side:
        """The items at the largest scale at which they fit on one card, else at the smallest on several.

        `whole` are those that are read together, such as options: they go on only if they do not fit in smaller type.

        What cannot be parted and is taller than a card at the smallest scale (a row of a table, a formula) makes the
        scale of this one side smaller still.
        """
        self._known = len(self._press.missing)
        tried = self._shrunk(items, self._style.smallest * (_WHOLE if whole else 1.0))
        tallest = max((item.height for item in tried.items), default=0.0)
        if tallest > tried.paper.height_of_text:
            tried = self._tried(items, tried.scale * tried.paper.height_of_text / tallest)
        pages = self._laid(tried)
        if len(pages.sheets) > 1:       # it goes on anyway: as large as so many cards allow
            larger = self._tried(items, 1.0)
            if max(item.height for item in larger.items) <= larger.paper.height_of_text:
                roomy = self._laid(larger)
                if len(roomy.sheets) <= len(pages.sheets):
                    tried, pages = larger, roomy
        cards = pages.finish()
        _name_further(cards)
        slack = (1 - pages.filled) * tried.paper.height_of_text * tried.scale
        return Side(cards, tried.scale, slack / 2 if centred and len(cards) == 1 else 0.0)

    def _laid(self, tried: _Try) -> Pages:
        pages = Pages(tried.paper, 1, left=tried.paper.inner)
        pages.add(tried.items)
        return pages

    def _shrunk(self, items: Callable[[float], list[Item]], smallest: float) -> _Try:
        """The largest size that fits: at most as much larger than what fits for certain as running text can gain.

        Text that is drawn at half the scale has twice the measure and twice the height, so it fits where the square
        of the scale is what there is room for; lines that gain nothing by the measure fit where the scale itself is.
        """
        full = self._style.theme.body.size
        tried = self._tried(items, 1.0)
        if tried.fits:
            return tried
        size = self._step(full * sqrt(tried.paper.height_of_text / total(tried.items)), full - _STEP)
        if size < smallest:
            return self._tried(items, smallest / full)
        best, tried = None, self._tried(items, size / full)
        if tried.fits:                  # up, as long as it fits: a line less can make room for more than the rule
            while tried.fits and size + _STEP < full:
                best, size = tried, size + _STEP
                tried = self._tried(items, size / full)
            return tried if tried.fits else best or tried
        gallop = 1
        low = size
        while not tried.fits and low > smallest:    # down in growing steps, then up again by one
            high, low = low, max(smallest, low - gallop * _STEP)
            gallop *= 2
            tried = self._tried(items, low / full)
        best, low = tried, low + _STEP
        while best.fits and low < high:
            tried = self._tried(items, low / full)
            if not tried.fits:
                break
            best, low = tried, low + _STEP
        return best

    def _step(self, size: float, most: float) -> float:
        """The size in whole steps."""
        full = self._style.theme.body.size
        return min(most, full - _STEP * -floor(-(full - size) / _STEP))

    def _tried(self, items: Callable[[float], list[Item]], scale: float) -> _Try:
        del self._press.missing[self._known:]
        paper = self._paper(scale)
        return _Try(items(paper.measure), paper, scale)

    def _paper(self, scale: float) -> Paper:
        """A card so much larger than the real one that, drawn at the scale, it is as large."""
        style = self._style
        width, height, pad = style.grid.width / scale, style.grid.height / scale, style.pad / scale
        top = style.top / scale
        return Paper(width, height, pad, width - 2 * pad, top, height - top - pad, 0.0, 0.0)


def _name_further(cards: Sequence[Sheet]) -> None:
    """Add a named place for a part that continues on another card: the part's name with a number."""
    current = ""
    for number, card in enumerate(cards, 1):
        own = card.places[:]
        if current and (not own or own[0].top < card.high):
            card.places.insert(0, NamedPlace(f"{current}.{number}", 0.0, card.high))
        current = own[-1].name if own else current
