"""Calibration sheet: crosses and a millimetre scale on both sides, to measure how far a printer's backs are off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.cards.grids import MM
from dlexport.exporters.pdf.drawing.element import ARTIFACT, StructureElement
from dlexport.exporters.pdf.drawing.sheet import Sheet, number, rgb
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice

if TYPE_CHECKING:
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.cards.grids import CardGrid
    from dlexport.labels import Labels

_ARM = 4.0                  # millimetres: half a cross
_SCALE = 10                 # millimetres to either side of the centre
_TICK, _LONG_TICK = 1.2, 2.4    # millimetres
_CORNER = 20.0              # millimetres from the paper's edges to the outer crosses
_TITLE, _BODY, _LEADING = 14.0, 9.5, 16.0   # points
_MEASURE = 300.0            # points


def calibration_sheet(grid: CardGrid, press: Press, labels: Labels, *, shift: tuple[float, float] = (0.0, 0.0),
                      words: bool = False) -> Sheet:
    """One side of the calibration sheet. It is symmetrical, so it serves paper turned over either edge.

    Args:
        grid: gives the size of the paper.
        press: the document's.
        labels: the words of the bank's language.
        shift: how far the drawing is moved to the right and up, in points.
        words: whether the instructions are printed.
    """
    width, height = grid.paper_width, grid.paper_height
    sheet = Sheet(width, height, 0.0, height, current=ARTIFACT)
    edge, arm = _CORNER * MM, _ARM * MM
    middle = (width / 2, height / 2)
    lines = [line for x in (edge, width - edge) for y in (edge, height - edge) for line in _cross(x, y, arm)]
    lines += _cross(*middle, _SCALE * MM)
    for k in range(-_SCALE, _SCALE + 1):
        tick = (_TICK if k % 5 else _LONG_TICK) * MM / 2
        at_x, at_y = middle[0] + k * MM, middle[1] + k * MM
        lines += [(at_x, middle[1] - tick, at_x, middle[1] + tick), (middle[0] - tick, at_y, middle[0] + tick, at_y)]
    dx, dy = shift
    paths = [f"{number(x1 + dx)} {number(y1 + dy)} m {number(x2 + dx)} {number(y2 + dy)} l S"
             for x1, y1, x2, y2 in lines]
    colour = rgb(press.theme.colours["ink"])
    sheet.decorate("\n".join([f"q {colour} RG 0.35 w", *paths, "Q"]))
    if words:
        y = height * 0.72
        for text, voice in ((labels.calibration, Voice(_TITLE, Look("hei", 600))),
                            (labels.ruler, Voice(_BODY, Look("hei", 400), "muted"))):
            sheet.current = StructureElement("P")
            for line in InlineSetter(press, None, _MEASURE).text(text, voice).lines(_MEASURE):
                line.draw(sheet, (width - _MEASURE) / 2, y)
                y -= _LEADING
            y -= _LEADING / 2
    return sheet


def _cross(x: float, y: float, arm: float) -> list[tuple[float, float, float, float]]:
    return [(x - arm, y, x + arm, y), (x, y - arm, x, y + arm)]
