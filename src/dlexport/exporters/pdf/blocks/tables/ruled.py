"""A table as strips: three rules, a hairline between rows, the head repeated on every page that it goes on to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.blocks.tables.elements import cells_of_row
from dlexport.exporters.pdf.blocks.tables.fit import fit
from dlexport.exporters.pdf.blocks.tables.stacked import stacked_strips
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.pages.strips import Put, Strip, abreast, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.richtext.nodes import Text
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.blocks.inlines import InlineSetter
    from dlexport.exporters.pdf.blocks.place import BlockPlace
    from dlexport.exporters.pdf.blocks.tables.fit import Column, TableCell
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.style.theme import Level
    from dlexport.richtext.nodes import Inline, Table

_PAD = 4.0                  # points above and below a row's text
_OUTER, _INNER, _HAIR = 0.9, 0.5, 0.3
_CAPTION_GAP = 3.0


def table_strips(table: Table, place: BlockPlace, inlines: InlineSetter) -> list[Item]:
    """A table over the whole measure. A row is never cut; where rows cannot stand side by side, they are stacked."""
    whole = StructureElement("Table")
    label = inlines.table_number() if table.caption else ""
    said = (Text(f"{label}\u3000"), *table.caption) if label else table.caption
    caption = _caption(said, place, inlines, whole)
    fitted = fit(table, place, inlines)
    if fitted is None:
        inlines.stacked(len(table.alignments), plain(table.head[0].children))
        return [*caption, *stacked_strips(table, place, inlines, whole)]
    theme, left, measure = inlines.theme, place.left, place.measure
    level, rows, columns = fitted
    colours = theme.colours
    outer, inner = Wire(measure, _OUTER, colours["accent"]), Wire(measure, _INNER, colours["accent"])
    hair = Wire(measure, _HAIR, colours["rule"])
    head = _row(rows[0], columns, level, cells_of_row(whole, table, 0))
    head = head._replace(puts=(Put(left, 0.0, outer), *head.puts, Put(left, head.height, inner)), keep=True)
    again = (*_again(said, place, inlines), head)
    body: list[Strip] = []
    for number, row in enumerate(rows[1:], 1):
        strip = _row(row, columns, level, cells_of_row(whole, table, number))
        body.append(strip._replace(puts=(Put(left, strip.height, hair), *strip.puts), head=again if body else ()))
    if body:
        body[-1] = body[-1]._replace(puts=(*body[-1].puts[1:], Put(left, body[-1].height, outer)))
        body = [strip._replace(keep=k in (0, len(body) - 2) and len(body) > 1) for k, strip in enumerate(body)]
    return [*caption, head, *body]


def _row(cells: Sequence[TableCell], columns: Sequence[Column], level: Level,
         elements: Sequence[StructureElement]) -> Strip:
    """A row as one strip."""
    sides = [_cell(*parts, level) for parts in zip(cells, columns, elements, strict=True)]
    return abreast(sides, 0.0 if any(sides) else level.leading, _PAD)


def _cell(cell: TableCell, column: Column, element: StructureElement, level: Level) -> list[Strip]:
    strips: list[Strip] = []
    for paragraph in cell:
        for line in paragraph.lines(column.width, ragged=True):
            slack = column.width - line.width
            shift = slack if column.alignment == "right" else slack / 2 if column.alignment == "center" else 0.0
            found = text_strips([line], column.left + max(0.0, shift), level.size, level.leading)
            strips += [strip for strip in tagged(found, element) if isinstance(strip, Strip)]
    return strips


def _caption(caption: Sequence[Inline], place: BlockPlace, inlines: InlineSetter,
             whole: StructureElement) -> list[Item]:
    """The caption in the middle above the table, which it stays with."""
    fine = inlines.theme.fine
    strips: list[Item] = []
    for paragraph in inlines.paragraphs(caption, Voice(fine.size, Look("hei"), "muted")) if caption else ():
        for line in paragraph.lines(place.measure, ragged=True):
            strips += text_strips([line], place.left + (place.measure - line.width) / 2, fine.size, fine.leading,
                                  keep_last=True)
    return [*tagged(strips, StructureElement("Caption", whole)), Strip(_CAPTION_GAP, keep=True)] if strips else []


def _again(caption: Sequence[Inline], place: BlockPlace, inlines: InlineSetter) -> list[Strip]:
    """The line above the head of a continued table: the word for that, and the caption."""
    fine = inlines.theme.fine
    words = inlines.labels.handout.continued
    nodes = (Text(f"{words}\u3000" if caption else words), *caption)
    lines = [line for paragraph in inlines.paragraphs(nodes, Voice(fine.size, Look("hei"), "muted"))
             for line in paragraph.lines(place.measure, ragged=True)]
    return [strip for strip in text_strips(lines, place.left, fine.size, fine.leading) if isinstance(strip, Strip)]
