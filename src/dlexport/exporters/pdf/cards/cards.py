"""Cards to cut out: the two sides of each, in reading order."""

from __future__ import annotations

from functools import partial
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from dlexport.book.fingerprints import shown
from dlexport.exporters.pdf.blocks.inlines import question_place
from dlexport.exporters.pdf.book.chapters import PrintedBook
from dlexport.exporters.pdf.book.page_cache import SheetRun, finish
from dlexport.exporters.pdf.cards.bands import BandSetter
from dlexport.exporters.pdf.cards.calibration import calibration_sheet
from dlexport.exporters.pdf.cards.fitting import Side
from dlexport.exporters.pdf.cards.grids import MM
from dlexport.exporters.pdf.cards.imposing import Card, CardSide, folded, two_sided
from dlexport.exporters.pdf.cards.sides import SideSetter
from dlexport.exporters.pdf.cards.topic_colours import topic_colour
from dlexport.exporters.pdf.file.outline import Bookmark
from dlexport.exporters.pdf.file.segments import Portion
from dlexport.richtext.nodes import Text
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.book.bank import KeyPoint, Question
    from dlexport.book.book import Book, Entry
    from dlexport.exporters.pdf.book.page_cache import KeptSheets
    from dlexport.exporters.pdf.cards.options import CardOptions
    from dlexport.exporters.pdf.cards.style import CardStyle
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.labels import Labels
    from dlexport.richtext.nodes import Inline


_NOTHING = Side([], 1.0, 0.0)


def cards(book: Book, kept: KeptSheets, style: CardStyle, options: CardOptions) -> PrintedBook:
    """Sheet by sheet, front and back; before them, if wanted, one that shows how true the printer is."""
    press, shift = kept.press, (options.dx * MM, options.dy * MM)
    sheets = []
    if options.calibration and not options.fold:
        sheets += [calibration_sheet(style.grid, press, book.labels, words=True),
                   calibration_sheet(style.grid, press, book.labels, shift=shift)]
    for sheet in sheets:
        finish(sheet, press)
    deck = _Deck(book, kept, style, options)
    size = len(style.grid.cells) // (2 if options.fold else 1)

    def imposed(made: list[Card], number: int) -> list[Sheet]:
        return (folded(made, style, press, number, marks=options.marks) if options.fold else
                two_sided(made, style, press, number, flip=options.flip, shift=shift, marks=options.marks))

    def made(some: Sequence[_Asked], first: int) -> SheetRun:
        found = [card for one in some for card in deck.cards(one)]
        run: list[Sheet] = []
        for start in range(0, len(found), size):
            run += imposed(found[start:start + size], first + len(run))
        return SheetRun(run, {})

    for some in deck.together(size):
        text = [f"{len(sheets)}", *(word for one in some for word in one.text)]
        sheets += kept.sheets(text, partial(made, some, len(sheets))).sheets
        deck.forget()
    return PrintedBook([Portion(sheets)], [Bookmark(f"{entry.number}. {unmarked(entry.question.title.children)}",
                                     question_place(entry.question.id), 0) for entry in book.entries()])


class _Asked(NamedTuple):
    """The subject of cards: a question, or one of its key points.

    Attributes:
        entry: the question.
        bands: the bands of its chapter.
        shown: everything on which its sides depend.
        point: the key point, if the card is for one.
    """

    entry: Entry
    bands: BandSetter
    shown: tuple[str | bytes, ...]
    point: KeyPoint | None = None

    @property
    def text(self) -> list[str | bytes]:
        """All that its cards follow from."""
        return [f"{self.entry.number}", self.bands.name, *self.shown, self.point.id if self.point else ""]


class _Deck:
    """All cards of a book."""

    def __init__(self, book: Book, kept: KeptSheets, style: CardStyle, options: CardOptions) -> None:
        press = kept.press
        self._book, self._kept, self._options = book, kept, options
        self._setter = SideSetter(press, style, options.back, book.labels)
        accent = press.theme.colours["accent"]
        self._asked = [_Asked(entry, bands, tuple(shown(entry.question, book)))
                       for number, chapter in enumerate(book.chapters, 1)
                       for bands in [BandSetter(press, style, book.labels, chapter, topic_colour(accent, number))]
                       for entry in chapter.entries]
        self._made: dict[str, list[Card]] = {}      # those set only to be counted, by the question's id

    def together(self, size: int) -> Iterator[list[_Asked]]:
        """Questions and key points in reading order, as many at a time as fill sheets of so many cards."""
        counts = self._kept.measures(([*one.shown] for one in self._asked), self._count)
        some, filled = list[_Asked](), 0
        for done, (one, count) in enumerate(zip(self._asked, counts, strict=True), 1):
            some.append(one)
            filled += count
            self._kept.press.progress(done)
            if not filled % size:
                yield some
                some, filled = [], 0
        if some:
            free = -filled % size if self._options.fill else 0
            yield [*some, *islice(self._points(), free)]

    def cards(self, one: _Asked) -> list[Card]:
        """Those of a question: one, or as many as its longer side takes; that of a key point."""
        if one.point is not None:
            return [self._point(one.entry, one.bands, one.point)]
        known = self._made.get(one.entry.question.id)
        return known if known is not None else list(self._question(one.entry, one.bands))

    def forget(self) -> None:
        """Cards that were set are on their sheets."""
        self._made.clear()

    def _count(self, number: int) -> int:
        one = self._asked[number]
        made = self._made[one.entry.question.id] = self.cards(one)
        return len(made)

    def _points(self) -> Iterator[_Asked]:
        """Key points to fill in, the first of every question before the second of any."""
        rows = ([one._replace(point=point) for point in one.entry.question.keypoints] for one in self._asked)
        yield from (found for found in chain.from_iterable(zip_longest(*rows)) if found is not None)

    def _question(self, entry: Entry, bands: BandSetter) -> Iterator[Card]:
        """The cards of a question: one, or as many as its longer side takes."""
        setter, question = self._setter, entry.question
        front, back = setter.front(question), setter.back(question)
        count = max(len(front.cards), len(back.cards), 1)
        titles = [setter.further(question) for _ in range(count - len(front.cards))]
        fronts = [*_singles(front), *(single for title in titles for single in _singles(title)[:1])]
        further = _elsewhere(question, self._book.labels) if self._options.back != "keypoints" else []
        for number, (one, other) in enumerate(zip_longest(fronts, _singles(back), fillvalue=_NOTHING), 1):
            notes = [f"{number}/{count}"] if count > 1 else []
            yield Card(CardSide(one, bands.front(entry, notes)),
                       CardSide(other, bands.back(entry, notes, further if number == 1 else ())))

    def _point(self, entry: Entry, bands: BandSetter, point: KeyPoint) -> Card:
        front, back = (_singles(side) for side in (self._setter.blanked(point), self._setter.point(point)))
        label = self._book.labels.keypoints
        return Card(CardSide(front[0], bands.front(entry, [label])), CardSide(back[0], bands.back(entry, [label])))


def _singles(side: Side) -> list[Side]:
    """A side card by card."""
    return [side._replace(cards=[card]) for card in side.cards]


def _elsewhere(question: Question, labels: Labels) -> list[Inline]:
    """The line that says where the sections are, for which a card has no room; none if there are no sections."""
    if not question.sections:
        return []
    before, after = labels.elsewhere.split("{parts}")
    found: list[Inline] = [Text(before)]
    for k, section in enumerate(question.sections):
        found += [*([Text(labels.comma)] if k else []), *section.title.children]
    return [*found, Text(after)]
