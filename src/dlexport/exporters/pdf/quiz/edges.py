"""Elements outside the text of an exam: page number, code of the paper, seal line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.drawing.element import ARTIFACT
from dlexport.exporters.pdf.drawing.sheet import Sheet, number, rgb
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.quiz.style import QuizStyle
    from dlexport.exporters.pdf.quiz.words import ExamWords

_SEAL, _SENTENCE, _FIELDS = 8.0, 11.0, 19.0     # millimetres left of the text: line, its words, fields to fill in
_MM = 72 / 25.4
_RING, _RINGS = 1.5, 9                          # millimetres, and how many
_WORDS, _FILLED = 12.0, 10.5                    # points


def draw_edges(sheets: Sequence[Sheet], press: Press, style: QuizStyle, words: ExamWords,  # noqa: PLR0913 - told below
               names: tuple[str, str], *, first: int = 1, pages: int = 0) -> None:
    """Draw name, page number and code at the foot of sheets of one version, and the seal line.

    Args:
        sheets: consecutive pages.
        press: the document.
        style: sizes of the exam.
        words: in the language of the exam.
        names: the name of the version, and its code.
        first: page number of the first sheet.
        pages: number of pages of the version; 0 for the number of sheets.
    """
    paper, (name, code) = style.paper, names
    size = style.theme.fine.size
    for page, sheet in enumerate(sheets, first):
        sheet.left = paper.left(page)
        over = sheet.besides = Sheet(sheet.width, sheet.height, sheet.low, sheet.high)
        over.current = ARTIFACT
        setter = InlineSetter(press, None, paper.measure)
        count = words.page.format(page=page, pages=pages or len(sheets))
        right = setter.label(code, Voice(size * 0.8, Look("mono"), "muted"))
        voice, free = Voice(size, Look("hei"), "muted"), paper.measure - right.width - (size if code else 0.0)
        middle = setter.label(f"{name}{words.gap}{count}", voice)
        if middle.width > free:     # the page's number and the code say enough
            middle = setter.label(count, voice)
        middle.draw(over, sheet.left + min((paper.measure - middle.width) / 2, free - middle.width), paper.foot)
        if code:
            right.draw(over, sheet.left + paper.measure - right.width, paper.foot)
        if style.sealed:
            _seal(over, page, press, style, words)
        over.current = None


def _seal(sheet: Sheet, page: int, press: Press, style: QuizStyle, words: ExamWords) -> None:
    """Draw a dashed line with rings along the binding edge and its words beside it; fields on odd pages only."""
    paper, left = style.paper, page % 2 == 1
    edge = paper.left(page) + (0.0 if left else paper.measure)
    side = -1.0 if left else 1.0
    x = edge + side * _SEAL * _MM
    low, high = paper.low, paper.high
    ink = rgb(press.theme.colours["ink"])
    rings = [_ring(x, low + (k + 0.5) * (high - low) / _RINGS, _RING * _MM) for k in range(_RINGS)]
    sheet.paint(f"q {ink} RG 0.8 w [6 4] 0 d {number(x)} {number(low)} m {number(x)} {number(high)} l S [] 0 d 1 g "
                f"{' '.join(rings)} B Q")
    setter = InlineSetter(press, None, high - low)
    _along(sheet, setter, words.seal, _WORDS, edge + side * _SENTENCE * _MM, (low, high), left=left)
    if left:
        line = "　　".join(f"{field} ＿＿＿＿＿＿＿" for field in words.sealed)
        _along(sheet, setter, line, _FILLED, edge + side * _FIELDS * _MM, (low, high), left=left)


def _along(sheet: Sheet, setter: InlineSetter, text: str, size: float, x: float,  # noqa: PLR0913, PLR0917 - what and where
           between: tuple[float, float], *, left: bool) -> None:
    """Draw words along the edge, centred, to be read from the inside of the page."""
    line = setter.label(text, Voice(size, Look("hei")))
    middle = sum(between) / 2
    if left:
        sheet.save(0.0, 1.0, -1.0, 0.0, x, middle - line.width / 2)
    else:
        sheet.save(0.0, -1.0, 1.0, 0.0, x, middle + line.width / 2)
    line.draw(sheet, 0.0, 0.0)
    sheet.restore()


def _ring(x: float, y: float, radius: float) -> str:
    bend = 0.5523 * radius
    points = ((x + radius, y), (x + radius, y + bend), (x + bend, y + radius), (x, y + radius), (x - bend, y + radius),
              (x - radius, y + bend), (x - radius, y), (x - radius, y - bend), (x - bend, y - radius), (x, y - radius),
              (x + bend, y - radius), (x + radius, y - bend), (x + radius, y))
    flat = [f"{number(a)} {number(b)}" for a, b in points]
    return f"{flat[0]} m " + " ".join(f"{' '.join(flat[k:k + 3])} c" for k in (1, 4, 7, 10)) + " h"
