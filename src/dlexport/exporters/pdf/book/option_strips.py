"""Options as strips, in four, two or one columns by their width; right ones and reasons, one below the other.

Each has its letter before it, clear of all its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.exporters.pdf.blocks.blocks import BlockSetter
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.link_notes import with_link_notes
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.pages.strips import Skip, Strip, abreast, beside, bound
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.plugin.kinds import letter, verdict
from dlexport.richtext.nodes import Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.book.bank import Choice
    from dlexport.exporters.pdf.blocks.place import BlockPlace
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.richtext.nodes import RichText

_LABEL: Final = 1.7         # ems: room of a letter
_BETWEEN: Final = 1.0       # ems between columns
_COLUMNS: Final = (4, 2, 1)
_GAP: Final = 0.2           # leadings between options
_AFTER_MARK: Final = 0.6    # ems between a letter and what is right, or the reason
_MEDIUM, _BOLD = 500, 600


def option_strips(choices: Sequence[Choice], press: Press, place: BlockPlace) -> list[Item]:
    """The options, row by row; three options have the same columns as four, so that all questions are aligned."""
    em = place.level.size
    widest = max(_natural(choice, press, place) for choice in choices) + (_LABEL + _BETWEEN) * em
    columns = next(n for n in _COLUMNS if widest <= place.measure / n or n == 1)
    width, whole = place.measure / columns, StructureElement("L")
    places = [place._replace(left=place.left + k * width, measure=width) for k in range(columns)]
    cells = [_option(choice, letter(k), press, places[k % columns], whole) for k, choice in enumerate(choices)]
    rows: list[list[Item]] = cells if columns == 1 else [
        [_row(cells[k:k + columns])] for k in range(0, len(cells), columns)]
    gap = Skip(place.level.leading * _GAP)
    return [item for row in rows for item in (gap, *row)][1:]


def _natural(choice: Choice, press: Press, place: BlockPlace) -> float:
    """The width of an option on one line; infinite if it is more than one line of text."""
    match choice.text.blocks:
        case (Paragraph(children),):
            known = len(press.missing)
            setter = InlineSetter(press, choice.text.source, place.measure)
            paragraphs = setter.paragraphs(children, Voice(place.level.size))
            del press.missing[known:]       # told where it is drawn
            return paragraphs[0].natural_width() if len(paragraphs) == 1 else place.measure
        case _:
            return place.measure


def right_strips(choices: Sequence[Choice], press: Press, place: BlockPlace) -> list[Item]:
    """The right options with their letters."""
    rows = [(f"{letter(k)}.", choice.text) for k, choice in enumerate(choices) if choice.correct]
    return _rows(rows, Voice(place.level.size), press, place)


def reason_strips(choices: Sequence[Choice], press: Press, place: BlockPlace) -> list[Item]:
    """Why each option is right or wrong, for those that have a reason."""
    rows = [(verdict(k, choice), choice.why) for k, choice in enumerate(choices) if choice.why.blocks]
    return _rows(rows, Voice(place.level.size, Look("hei", _BOLD)), press, place)


def _rows(rows: Sequence[tuple[str, RichText]], voice: Voice, press: Press, place: BlockPlace) -> list[Item]:
    """Texts one below the other, with what is before each."""
    whole = StructureElement("L")
    marks = [InlineSetter(press, text.source, place.measure).label(name, voice) for name, text in rows]
    room = max((mark.width for mark in marks), default=0.0) + _AFTER_MARK * voice.size
    gap = Skip(place.level.leading * _GAP)
    return [item for mark, (_, text) in zip(marks, rows, strict=True)
            for item in (gap, *_lettered(text, mark, room, press, place, whole=whole))][1:]


def _option(choice: Choice, name: str, press: Press, place: BlockPlace, whole: StructureElement) -> list[Item]:
    em = place.level.size
    mark = InlineSetter(press, choice.text.source, place.measure).label(
        f"{name}.", Voice(em, Look("hei", _MEDIUM), "accent"))
    return _lettered(choice.text, mark, _LABEL * em, press, place, whole=whole)


def _lettered(  # noqa: PLR0913 - a text, its mark, and where they stand
    text: RichText, mark: SetLine, room: float, press: Press, place: BlockPlace, *, whole: StructureElement,
) -> list[Item]:
    """A text as an item of a list, its mark in a room of so many points before it."""
    item = StructureElement("LI", whole)
    inside = place._replace(left=place.left + room, measure=place.measure - room)
    found = BlockSetter(press, text.source).blocks(with_link_notes(text.blocks), inside)
    return beside(tagged(found, StructureElement("LBody", item)), place.left, mark, StructureElement("Lbl", item))


def _row(cells: Sequence[Sequence[Item]]) -> Strip:
    """Options beside each other, on one line."""
    strips = [[item for item in bound(cell) if isinstance(item, Strip)] for cell in cells]
    return abreast(strips, 0.0)._replace(baseline=strips[0][0].baseline)
