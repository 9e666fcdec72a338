"""Grids of cards: where each card's front is on the paper, and where its back is on the other side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, assert_never

SheetName = Literal["a4-8", "a4-10", "letter-8", "letter-10"]
Flip = Literal["long-edge", "short-edge"]
MM = 72 / 25.4
"""Points in a millimetre."""


class CardCell(NamedTuple):
    """The lower left corner of a card, in points from that of the paper."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class CardGrid:
    """The cards on a sheet of paper. All lengths are in points.

    Attributes:
        paper_width, paper_height: of the paper.
        columns, rows: how many cards there are side by side, and one below the other.
        width, height: of a card.
        left, top: from the paper's edges to the first card.
        across, down: from a card's left or upper edge to that of the next.
    """

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
        """The cells of the front, row by row from the upper left."""
        return [CardCell(self.left + column * self.across, self.paper_height - self.top - row * self.down - self.height)
                for row in range(self.rows) for column in range(self.columns)]

    def behind(self, cell: CardCell, flip: Flip) -> CardCell:
        """The cell of the same card's back, on paper turned over this edge; turned so, the back reads upright."""
        match flip:
            case "long-edge":
                return CardCell(self.paper_width - cell.x - self.width, cell.y)
            case "short-edge":
                return CardCell(cell.x, self.paper_height - cell.y - self.height)
            case _:
                assert_never(flip)
