"""The index of tags: each tag, and the pages of the questions that bear it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.book.natural import natural
from dlexport.exporters.pdf.blocks.inlines import InlineSetter, question_place
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.drawing.links import ToPlace
from dlexport.exporters.pdf.pages.strips import Skip, Strip, abreast, named, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.book.book import Book
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.pages.strips import Item

TAGS = "tags"
"""The named place of the index."""

_MEDIUM = 500
_ABOVE = 1.4        # lines: above the index
_COLUMNS = 3        # read downwards, block by block
_ROWS = 16          # of a block, at the most; a block is never torn
_GAP = 14.0         # points between two columns


def tag_index(book: Book, found: Mapping[str, int], press: Press) -> list[Item]:
    """The index, tags in natural order down its columns; nothing where no question has any.

    Args:
        book: what the tags are of.
        found: the page of every question's named place.
        press: the document's.
    """
    pages: dict[str, dict[int, str]] = {}
    for entry in book.entries():
        place = question_place(entry.question.id)
        for tag in entry.question.tags:
            pages.setdefault(book.bank.tag_name(tag), {}).setdefault(found[place], place)
    if not pages:
        return []
    theme, level = press.theme, press.theme.fine
    setter = InlineSetter(press, book.bank.title.source, theme.measure)
    head = setter.text(book.labels.tags, Voice(level.size, Look("hei", _MEDIUM), "accent"))
    strips = text_strips(head.lines(theme.measure, ragged=True), 0.0, level.size, level.leading)
    items: list[Item] = [item._replace(keep=True) for item in tagged(strips, StructureElement("H2"))
                         if isinstance(item, Strip)]
    whole = StructureElement("L")
    width = (theme.measure - _GAP * (_COLUMNS - 1)) / _COLUMNS
    tags = sorted(pages, key=natural)
    whole.own = tuple(StructureElement("LI", whole) for _ in tags)      # so they are read down the columns
    for begin in range(0, len(tags), _COLUMNS * _ROWS):
        block = range(begin, min(len(tags), begin + _COLUMNS * _ROWS))
        rows = -(-len(block) // _COLUMNS)
        cells: list[list[Strip]] = []
        for at, k in enumerate(block):
            paragraph = TextParagraph(_runs(tags[k], pages[tags[k]], book.labels.comma, press), level.size)
            setter.report(paragraph.missing)
            left = at // rows * (width + _GAP)
            strips = text_strips(paragraph.lines(width, ragged=True), left, level.size, level.leading)
            body = StructureElement("LBody", whole.own[k])
            cells.append([strip for strip in tagged(strips, body) if isinstance(strip, Strip)])
        items += ([Skip(level.leading / 2)] if begin else [])
        lines = [abreast(cells[row::rows], 0.0) for row in range(rows)]
        items += (strip._replace(keep=row < rows - 1) for row, strip in enumerate(lines))
    return [Skip(level.leading * _ABOVE), *named(items, TAGS)]


def _runs(tag: str, pages: Mapping[int, str], comma: str, press: Press) -> list[Run]:
    size = press.theme.fine.size
    word, plain = press.style(Look("hei"), size, "ink"), press.style(Look(), size, "ink")
    runs = [Run(f"{tag}　", word)]
    for k, (page, place) in enumerate(pages.items()):
        runs += [*([Run(comma, plain)] if k else []), Run(str(page), plain, (ToPlace(place),))]
    return runs
