"""A voice: how text is set where nothing in it says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from dlexport.exporters.pdf.cast import PLAIN, Look


@dataclass(frozen=True, slots=True)
class Voice:
    """A look at a size in points; `colour` is a name of the theme."""

    size: float
    look: Look = PLAIN
    colour: str = "ink"
