"""Crop marks: short lines outside the cards that show where to cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.drawing.sheet import number, rgb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.cards.grids import CardCell
    from dlexport.exporters.pdf.cards.style import CardStyle
    from dlexport.exporters.pdf.drawing.sheet import Sheet

_WEIGHT = 0.35      # points


def draw_marks(sheet: Sheet, cells: Sequence[CardCell], style: CardStyle, colour: str) -> None:
    """Draw crop marks around all the cells, one at each end of every cut."""
    grid, gap, length = style.grid, style.gap, style.mark
    edges_x = sorted({round(edge, 2) for cell in cells for edge in (cell.x, cell.x + grid.width)})
    edges_y = sorted({round(edge, 2) for cell in cells for edge in (cell.y, cell.y + grid.height)})
    low, high, left, right = edges_y[0], edges_y[-1], edges_x[0], edges_x[-1]
    lines = [line for x in edges_x for line in ((x, high + gap, x, high + gap + length),
                                                (x, low - gap, x, low - gap - length))]
    lines += [line for y in edges_y for line in ((left - gap, y, left - gap - length, y),
                                                 (right + gap, y, right + gap + length, y))]
    paths = [f"{number(x1)} {number(y1)} m {number(x2)} {number(y2)} l S" for x1, y1, x2, y2 in lines]
    sheet.decorate("\n".join([f"q {rgb(colour)} RG {_WEIGHT} w", *paths, "Q"]))
