"""The cover: title, drawing and imprint on a sheet of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dlexport.cover import lattice
from dlexport.exporters.pdf.cast import Look
from dlexport.exporters.pdf.headings import heading_lines
from dlexport.exporters.pdf.inlines import InlineSetter
from dlexport.exporters.pdf.marks import circle
from dlexport.exporters.pdf.sheet import Place, Sheet, number, rgb
from dlexport.exporters.pdf.structure.elements import Element
from dlexport.exporters.pdf.voice import Voice

if TYPE_CHECKING:
    from dlexport.compose import Book
    from dlexport.cover import Lattice
    from dlexport.exporters.pdf.paper import Paper
    from dlexport.exporters.pdf.press import Press

_TITLE, _SUBTITLE, _IMPRINT = 32.0, 13.0, 9.0      # points
_LEADING = 1.4
_TOP, _FOOT = 0.2, 0.085                            # of the page's height
_DRAWING = 0.36                                     # of the page's height
_BOLD, _REGULAR = 700, 400


def cover(book: Book, paper: Paper, press: Press, moment: int) -> Sheet:
    """The first sheet."""
    bank = book.bank
    sheet = Sheet(paper.width, paper.height, 0.0, paper.height)
    left, measure = paper.left(1), paper.measure
    sheet.places.append(Place("cover", 0.0, paper.height))
    y = paper.height * (1 - _TOP)
    texts = [(bank.title, Voice(_TITLE, Look("hei", _BOLD)), 14.0)]
    if bank.subtitle:
        texts.append((bank.subtitle, Voice(_SUBTITLE, Look("hei", _REGULAR), "muted"), 0.0))
    for text, voice, gap in texts:
        sheet.current = Element("P")
        setter = InlineSetter(press, text.source, measure)
        for paragraph in setter.paragraphs(text.children, voice):
            for line in heading_lines(paragraph, measure):
                line.draw(sheet, left, y)
                y -= voice.size * _LEADING
        y -= gap
    height = paper.height * _DRAWING
    foot = paper.height * _FOOT
    middle = (y + foot + 40) / 2
    _draw(sheet, lattice(bank.id, measure, min(height, y - foot - 60)), left, middle + height / 2, press)
    for row in reversed(_imprint(book, moment)):
        sheet.current = Element("P")
        setter = InlineSetter(press, bank.title.source, measure)
        for part in setter.text(row, Voice(_IMPRINT, Look("hei"), "muted")).lines(measure, ragged=True):
            part.draw(sheet, left, foot)
        foot += _IMPRINT * 1.7
    sheet.current = None
    return sheet


def _imprint(book: Book, moment: int) -> list[str]:
    bank, labels = book.bank, book.labels
    day = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")
    rows = [labels.comma.join(bank.authors), f"{labels.version.format(version=bank.version)}　{day}", bank.license]
    return [row for row in rows if row]


def _draw(sheet: Sheet, drawing: Lattice, left: float, top: float, press: Press) -> None:
    colours = press.theme.colours
    strokes = [
        f"{rgb(colours['accent' if edge.lit else 'rule'])} RG {number(edge.width)} w "
        f"{number(left + edge.x1)} {number(top - edge.y1)} m "
        f"{number(left + edge.x2)} {number(top - edge.y2)} l S" for edge in drawing.edges]
    discs = [f"{rgb(colours['accent' if node.lit else 'rule'])} rg "
             f"{circle(left + node.x, top - node.y, node.radius)} f" for node in drawing.nodes]
    sheet.decorate("\n".join(["q 1 J", *strokes, *discs, "Q"]))
