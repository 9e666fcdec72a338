"""A voice: the look, size and colour in which text is set unless its own marks say otherwise."""

from __future__ import annotations

from typing import NamedTuple

from dlexport.exporters.pdf.text.typefaces import PLAIN, Look


class Voice(NamedTuple):
    """A look at a size in points; `colour` is a name of the theme, `rise` lifts the baseline, in points."""

    size: float
    look: Look = PLAIN
    colour: str = "ink"
    rise: float = 0.0
