"""Reading formulas: source as typed -> LaTeX that every output supports, its tree, and warnings."""

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
        latex: the source, rewritten into commands that every output supports.
        tree: the formula's tree.
        remarks: warnings about parts that were left out.
    """

    latex: str
    tree: Element
    remarks: tuple[Remark, ...] = ()


def read(source: str, macros: Macros = NONE) -> Formula:
    """The formula for the LaTeX between dollar signs; `macros` are the bank's own commands.

    Raises:
        MathError: the source is not valid; with its offset and a hint.
    """
    written = rewrite(source, macros.table)
    drawn = written if not written.remarks else rewrite(source, macros.table, spanning=True)
    try:
        tree = parse(drawn.latex)
    except MathError as error:
        raise MathError(error.message, min(drawn.places.source(error.offset), len(source)), error.hint) from None
    return Formula(written.latex, tree, written.remarks)
