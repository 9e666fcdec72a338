"""LaTeX -> a formula tree: the only entry point for reading formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.math.errors import MathError
from dlexport.math.latex.commands import COMMANDS
from dlexport.math.latex.commands.refused import REFUSED
from dlexport.math.latex.reader import Reader

if TYPE_CHECKING:
    from dlexport.math.tree import Element

__all__ = ["MathError", "parse"]


def parse(source: str) -> Element:
    r"""Read the LaTeX between a formula's dollar signs into one `mrow`, in time linear in its length.

    Raises:
        MathError: the source is not valid LaTeX, or some output cannot show it; with offset and hint. No part is
            ever dropped silently.
    """
    return Reader(source, COMMANDS, REFUSED).formula()
