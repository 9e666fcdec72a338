"""A table with a centred word in each cell: the grader's table, the table of a key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.drawing.sheet import number, rgb
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet

_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class WordGrid:
    """A table of words; lengths in points. The first row is set in Hei."""

    cells: Sequence[Sequence[str]]
    widths: Sequence[float]
    row: float
    size: float
    press: Press

    @property
    def height(self) -> float:
        """The height of all rows."""
        return self.row * len(self.cells)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the table with its upper left corner at (x, y)."""
        columns, width = max(map(len, self.cells)), sum(self.widths)
        edges = [sum(self.widths[:k]) for k in range(columns + 1)]
        paths = [f"{number(x)} {number(y - k * self.row)} m {number(x + width)} {number(y - k * self.row)} l"
                 for k in range(len(self.cells) + 1)]
        paths += [f"{number(x + edge)} {number(y)} m {number(x + edge)} {number(y - self.height)} l" for edge in edges]
        sheet.decorate(f"q {rgb(self.press.theme.colours['ink'])} RG {_WEIGHT} w {' '.join(paths)} S Q")
        for row, words in enumerate(self.cells):
            look = Look("hei", 500) if not row else Look()
            for column, word in enumerate(words):
                line = InlineSetter(self.press, None, width).label(word, Voice(self.size, look))
                line.draw(sheet, x + edges[column] + (self.widths[column] - line.width) / 2,
                          y - row * self.row - self.row / 2 - 0.36 * self.size)
