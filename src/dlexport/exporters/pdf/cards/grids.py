"""Grids of cards: where on the paper each card is, and where its back is once the paper was turned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, assert_never

SheetName = Literal["a4-8", "a4-10", "letter-8", "letter-10"]
Flip = Literal["long-edge", "short-edge"]
MM = 72 / 25.4
"""Points in a millimetre."""


class CardCell(NamedTuple):
    """Where a card is: its lower left corner, in points."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class CardGrid:
    """Cards on a paper, in points; `left` and `top` from its edges, `across` and `down` from card to card."""

    paper_width: float
    paper_height: float
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float

    @property
    def cells(self) -> list[CardCell]:
        """Of the front, row by row."""
        return [CardCell(self.left + column * self.across, self.paper_height - self.top - row * self.down - self.height)
                for row in range(self.rows) for column in range(self.columns)]

    def behind(self, cell: CardCell, flip: Flip) -> CardCell:
        """Where the same card is on the other side: its back then reads upright when it is turned as the paper was."""
        match flip:
            case "long-edge":
                return CardCell(self.paper_width - cell.x - self.width, cell.y)
            case "short-edge":
                return CardCell(cell.x, self.paper_height - cell.y - self.height)
            case _:
                assert_never(flip)
