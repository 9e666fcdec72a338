"""A voice: how text is set where nothing in it says otherwise."""

from __future__ import annotations

from typing import NamedTuple

from dlexport.exporters.pdf.text.typefaces import PLAIN, Look


class Voice(NamedTuple):
    """A look at a size in points; `colour` is a name of the theme, `rise` lifts the baseline, in points."""

    size: float
    look: Look = PLAIN
    colour: str = "ink"
    rise: float = 0.0
