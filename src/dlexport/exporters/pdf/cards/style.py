"""The style of the cards, from `styles/print/cards.yaml`: sizes of text, and the grids."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.cards.grids import MM, CardGrid
from dlexport.exporters.pdf.style.paper import SIZES
from dlexport.exporters.pdf.style.values import Values

if TYPE_CHECKING:
    from dlexport.exporters.pdf.cards.grids import SheetName
    from dlexport.exporters.pdf.style.theme import Theme
    from dlexport.theme.styles import Styles

_SHEETS: tuple[SheetName, ...] = ("a4-8", "a4-10", "letter-8", "letter-10")


@dataclass(frozen=True, slots=True)
class CardStyle:
    """Sizes of the cards, in points.

    Attributes:
        theme: the handout's, with the sizes of the cards' text.
        title: size of the title.
        head: size of number and topic.
        smallest: the least size of the body text.
        pad: from a card's edge to the text, at the sides and the foot.
        top: from a card's upper edge to the text.
        mark: the length of a crop mark.
        gap: from a card to its crop marks.
        grid: the cards on the paper.
    """

    theme: Theme
    title: float
    head: float
    smallest: float
    pad: float
    top: float
    mark: float
    gap: float
    grid: CardGrid


def read_card_style(styles: Styles, theme: Theme, sheet: SheetName) -> CardStyle:
    """The style in effect for one of the grids.

    Raises:
        SourceError: the style file cannot be read, lacks a value, or has one of a wrong type.
    """
    values = Values(styles, "print/cards.yaml")
    body = values.level("text.body")
    grids = {name: _grid(values, name) for name in _SHEETS}
    style = CardStyle(
        theme=replace(theme, body=body, small=body, code=values.level("text.code"), table=values.level("text.table"),
                      fine=values.level("text.fine")),
        title=values.number("text.title"),
        head=values.number("text.head"),
        smallest=values.number("text.smallest"),
        pad=values.number("card.pad"),
        top=values.number("card.top"),
        mark=values.number("marks.length"),
        gap=values.number("marks.gap"),
        grid=grids[sheet],
    )
    values.finish()
    return style


def _grid(values: Values, name: SheetName) -> CardGrid:
    width, height = SIZES["a4" if name.startswith("a4") else "letter"]

    def count(key: str) -> int:
        return max(1, round(values.number(f"grids.{name}.{key}")))

    def length(key: str) -> float:
        return values.number(f"grids.{name}.{key}") * MM

    return CardGrid(width, height, count("columns"), count("rows"), length("width"), length("height"), length("left"),
                length("top"), length("across"), length("down"))
