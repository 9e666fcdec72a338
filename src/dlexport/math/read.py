"""Reading formulas: as typed -> LaTeX that every output knows, its tree, and warnings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.math.errors import MathError
from dlexport.math.latex.parse import parse
from dlexport.math.rewriting.macros import NONE, Macros
from dlexport.math.rewriting.rewrite import rewrite

if TYPE_CHECKING:
    from dlexport.math.rewriting.expander import Remark
    from dlexport.math.tree import Element

__all__ = ["Formula", "MathError", "read"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read.

    Attributes:
        latex: what was typed, rewritten where not every output would know it.
        remarks: what was left out.
    """

    latex: str
    tree: Element
    remarks: tuple[Remark, ...] = ()


def read(source: str, macros: Macros = NONE) -> Formula:
    """Read the LaTeX between a formula's dollar signs.

    Raises:
        MathError: with the place in the source and a hint.
    """
    written = rewrite(source, macros.table)
    try:
        tree = parse(written.latex)
    except MathError as error:
        raise MathError(error.message, min(written.places.source(error.offset), len(source)), error.hint) from None
    return Formula(written.latex, tree, written.remarks)
