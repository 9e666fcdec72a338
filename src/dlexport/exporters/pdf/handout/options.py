"""The options of the exporter `pdf`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dlexport.exporters.pdf.style.paper import (  # noqa: TC001 - options are described by their types at run time
    Inks,
    Name,
)


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """Options of the handout."""

    paper: Name = field(default="a4", metadata={"help": "size of the paper"})
    page: Literal["flow", "question"] = field(
        default="flow", metadata={"help": "one question after the other, or each on a page of its own"})
    numbers: bool = field(default=False, metadata={"help": "number figures and tables that have a caption"})
    crib: bool = field(default=False, metadata={"help": "after each chapter a page of its key points"})
    ink: Inks = field(default="colour", metadata={"help": "grey for cheap printing"})
    pdfa: bool = field(default=False, metadata={"help": "PDF/A-2a, for archives"})
