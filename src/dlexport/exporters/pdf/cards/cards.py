"""Cards to cut out: the two sides of each, in reading order."""

from __future__ import annotations

from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.inlines import question_place
from dlexport.exporters.pdf.book.chapters import PrintedBook
from dlexport.exporters.pdf.cards.bands import BandSetter
from dlexport.exporters.pdf.cards.calibration import calibration_sheet
from dlexport.exporters.pdf.cards.fitting import Side
from dlexport.exporters.pdf.cards.grids import MM
from dlexport.exporters.pdf.cards.imposing import Card, CardSide, folded, two_sided
from dlexport.exporters.pdf.cards.sides import SideSetter
from dlexport.exporters.pdf.cards.topic_colours import topic_colour
from dlexport.exporters.pdf.file.writer import Bookmark
from dlexport.richtext.nodes import Text
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import KeyPoint, Question
    from dlexport.book.book import Book, Entry
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.cards.options import CardOptions
    from dlexport.exporters.pdf.cards.style import CardStyle
    from dlexport.labels import Labels
    from dlexport.richtext.nodes import Inline


_NOTHING = Side([], 1.0, 0.0)


def cards(book: Book, press: Press, style: CardStyle, options: CardOptions) -> PrintedBook:
    """Sheet by sheet, front and back; before them, if wanted, one that shows how true the printer is."""
    shift = (options.dx * MM, options.dy * MM)
    sheets = []
    if options.calibration and not options.fold:
        sheets += [calibration_sheet(style.grid, press, book.labels, words=True),
                   calibration_sheet(style.grid, press, book.labels, shift=shift)]
    deck = _Deck(book, press, style, options)
    size = len(style.grid.cells) // (2 if options.fold else 1)
    made, points = deck.questions(), deck.points()
    while some := list(islice(made, size)):
        if options.fill and len(some) < size:
            some += islice(points, size - len(some))
        sheets += (folded(some, style, press, len(sheets), marks=options.marks) if options.fold else
                   two_sided(some, style, press, len(sheets), flip=options.flip, shift=shift,
                             marks=options.marks))
    return PrintedBook(sheets, [Bookmark(f"{entry.number}. {unmarked(entry.question.title.children)}",
                                     question_place(entry.question.id), 0) for entry in book.entries()])


class _Deck:
    """All cards of a book."""

    def __init__(self, book: Book, press: Press, style: CardStyle, options: CardOptions) -> None:
        self._book, self._press, self._options = book, press, options
        self._setter = SideSetter(press, style, options.back, book.labels)
        accent = press.theme.colours["accent"]
        self._bands = [BandSetter(press, style, book.labels, chapter, topic_colour(accent, number))
                       for number, chapter in enumerate(book.chapters, 1)]

    def questions(self) -> Iterator[Card]:
        """The cards of all questions in reading order."""
        done = 0
        for chapter, bands in zip(self._book.chapters, self._bands, strict=True):
            for entry in chapter.entries:
                yield from self._question(entry, bands)
                done += 1
                self._press.progress(done)

    def points(self) -> Iterator[Card]:
        """Key points to fill in, the first of every question before the second of any."""
        rows = ([(entry, bands, point) for point in entry.question.keypoints]
                for chapter, bands in zip(self._book.chapters, self._bands, strict=True) for entry in chapter.entries)
        for found in chain.from_iterable(zip_longest(*rows)):
            if found is not None:
                yield self._point(*found)

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
    """Where the sections are, which a card has no room for; nothing where there are none."""
    if not question.sections:
        return []
    before, after = labels.elsewhere.split("{parts}")
    found: list[Inline] = [Text(before)]
    for k, section in enumerate(question.sections):
        found += [*([Text(labels.comma)] if k else []), *section.title.children]
    return [*found, Text(after)]
