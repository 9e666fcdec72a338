"""Marks for cutting and folding: hairlines between the cards, crop marks around them, dashes along the fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.drawing.sheet import number, rgb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.cards.grids import CardCell, CardGrid
    from dlexport.exporters.pdf.cards.style import CardStyle
    from dlexport.exporters.pdf.drawing.sheet import Sheet

_WEIGHT, _HAIRLINE = 0.35, 0.2


def draw_marks(sheet: Sheet, cells: Sequence[CardCell], style: CardStyle, colour: str) -> None:
    """Draw them at every edge of the cells, all round."""
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


def draw_hairlines(sheet: Sheet, cells: Sequence[CardCell], grid: CardGrid, colour: str) -> None:
    """Draw a hairline along every edge of every card, where scissors go."""
    boxes = [f"{number(cell.x)} {number(cell.y)} {number(grid.width)} {number(grid.height)} re" for cell in cells]
    sheet.decorate("\n".join([f"q {rgb(colour)} RG {_HAIRLINE} w", *boxes, "S Q"]))


def draw_fold(sheet: Sheet, fronts: Sequence[CardCell], grid: CardGrid, colour: str) -> None:
    """Draw dashes where each card is folded: in the middle between its front and its back."""
    paths = []
    for cell in fronts:
        x = number(cell.x + (grid.width + grid.across) / 2)
        paths.append(f"{x} {number(cell.y)} m {x} {number(cell.y + grid.height)} l S")
    sheet.decorate("\n".join([f"q {rgb(colour)} RG 0.5 w [3 3] 0 d", *paths, "Q"]))
