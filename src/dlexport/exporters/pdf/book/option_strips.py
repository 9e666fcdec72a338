"""Options as strips: in four, two or one columns, as the widest option allows, each with its letter."""

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
from dlexport.plugin.kinds import letter
from dlexport.richtext.nodes import Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.book.bank import Choice
    from dlexport.exporters.pdf.blocks.place import BlockPlace
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.pages.strips import Item

_LABEL: Final = 1.7         # ems: room of a letter
_BETWEEN: Final = 1.0       # ems between columns
_COLUMNS: Final = (4, 2, 1)
_GAP: Final = 0.2           # leadings between options
_MEDIUM: Final = 500


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


def _option(choice: Choice, name: str, press: Press, place: BlockPlace, whole: StructureElement) -> list[Item]:
    em, item = place.level.size, StructureElement("LI", whole)
    inside = place._replace(left=place.left + _LABEL * em, measure=place.measure - _LABEL * em)
    found = BlockSetter(press, choice.text.source).blocks(with_link_notes(choice.text.blocks), inside)
    mark = InlineSetter(press, choice.text.source, place.measure).label(
        f"{name}.", Voice(em, Look("hei", _MEDIUM), "accent"))
    return beside(tagged(found, StructureElement("LBody", item)), place.left, mark, StructureElement("Lbl", item))


def _row(cells: Sequence[Sequence[Item]]) -> Strip:
    """Options beside each other, on one line."""
    strips = [[item for item in bound(cell) if isinstance(item, Strip)] for cell in cells]
    return abreast(strips, 0.0)._replace(baseline=strips[0][0].baseline)
