"""Tables as strips: columns as wide as their text asks, three rules, the head repeated on every page."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dlexport.exporters.pdf.blocks.column_widths import leveled, lowered, narrowest, natural
from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.pages.strips import Put, Strip, abreast, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.style.theme import Level
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlexport.exporters.pdf.blocks.inlines import InlineSetter
    from dlexport.exporters.pdf.blocks.place import BlockPlace
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.text.paragraph import TextParagraph
    from dlexport.richtext.nodes import Alignment, Table

    _Cell: TypeAlias = Sequence[TextParagraph]
    _Row: TypeAlias = list[list[TextParagraph]]

_GAP = 14.0                 # points between two columns
_PAD = 4.0                  # points above and below a row's text
_STRONG = 600
_OUTER, _INNER, _HAIR = 0.9, 0.5, 0.3
# how much smaller the text is made until all words fit, and whether they may be hyphened for it
_SMALLER = ((1.0, False), (0.9, False), (1.0, True), (0.9, True), (0.8, True), (0.7, True))
_ROW_LINES = 30             # the cells of a taller row are set one below the other: a cut row cannot be read
_READABLE = 4.0             # ems: a column is no narrower if it can be helped


class Column(NamedTuple):
    """Where a column begins, how wide it is, and how its text stands."""

    left: float
    width: float
    alignment: Alignment


def table_strips(table: Table, place: BlockPlace, inlines: InlineSetter) -> list[Item]:
    """A table over the whole measure. A row is never cut; one that is very tall has its cells below each other."""
    theme, left, measure = inlines.theme, place.left, place.measure
    level, rows, columns = _fit(table, place, inlines)
    colours = theme.colours
    outer, inner = Wire(measure, _OUTER, colours["accent"]), Wire(measure, _INNER, colours["accent"])
    hair = Wire(measure, _HAIR, colours["rule"])
    whole = StructureElement("Table")
    head = [strip._replace(keep=True) for strip in _row(rows[0], columns, level, place, _cells(whole, "TH", columns))]
    head[0] = head[0]._replace(puts=(Put(left, 0.0, outer), *head[0].puts))
    head[-1] = head[-1]._replace(puts=(*head[-1].puts, Put(left, head[-1].height, inner)))
    body: list[Strip] = []
    for row in rows[1:]:
        first, *rest = _ruled(_row(row, columns, level, place, _cells(whole, "TD", columns)), left, hair)
        body += [first._replace(head=tuple(head) if body else ()), *rest]
    if body:
        body[-1] = body[-1]._replace(puts=(*body[-1].puts[1:], Put(left, body[-1].height, outer)))
        body = [strip._replace(keep=k in (0, len(body) - 2) and len(body) > 1) for k, strip in enumerate(body)]
    return [*head, *body]


def _fit(table: Table, place: BlockPlace, inlines: InlineSetter) -> tuple[Level, list[_Row], list[Column]]:
    """The cells as paragraphs in the largest size at which every word fits into its column, hyphened if need be."""
    room = place.measure - _GAP * (len(table.alignments) - 1)
    for scale, hyphens in _SMALLER:
        level = Level(inlines.theme.table.size * scale, inlines.theme.table.leading * scale)
        rows = _cast(table, level, inlines)
        columns = list(zip(*rows, strict=True))
        wanted = [natural(column) for column in columns]
        widths = _widths(columns, wanted, room, level.size)
        if widths is None and hyphens:
            cut = zip(*_cast(table, level, inlines, cut=True), strict=True)
            whole, least = _least(columns, wanted, level.size), _least(cut, wanted, level.size)
            widths = leveled(whole, least, room) if sum(least) <= room else None
        if widths is not None:
            break
    else:
        widths = [width * room / sum(least) for width in least]
    starts = accumulate((width + _GAP for width in widths), initial=place.left)
    return level, rows, [Column(*column) for column in zip(starts, widths, table.alignments, strict=False)]


def _cast(table: Table, level: Level, inlines: InlineSetter, *, cut: bool = False) -> list[_Row]:
    return [[inlines.paragraphs(cell.children, Voice(level.size, look), cut=cut) for cell in row]
            for row, look in ((table.head, Look("hei", _STRONG)), *((row, Look()) for row in table.rows))]


def _widths(columns: Sequence[Sequence[_Cell]], wanted: Sequence[float], room: float, em: float) -> list[float] | None:
    """As wide as they ask; where there is no room for that, with low rows; None where words stick out."""
    if sum(wanted) <= room:
        spare = (room - sum(wanted)) / len(wanted)
        return [width + spare for width in wanted]
    least = _least(columns, wanted, em)
    return lowered(columns, leveled(wanted, least, room), least, em) if sum(least) <= room else None


def _least(columns: Iterable[Sequence[_Cell]], wanted: Sequence[float], em: float) -> list[float]:
    return [min(wide, max(narrowest(column), _READABLE * em)) for wide, column in zip(wanted, columns, strict=True)]


def _row(cells: Sequence[Sequence[TextParagraph]], columns: Sequence[Column], level: Level, place: BlockPlace,
         elements: Sequence[StructureElement]) -> list[Strip]:
    """A row as one strip; a very tall one as a strip for each line, cell after cell over the whole measure."""
    sides = [_cell(*parts, level) for parts in zip(cells, columns, elements, strict=True)]
    if max(map(len, sides)) > _ROW_LINES:
        alone = Column(place.left, place.measure, "")
        return [line for cell, element in zip(cells, elements, strict=True)
                for line in _cell(cell, alone, element, level)]
    return [abreast(sides, 0.0 if any(sides) else level.leading, _PAD)]


def _cell(cell: Sequence[TextParagraph], column: Column, element: StructureElement, level: Level) -> list[Strip]:
    strips: list[Strip] = []
    for paragraph in cell:
        for line in paragraph.lines(column.width, ragged=True):
            slack = column.width - line.width
            shift = slack if column.alignment == "right" else slack / 2 if column.alignment == "center" else 0.0
            found = text_strips([line], column.left + max(0.0, shift), level.size, level.leading)
            strips += [strip for strip in tagged(found, element) if isinstance(strip, Strip)]
    return strips


def _cells(table: StructureElement, role: str, columns: Sequence[Column]) -> tuple[StructureElement, ...]:
    """The cells of a new row of the table, the empty ones too."""
    row = StructureElement("TR", table)
    row.own = tuple(StructureElement(role, row) for _ in columns)
    return row.own


def _ruled(strips: list[Strip], left: float, hair: Wire) -> list[Strip]:
    """The row with a hairline below it, which comes first among what is drawn."""
    last = strips[-1]
    return [*strips[:-1], last._replace(puts=(Put(left, last.height, hair), *last.puts))]
