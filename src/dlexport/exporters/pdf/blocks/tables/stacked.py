"""A table that no page is wide enough for: its rows below each other, each value beside the head of its column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.blocks.tables.elements import cells_of_row
from dlexport.exporters.pdf.blocks.tables.fit import cast_cells
from dlexport.exporters.pdf.drawing.element import ARTIFACT
from dlexport.exporters.pdf.pages.strips import Put, Skip, Strip, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.style.theme import Level
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlexport.exporters.pdf.blocks.inlines import InlineSetter
    from dlexport.exporters.pdf.blocks.place import BlockPlace
    from dlexport.exporters.pdf.blocks.tables.fit import TableCell, TableRow
    from dlexport.exporters.pdf.drawing.element import StructureElement
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.richtext.nodes import Table

_OUTER, _INNER, _HAIR = 0.9, 0.5, 0.3
_SCALE = 0.9                # of the type of other tables
_MEDIUM = 500
_SHARE, _GAP = 0.32, 10.0   # of the measure, for the heads at the most; points between them and the values
_APART, _PAD = 12.0, 4.0    # points between two heads on a line; around a row
_ACROSS = 4                 # values beside each other, at the most
_FEW = 5                    # lines: so short a value is never parted from its head


def stacked_strips(table: Table, place: BlockPlace, inlines: InlineSetter, whole: StructureElement) -> list[Item]:
    """The heads in a row of their own, then for each row its values, each after the head of its column."""
    theme, left = inlines.theme, place.left
    level = Level(theme.table.size * _SCALE, theme.table.leading * _SCALE)
    head, *rows = cast_cells(table, level, inlines)
    colours = theme.colours
    outer, inner = Wire(place.measure, _OUTER, colours["accent"]), Wire(place.measure, _INNER, colours["accent"])
    hair = Wire(place.measure, _HAIR, colours["rule"])
    labels = [inlines.paragraphs(cell.children, Voice(level.size, Look("hei", _MEDIUM), "muted"))
              for cell in table.head]
    widest = max((text.natural_width() for label in labels for text in label), default=0.0)
    beside = min(widest, _SHARE * place.measure)
    heads = [[line for text in label for line in text.lines(beside, ragged=True)] for label in labels]
    items: list[Item] = [Strip(_PAD, (Put(left, 0.0, outer, ARTIFACT),), keep=True),
                         *_row_of_heads(head, cells_of_row(whole, table, 0), place, level)]
    across = _across(rows, place.measure, beside, heads)
    inside = place._replace(left=left + beside + _GAP, measure=place.measure / across - beside - 2 * _GAP)
    for number, row in enumerate(rows, 1):
        items += [Strip(_PAD, keep=True), Strip(_PAD, (Put(left, 0.0, inner if number == 1 else hair, ARTIFACT),),
                                                keep=True)]
        values = [_value(label, cell, element, left, inside, level)
                  for label, cell, element in zip(heads, row, cells_of_row(whole, table, number), strict=True)]
        items += _rowed(values, across, place.measure) if across > 1 else [strip for value in values for strip in value]
        items[-1] = items[-1]._replace(keep=False) if isinstance(items[-1], Strip) else items[-1]
        items.append(Skip(0.0))
    return [*items, Strip(_PAD, (Put(left, _PAD, outer, ARTIFACT),))]


def _row_of_heads(cells: Iterable[TableCell], elements: Iterable[StructureElement], place: BlockPlace,
                  level: Level) -> list[Item]:
    """All heads once, as many on a line as there is room for."""
    items: list[Strip] = []
    used = place.measure
    for cell, element in zip(cells, elements, strict=True):
        for paragraph in cell:
            for line in paragraph.lines(place.measure, ragged=True):
                if used + _APART + line.width > place.measure:
                    used = -_APART
                    items.append(Strip(level.leading, keep=True))
                (strip,) = tagged(text_strips([line], place.left + used + _APART, level.size, level.leading), element)
                if isinstance(strip, Strip):
                    items[-1] = items[-1]._replace(height=max(items[-1].height, strip.height),
                                                   puts=(*items[-1].puts, *strip.puts))
                used += _APART + line.width
    return [*items]


def _across(rows: Sequence[TableRow], measure: float, beside: float, heads: Sequence[Sequence[SetLine]]) -> int:
    """The number of short values that fit side by side."""
    if any(len(lines) > 1 for lines in heads) or any(len(cell) > 1 for row in rows for cell in row):
        return 1
    widest = max((text.natural_width() for row in rows for cell in row for text in cell), default=0.0)
    return max(1, min(_ACROSS, int(measure / (beside + 2 * _GAP + widest + 1.0))))


def _rowed(values: Sequence[Sequence[Strip]], across: int, measure: float) -> list[Strip]:
    """Values of one line each, so many side by side."""
    rows: list[Strip] = []
    for k in range(0, len(values), across):
        strips = [strip for value in values[k:k + across] for strip in value]
        puts = [put._replace(x=put.x + n * measure / across) for n, strip in enumerate(strips) for put in strip.puts]
        rows.append(Strip(max(strip.height for strip in strips), tuple(puts), keep=True))
    return rows


def _value(  # noqa: PLR0913, PLR0917 - head and value, and where they stand
    label: Sequence[SetLine], cell: TableCell, element: StructureElement, left: float, inside: BlockPlace, level: Level,
) -> list[Strip]:
    """A value, line by line, beside the head of its column, which is there once for who listens."""
    lines = [line for paragraph in cell for line in paragraph.lines(inside.measure, ragged=True)]
    right = [item for item in tagged(text_strips(lines, inside.left, level.size, level.leading), element)
             if isinstance(item, Strip)]
    beside = [item for item in text_strips(label, left, level.size, level.leading) if isinstance(item, Strip)]
    found: list[Strip] = []
    for k in range(max(len(right), len(beside), 1)):
        value = right[k] if k < len(right) else Strip(level.leading)
        head = beside[k] if k < len(beside) else Strip(level.leading)
        height, puts = max(value.height, head.height), tuple(put._replace(element=ARTIFACT) for put in head.puts)
        keep = k == 0 or len(right) <= _FEW
        found.append(Strip(height, (*puts, *value.puts), keep=keep))
    return found
