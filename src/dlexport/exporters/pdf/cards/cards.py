"""Cards placed on sheets of paper: fronts on one page, their backs on the next, each behind its front."""

from __future__ import annotations

from itertools import islice, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.book.chapters import PrintedBook
from dlexport.exporters.pdf.book.one_line import one_line
from dlexport.exporters.pdf.cards.calibration import calibration_sheet
from dlexport.exporters.pdf.cards.crop_marks import draw_marks
from dlexport.exporters.pdf.cards.grids import MM
from dlexport.exporters.pdf.cards.sides import SideSetter
from dlexport.exporters.pdf.drawing.element import ARTIFACT
from dlexport.exporters.pdf.drawing.sheet import Area, NamedPlace, Sheet
from dlexport.exporters.pdf.file.writer import Bookmark
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.richtext.nodes import Text
from dlexport.richtext.plain import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.book.bank import Question
    from dlexport.book.book import Book, Chapter, Entry
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.cards.grids import CardCell
    from dlexport.exporters.pdf.cards.options import CardOptions
    from dlexport.exporters.pdf.cards.sides import Side
    from dlexport.exporters.pdf.cards.style import CardStyle
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.labels import Labels
    from dlexport.richtext.nodes import Inline

_HEAD_DROP = 20.0           # points from a card's upper edge to the baseline of number and topic
_NOTE_ROOM = 30.0           # points at the right of the head, for `2/3`
_NOTE_GAP = 10.0            # points between the head and a note
_MEDIUM = 500


class _Face(NamedTuple):
    sheet: Sheet | None
    scale: float
    lower: float


_NOTHING = _Face(None, 1.0, 0.0)


class Print(NamedTuple):
    """What is printed on one side of one card.

    Attributes:
        sheet: the text; None for an empty side.
        scale: of the text, at most 1.
        lower: how far the text is moved down, in points.
        head: number and topic, at the upper left.
        notes: short lines at the upper right, the rightmost first.
    """

    sheet: Sheet | None
    scale: float
    lower: float
    head: SetLine
    notes: Sequence[SetLine]


class Card(NamedTuple):
    """The two sides of a card."""

    front: Print
    back: Print


def cards(book: Book, press: Press, style: CardStyle, options: CardOptions) -> PrintedBook:
    """The pages, front and back in turn; the calibration sheet first, if the options ask for it."""
    grid = style.grid
    behind = [grid.behind(cell, options.flip) for cell in grid.cells]
    shift = (options.dx * MM, options.dy * MM)
    moved = [cell._replace(x=cell.x + shift[0], y=cell.y + shift[1]) for cell in behind]
    sheets: list[Sheet] = []
    if options.calibration:
        sheets += [calibration_sheet(grid, press, book.labels, words=True),
                   calibration_sheet(grid, press, book.labels, shift=shift)]
    deck = _deck(book, press, style)
    while some := list(islice(deck, len(behind))):
        front = _imposed([card.front for card in some], grid.cells, style, f"f.{len(sheets)}")
        back = _imposed([card.back for card in some], moved, style, f"b.{len(sheets)}")
        if options.marks:
            for sheet, cells in ((front, grid.cells), (back, moved)):
                draw_marks(sheet, cells, style, press.theme.colours["ink"])
        sheets += [front, back]
    return PrintedBook(sheets, [Bookmark(f"{entry.number}. {unmarked(entry.question.title.children)}",
                                     question_place(entry.question.id), 0) for entry in book.entries()])


def _deck(book: Book, press: Press, style: CardStyle) -> Iterator[Card]:
    """All cards, in reading order."""
    done = 0
    for chapter in book.chapters:
        for entry in chapter.entries:
            yield from _cards(entry, chapter, book.labels, press, style)
            done += 1
            press.progress(done)


def _cards(entry: Entry, chapter: Chapter, labels: Labels, press: Press, style: CardStyle) -> Iterator[Card]:
    """The cards of a question: one, or as many as its longer side takes."""
    setter, question = SideSetter(press, style, labels), entry.question
    front, back = setter.front(question), setter.back(question)
    count = max(len(front.cards), len(back.cards))
    head = _head(entry, chapter, press, style)
    titles = [setter.further(question) for _ in range(count - len(front.cards))]
    fronts = [*_faces(front), *(face for title in titles for face in _faces(title)[:1])]
    for number, (one, other) in enumerate(zip_longest(fronts, _faces(back), fillvalue=_NOTHING), 1):
        notes = [_words(f"{number}/{count}", press, style)] if count > 1 else []
        further = _elsewhere(question, labels) if number == 1 else []
        behind = [*notes, _beside([head, *notes], further, press, style)] if further else notes
        yield Card(Print(*one, head, notes), Print(*other, head, behind))


def _faces(side: Side) -> list[_Face]:
    return [_Face(card, side.scale, side.lower) for card in side.cards]


def _head(entry: Entry, chapter: Chapter, press: Press, style: CardStyle) -> SetLine:
    """Number and topic on one line, cut short with an ellipsis if it is too long."""
    room = style.grid.width - 2 * style.pad - _NOTE_ROOM
    voice = Voice(style.head, Look("hei", _MEDIUM), "accent")
    title = chapter.topic.title
    setter = InlineSetter(press, title.source, room)
    return one_line((Text(f"{entry.number}　"), *title.children), voice, room, setter)


def _elsewhere(question: Question, labels: Labels) -> list[Inline]:
    """A note naming the sections, which cards leave out, and where to find them; empty if there are none."""
    if not question.sections:
        return []
    before, after = labels.elsewhere.split("{parts}")
    found: list[Inline] = [Text(before)]
    for k, section in enumerate(question.sections):
        found += [*([Text(labels.comma)] if k else []), *section.title.children]
    return [*found, Text(after)]


def _beside(others: Sequence[SetLine], words: Sequence[Inline], press: Press, style: CardStyle) -> SetLine:
    """A line in the room that the others leave, cut short with an ellipsis if it is too long."""
    room = style.grid.width - 2 * style.pad - sum(line.width + _NOTE_GAP for line in others)
    return one_line(words, Voice(style.head, Look("hei"), "muted"), room, InlineSetter(press, None, room))


def _words(text: str, press: Press, style: CardStyle) -> SetLine:
    setter = InlineSetter(press, None, style.grid.width)
    return setter.text(text, Voice(style.head, Look("hei"), "muted")).lines(style.grid.width, ragged=True)[0]


def _imposed(faces: Sequence[Print], cells: Sequence[CardCell], style: CardStyle, name: str) -> Sheet:
    """A page with one side of each card in its cell.

    The top of each cell gets a named place, so that reading back can tell the cards apart.
    """
    grid = style.grid
    sheet = Sheet(grid.paper_width, grid.paper_height, 0.0, grid.paper_height, current=ARTIFACT)
    for number, (face, cell) in enumerate(zip(faces, cells, strict=False)):
        top = cell.y + grid.height
        sheet.places.append(NamedPlace(f"{name}.{number}", cell.x, top))
        face.head.draw(sheet, cell.x + style.pad, top - _HEAD_DROP)
        right = cell.x + grid.width - style.pad
        for note in face.notes:
            note.draw(sheet, right - note.width, top - _HEAD_DROP)
            right -= note.width + _NOTE_GAP
        if face.sheet is not None:
            _stamp(sheet, face.sheet, cell.x, cell.y - face.lower, face.scale)
    return sheet


def _stamp(sheet: Sheet, card: Sheet, x: float, y: float, scale: float) -> None:
    """Draw a card's text on the page, with its links, places and pictures; (x, y) is its lower left corner."""
    sheet.stamp(card, scale, 0.0, 0.0, scale, x, y)
    sheet.places += [NamedPlace(place.name, x, y + scale * place.top) for place in card.places]
    sheet.areas += [Area(x + scale * area.left, y + scale * area.bottom, x + scale * area.right, y + scale * area.top,
                         area.target, area.element) for area in card.areas]
