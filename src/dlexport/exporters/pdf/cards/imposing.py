"""Cards on sheets: fronts and backs in register, or beside each other to be folded over."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.cards.bands import draw_band
from dlexport.exporters.pdf.cards.crop_marks import draw_fold, draw_hairlines, draw_marks
from dlexport.exporters.pdf.drawing.element import ARTIFACT
from dlexport.exporters.pdf.drawing.sheet import Area, NamedPlace, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.cards.bands import TopicBand
    from dlexport.exporters.pdf.cards.fitting import Side
    from dlexport.exporters.pdf.cards.grids import CardCell, CardGrid, Flip
    from dlexport.exporters.pdf.cards.style import CardStyle


class CardSide(NamedTuple):
    """One side of one card: its sheet (or None) and its band."""

    side: Side
    band: TopicBand


class Card(NamedTuple):
    """Both sides of a card."""

    front: CardSide
    back: CardSide


def two_sided(cards: Sequence[Card], style: CardStyle, press: Press, number: int,  # noqa: PLR0913 - all told below
              *, flip: Flip, shift: tuple[float, float], marks: bool) -> list[Sheet]:
    """A sheet of fronts and one of backs.

    Args:
        cards: no more than have room.
        style: of the cards.
        press: the document's.
        number: of the sheet, for the names of its cards.
        flip: the edge that the paper is turned over.
        shift: how far backs are moved, in points.
        marks: whether there are lines to cut along.
    """
    grid = style.grid
    moved = [cell._replace(x=cell.x + shift[0], y=cell.y + shift[1])
             for cell in (grid.behind(cell, flip) for cell in grid.cells)]
    front, back = _blank(grid), _blank(grid)
    _draw(front, [card.front for card in cards], grid.cells, style, f"f.{number}")
    _draw(back, [card.back for card in cards], moved, style, f"b.{number}")
    if marks:
        draw_hairlines(front, grid.cells, grid, press.theme.colours["rule"])
        for sheet, cells in ((front, grid.cells), (back, moved)):
            draw_marks(sheet, cells, style, press.theme.colours["ink"])
    return [front, back]


def folded(cards: Sequence[Card], style: CardStyle, press: Press, number: int, *, marks: bool) -> list[Sheet]:
    """One sheet with each back at the right of its front: the card is cut out and folded between them."""
    grid = style.grid
    sheet = _blank(grid)
    fronts = [cell for k, cell in enumerate(grid.cells) if not k % grid.columns % 2]
    backs = [cell for k, cell in enumerate(grid.cells) if k % grid.columns % 2]
    _draw(sheet, [card.front for card in cards], fronts, style, f"f.{number}")
    _draw(sheet, [card.back for card in cards], backs, style, f"b.{number}")
    if marks:
        draw_hairlines(sheet, grid.cells, grid, press.theme.colours["rule"])
        draw_marks(sheet, grid.cells, style, press.theme.colours["ink"])
    draw_fold(sheet, fronts, grid, press.theme.colours["muted"])
    return [sheet]


def _blank(grid: CardGrid) -> Sheet:
    return Sheet(grid.paper_width, grid.paper_height, 0.0, grid.paper_height, current=ARTIFACT)


def _draw(sheet: Sheet, faces: Sequence[CardSide], cells: Sequence[CardCell], style: CardStyle, name: str) -> None:
    """The faces in their cells; each cell's top is named, so that what is in it can be told."""
    grid = style.grid
    for number, (face, cell) in enumerate(zip(faces, cells, strict=False)):
        top = cell.y + grid.height
        sheet.places.append(NamedPlace(f"{name}.{number}", cell.x, top))
        draw_band(sheet, face.band, cell.x, top, style)
        for card in face.side.cards:
            _stamp(sheet, card, cell.x, cell.y - face.side.lower, face.side.scale)


def _stamp(sheet: Sheet, card: Sheet, x: float, y: float, scale: float) -> None:
    """Draw a card on the sheet, with its links, places and pictures."""
    sheet.stamp(card, scale, 0.0, 0.0, scale, x, y)
    sheet.places += [NamedPlace(place.name, x, y + scale * place.top) for place in card.places]
    sheet.areas += [Area(x + scale * area.left, y + scale * area.bottom, x + scale * area.right, y + scale * area.top,
                         area.target, area.element) for area in card.areas]
