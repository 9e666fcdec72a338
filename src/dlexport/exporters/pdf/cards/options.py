"""The options of the exporter `cards-pdf`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dlexport.exporters.pdf.cards.grids import (  # noqa: TC001 - options are described by their types at run time
    Flip,
    SheetName,
)
from dlexport.exporters.pdf.style.paper import Inks  # noqa: TC001 - as above

Back = Literal["keypoints", "answer", "both"]

# Millimetres. The text of a back stands at least 14 mm from the paper's edge, so moved by 10 it stays on the paper.
_REACH = {"min": -10, "max": 10}


@dataclass(frozen=True, slots=True)
class CardOptions:
    """Options of the cards."""

    back: Back = field(default="keypoints", metadata={
        "help": "what is behind: key points with a short answer, a formula or a figure; the whole answer; or both"})
    sheet: SheetName = field(default="a4-8", metadata={"help": "paper, and how many cards are on it"})
    fold: bool = field(default=False, metadata={
        "help": "backs beside their fronts on one side, to be folded over: for printers that print one side"})
    fill: bool = field(default=True, metadata={"help": "free places of the last sheet take key points to fill in"})
    flip: Flip = field(default="long-edge", metadata={"help": "the edge that the printer turns the paper over"})
    dx: float = field(default=0.0, metadata={"help": "how far backs are moved to the right, in mm", **_REACH})
    dy: float = field(default=0.0, metadata={"help": "how far backs are moved up, in mm", **_REACH})
    marks: bool = field(default=True, metadata={"help": "hairlines between the cards, and crop marks around them"})
    calibration: bool = field(default=False, metadata={"help": "a first sheet that shows how true the printer is"})
    ink: Inks = field(default="colour", metadata={"help": "grey for cheap printing"})
