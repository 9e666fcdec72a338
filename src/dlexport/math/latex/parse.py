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
        MathError: with the place and a hint, for anything that LaTeX would not take or that cannot be shown in
            every output; nothing is ever dropped in silence.
    """
    return Reader(source, COMMANDS, REFUSED).formula()
