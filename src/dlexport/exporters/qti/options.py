"""The options of the exporter `qti`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class QtiOptions:
    """The options of `qti`."""

    math: Literal["mathml", "tex", "openolat"] = field(
        default="mathml", metadata={"help": "formulas as MathML, as TeX in \\( and \\), or as OpenOlat wants them"})
