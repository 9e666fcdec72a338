"""Fitting of a table to its measure: type size, cells as paragraphs, columns; or the result that it does not fit."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dlexport.exporters.pdf.blocks.tables.column_widths import leveled, lowered, narrowest, natural
from dlexport.exporters.pdf.blocks.tables.elements import is_head
from dlexport.exporters.pdf.style.theme import Level
from dlexport.exporters.pdf.text.hyphenation import Cuts
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlexport.exporters.pdf.blocks.inlines import InlineSetter
    from dlexport.exporters.pdf.blocks.place import BlockPlace
    from dlexport.exporters.pdf.text.paragraph import TextParagraph
    from dlexport.richtext.nodes import Alignment, Table

    TableCell: TypeAlias = Sequence[TextParagraph]
    TableRow: TypeAlias = Sequence[TableCell]
    _Cells: TypeAlias = Sequence[Sequence[TableCell]]

_GAP = 14.0                 # points between two columns, less where there are many
_MANY, _SMALL_GAP = 8, 7.0
_STRONG = 600
_SMALLER = ((1.0, False), (0.9, False), (1.0, True), (0.9, True), (0.8, True), (0.7, True))
"""(factor of the type size, whether words may be hyphenated), tried in this order until all words fit."""
_ROW_LINES = 30             # a taller row may be taller than a page, and is never cut
_READABLE = 4.0             # ems: a column is no narrower if it can be helped
_PARTS = 3                  # no word is broken into more


class Column(NamedTuple):
    """A column: its position, its width, the alignment of its text."""

    left: float
    width: float
    alignment: Alignment


class Fitted(NamedTuple):
    """A table's cells, row by row from its head on, and the columns that hold them."""

    level: Level
    rows: Sequence[TableRow]
    columns: Sequence[Column]


def fit(table: Table, place: BlockPlace, inlines: InlineSetter) -> Fitted | None:
    """The table in the largest size at which every word fits its column, hyphenated or broken if needed; or None."""
    count = len(table.alignments)
    gap = _GAP if count < _MANY else _SMALL_GAP
    room = place.measure - gap * (count - 1)
    for scale, hyphens in _SMALLER:
        level = _scaled(inlines, scale)
        rows = cast_cells(table, level, inlines)
        columns = list(zip(*rows, strict=True))
        wanted = [natural(column) for column in columns]
        if table.widths:
            widths: list[float] | None = _shared(table.widths, room)
            if not hyphens and any(map(float.__gt__, _narrowest(columns), widths or ())):
                continue
        else:
            widths = _widths(columns, wanted, room, level.size)
            if widths is None and hyphens:
                cut = zip(*cast_cells(table, level, inlines, Cuts()), strict=True)
                whole, least = _least(columns, wanted, level.size), _least(cut, wanted, level.size)
                widths = leveled(whole, least, room) if sum(least) <= room else None
        if widths is not None:
            break
    else:
        least = [min(wide, max(_READABLE * level.size, narrow / _PARTS))
                 for wide, narrow in zip(wanted, _narrowest(columns), strict=True)]
        if sum(least) > room:
            return None
        widths = leveled(wanted, least, room)
    if any(_lines(cell, width) > _ROW_LINES for row in rows for cell, width in zip(row, widths, strict=True)):
        return None
    starts = accumulate((width + gap for width in widths), initial=place.left)
    return Fitted(level, rows, [Column(*column) for column in zip(starts, widths, table.alignments, strict=False)])


def cast_cells(table: Table, level: Level, inlines: InlineSetter, cuts: Cuts | None = None) -> list[TableRow]:
    """The cells as paragraphs: the head, and a column of heads, in Hei. Those with cuts are measured, not drawn."""
    head, plain = Voice(level.size, Look("hei", _STRONG)), Voice(level.size)
    return [[inlines.paragraphs(cell.children, head if is_head(table, row, column) else plain, cuts=cuts, display=True)
             for column, cell in enumerate(cells)]
            for row, cells in enumerate((table.head, *table.rows))]


def _scaled(inlines: InlineSetter, scale: float) -> Level:
    level = inlines.theme.table
    return Level(level.size * scale, level.leading * scale)


def _shared(shares: Sequence[float], room: float) -> list[float]:
    return [room * share / sum(shares) for share in shares]


def _narrowest(columns: _Cells) -> list[float]:
    return [narrowest(column) for column in columns]


def _widths(columns: _Cells, wanted: Sequence[float], room: float, em: float) -> list[float] | None:
    """Natural widths of the columns, or if these do not fit, widths that keep rows low; None if a word is too wide."""
    if sum(wanted) <= room:
        spare = (room - sum(wanted)) / len(wanted)
        return [width + spare for width in wanted]
    least = _least(columns, wanted, em)
    return lowered(columns, leveled(wanted, least, room), least, em) if sum(least) <= room else None


def _least(columns: Iterable[Sequence[TableCell]], wanted: Sequence[float], em: float) -> list[float]:
    return [min(wide, max(narrowest(column), _READABLE * em)) for wide, column in zip(wanted, columns, strict=True)]


def _lines(cell: TableCell, width: float) -> float:
    """About how many lines a cell has."""
    return sum(paragraph.natural_width() / width for paragraph in cell)
