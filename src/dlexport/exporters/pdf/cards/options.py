"""The options of the exporter `cards-pdf`."""

from __future__ import annotations

from dataclasses import dataclass, field

from dlexport.exporters.pdf.cards.grids import (  # noqa: TC001 - options are described by their types at run time
    Flip,
    SheetName,
)
from dlexport.exporters.pdf.style.paper import Inks  # noqa: TC001 - as above

# Millimetres. The text of a back stands at least 14 mm from the paper's edge, so moved by 10 it stays on the paper.
_REACH = {"min": -10, "max": 10}


@dataclass(frozen=True, slots=True)
class CardOptions:
    """Options of the cards."""

    sheet: SheetName = field(default="a4-8", metadata={"help": "paper, and how many cards are on it"})
    flip: Flip = field(default="long-edge", metadata={"help": "the edge that the printer turns the paper over"})
    dx: float = field(default=0.0, metadata={"help": "how far backs are moved to the right, in mm", **_REACH})
    dy: float = field(default=0.0, metadata={"help": "how far backs are moved up, in mm", **_REACH})
    marks: bool = field(default=True, metadata={"help": "crop marks"})
    calibration: bool = field(default=True, metadata={"help": "a first sheet that shows how true the printer is"})
    ink: Inks = field(default="colour", metadata={"help": "grey for cheap printing"})
