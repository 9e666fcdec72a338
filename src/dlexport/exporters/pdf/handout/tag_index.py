"""The index of tags: each tag, and the pages of the questions that bear it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from dlexport.book.natural import natural
from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.drawing.links import ToPlace
from dlexport.exporters.pdf.pages.strips import Skip, Strip, abreast, bound, named, text_strips, total
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.book.book import Book
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.pages.pages import Pages
    from dlexport.exporters.pdf.pages.strips import Item

TAGS = "tags"
"""The named place of the index."""

_MEDIUM = 500
_ABOVE = 1.4        # lines: above the index
_COLUMNS = 3        # read downwards, page by page
_GAP = 14.0         # points between two columns
_INDENT = 10.0      # points: of the further lines of a tag
_BELOW = 4.0        # points below the heading
_TOUCH = 0.01       # points: sums of heights differ by so much


class TagIndex:
    """The index as the lines of its columns, tags in natural order; of no lines where no question has any.

    Args:
        book: what the tags are of.
        found: the page of every question's named place.
        press: the document's.
    """

    def __init__(self, book: Book, found: Mapping[str, int], press: Press) -> None:
        pages: dict[str, dict[int, str]] = {}
        for entry in book.entries():
            place = question_place(entry.question.id)
            for tag in entry.question.tags:
                pages.setdefault(book.bank.tag_name(tag), {}).setdefault(found[place], place)
        theme, self._level = press.theme, press.theme.fine
        level, self._width = self._level, (theme.measure - _GAP * (_COLUMNS - 1)) / _COLUMNS
        setter = InlineSetter(press, book.bank.title.source, theme.measure)
        head = setter.text(book.labels.tags, Voice(theme.label, Look("hei", _MEDIUM), "accent"))
        strips = text_strips(head.lines(theme.measure, ragged=True), 0.0, theme.label, theme.small.leading)
        self._head = _only_strips(bound([*tagged(strips, StructureElement("H2")), Strip(_BELOW)]))
        whole = StructureElement("L")
        self._units: list[list[Strip]] = []     # the lines that no column parts
        for tag in sorted(pages, key=natural):
            paragraph = TextParagraph(_runs(tag, pages[tag], book.labels.comma, press), level.size)
            setter.report(paragraph.missing)
            lines = paragraph.lines(self._width - _INDENT, ragged=True)
            strips = text_strips(lines, 0.0, level.size, level.leading)
            strips = [*strips[:1], *(_moved(strip, _INDENT) for strip in _only_strips(strips[1:]))]
            body = StructureElement("LBody", StructureElement("LI", whole))
            self._units += _kept_together(_only_strips(tagged(strips, body)))

    def put_on(self, pages: Pages) -> None:
        """Add the index in columns that are alike in height; below what is on the pages if there is room for all."""
        if not self._units:
            return
        above = Skip(self._level.leading * _ABOVE)
        head, turn = named(self._head, TAGS), Skip(0.0, turn=True)
        room = pages.room - total(head) - above.height * pages.ease
        if sum(map(len, _balanced(self._units, room))) < sum(map(len, self._units)):
            above, room = turn, pages.paper.height_of_text - total(head)
        units, head = self._units, [above, *head]
        while units:
            columns = _balanced(units, room)
            across = self._width + _GAP
            beside = [[_moved(strip, k * across) for strip in column] for k, column in enumerate(columns)]
            pages.add([*head, abreast(beside, 0.0)])
            units = _after(units, sum(map(len, columns)))
            head, room = [turn], pages.paper.height_of_text


def _only_strips(items: Sequence[Item]) -> list[Strip]:
    return [item for item in items if isinstance(item, Strip)]


def _kept_together(lines: Sequence[Strip]) -> list[list[Strip]]:
    """The lines of a paragraph in groups that stay together."""
    groups: list[list[Strip]] = [[]]
    for line in lines:
        groups[-1].append(line)
        if not line.keep:
            groups.append([])
    return [group for group in groups if group]


def _after(units: Sequence[list[Strip]], lines: int) -> list[list[Strip]]:
    """The units after the first ones of so many lines together."""
    ends = accumulate(map(len, units))
    return [unit for unit, end in zip(units, ends, strict=True) if end > lines]


def _balanced(units: Sequence[list[Strip]], room: float) -> list[list[Strip]]:
    """The columns of the units that there is room for: full if more follow, else alike in height."""
    full = _columns(units, [room] * _COLUMNS, room)
    if sum(map(len, full)) < sum(map(len, units)):
        return full
    left = total(strip for unit in units for strip in unit)
    columns: list[list[Strip]] = []
    for k in range(_COLUMNS, 0, -1):
        column, = _columns(_after(units, sum(map(len, columns))), [left / k], room)
        columns.append(column)
        left -= total(column)
    return columns if sum(map(len, columns)) == sum(map(len, full)) else full


def _columns(units: Sequence[list[Strip]], wanted: Sequence[float], room: float) -> list[list[Strip]]:
    """Columns that take units until they are as high as wanted, and none that they have no room for."""
    found: list[list[Strip]] = []
    waiting = list(reversed(units))
    for height in wanted:
        column: list[Strip] = []
        while waiting and total(column) < height - _TOUCH and (
                not column or total(column) + total(waiting[-1]) <= room + _TOUCH):
            column += waiting.pop()
        found.append(column)
    return found


def _moved(strip: Strip, right: float) -> Strip:
    return strip._replace(puts=tuple(put._replace(x=put.x + right) for put in strip.puts))


def _runs(tag: str, pages: Mapping[int, str], comma: str, press: Press) -> list[Run]:
    size = press.theme.fine.size
    word, plain = press.style(Look("hei"), size, "ink"), press.style(Look(), size, "ink")
    runs = [Run(f"{tag}　", word)]
    for k, (page, place) in enumerate(pages.items()):
        runs += [*([Run(comma, plain)] if k else []), Run(str(page), plain, (ToPlace(place),))]
    return runs
