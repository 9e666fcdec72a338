"""The cover: title, drawing and imprint on a sheet of their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.blocks.bullets import circle
from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.book.headings import heading_lines
from dlexport.exporters.pdf.drawing.element import ARTIFACT, StructureElement
from dlexport.exporters.pdf.drawing.sheet import NamedPlace, Sheet, number, rgb
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.labels import date_label
from dlexport.pictures.cover_drawing import lattice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.book.book import Book
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.style.paper import Paper
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.pictures.cover_drawing import Lattice

_TITLE, _SUBTITLE, _IMPRINT = 32.0, 13.0, 9.0      # points
_LEADING, _IMPRINT_LEADING = 1.4, 1.7
_AFTER_TITLE = 14.0
_TOP, _FOOT = 0.2, 0.085                            # of the page's height
_DRAWING = 0.36                                     # of the page's height
_ABOVE, _BELOW = 20.0, 40.0                         # from the drawing to the subtitle, and to the last line, in points
_USUAL = 3                                          # lines of the imprint that the drawing leaves room for
_LEAST = 0.12                                       # of the page's height: a lower drawing is left out
_SCALES = (1.0, 0.85, 0.7, 0.55, 0.45)              # of titles, until they leave room for the drawing
_BOLD, _REGULAR = 700, 400


class _Text(NamedTuple):
    """Lines of one element, so many points apart, and what is below them."""

    lines: list[SetLine]
    leading: float
    gap: float

    @property
    def height(self) -> float:
        """The height in points."""
        return len(self.lines) * self.leading + self.gap


def cover(book: Book, paper: Paper, press: Press, moment: int) -> Sheet:
    """The first sheet: titles from the top, the imprint at the foot, and the drawing where they leave room for it."""
    sheet = Sheet(paper.width, paper.height, 0.0, paper.height)
    left, measure = paper.left(1), paper.measure
    sheet.places.append(NamedPlace("cover", 0.0, paper.height))
    imprint = [_row(row, book, press, measure) for row in _imprint(book, moment)]
    foot = paper.height * _FOOT
    last = max(0, sum(len(text.lines) for text in imprint) - 1) * _IMPRINT * _IMPRINT_LEADING
    low = foot + _BELOW + max(0.0, last - (_USUAL - 1) * _IMPRINT * _IMPRINT_LEADING)
    top = paper.height * (1 - _TOP)
    least = paper.height * _LEAST
    known = len(press.missing)
    for scale in _SCALES:
        del press.missing[known:]
        titles = _titles(book, press, measure, scale)
        room = top - sum(text.height for text in titles) - _ABOVE - low
        if room >= least:
            break
    y = _write(sheet, titles, left, top)
    if room >= least:
        height = min(paper.height * _DRAWING, room)
        _draw(sheet, lattice(book.bank.id, measure, height), left, (y + low + height) / 2, press)
    _write(sheet, imprint, left, foot + last)
    return sheet


def _titles(book: Book, press: Press, measure: float, scale: float) -> list[_Text]:
    """Title and subtitle, drawn at a scale."""
    bank = book.bank
    texts = [(bank.title, Voice(_TITLE * scale, Look("hei", _BOLD)), _AFTER_TITLE)]
    if bank.second_title:
        texts.append((bank.second_title, Voice(max(_IMPRINT, _SUBTITLE * scale), Look("hei", _REGULAR), "muted"), 0.0))
    found = []
    for text, voice, gap in texts:
        setter = InlineSetter(press, text.source, measure)
        lines = [line for paragraph in setter.paragraphs(text.children, voice)
                 for line in heading_lines(paragraph, measure, press.words)]
        found.append(_Text(lines, voice.size * _LEADING, gap))
    return found


def _row(row: str, book: Book, press: Press, measure: float) -> _Text:
    """One entry of the imprint."""
    setter = InlineSetter(press, book.bank.title.source, measure)
    lines = setter.text(row, Voice(_IMPRINT, Look("hei"), "muted")).lines(measure, ragged=True)
    return _Text(lines, _IMPRINT * _IMPRINT_LEADING, 0.0)


def _write(sheet: Sheet, texts: Iterable[_Text], left: float, y: float) -> float:
    """Draw texts below each other, the first baseline at `y`; where the next baseline would be."""
    for text in texts:
        sheet.current = StructureElement("P")
        for line in text.lines:
            line.draw(sheet, left, y)
            y -= text.leading
        y -= text.gap
    sheet.current = None
    return y


def _imprint(book: Book, moment: int) -> list[str]:
    bank, labels = book.bank, book.labels
    day = date_label(labels, datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d"))
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
    sheet.current = ARTIFACT
    sheet.paint("\n".join(["q 1 J", *strokes, *discs, "Q"]))
    sheet.current = None
