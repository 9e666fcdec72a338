r"""A formula as typed -> LaTeX that every output supports, with macros and aliases expanded, and its warnings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.math.rewriting.aliases import ALIASES
from dlexport.math.rewriting.characters import composed, special
from dlexport.math.rewriting.commands import COMMANDS
from dlexport.math.rewriting.expander import Expander, Remark
from dlexport.math.rewriting.lines import several
from dlexport.math.rewriting.tokens import AS_TYPED, TokenPlaces, located, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.math.rewriting.macros import Macro

_names: Final = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL).findall
_KNOWN: Final = frozenset({*ALIASES, *COMMANDS, r"\\", r"\cr"})


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A rewritten formula.

    Attributes:
        latex: LaTeX that every output supports.
        places: offsets in `latex` -> offsets in the source.
        remarks: warnings about parts that were left out.
    """

    latex: str
    places: TokenPlaces = AS_TYPED
    remarks: tuple[Remark, ...] = ()


def rewrite(source: str, macros: Mapping[str, Macro], *, spanning: bool = False) -> Rewritten:
    r"""A formula rewritten into LaTeX that every output supports; most formulas need no change.

    Args:
        source: LaTeX, as typed.
        macros: name -> macro of the bank.
        spanning: keep `\multicolumn`, which MathJax does not know and `parse` does.

    Raises:
        MathError: a command lacks its argument, or macros make too many tokens; with the offset in the source.
    """
    foreign = special(source)
    names = set(_names(source))
    if not foreign and names.isdisjoint(_KNOWN) and names.isdisjoint(macros):
        return Rewritten(source)
    found = composed(located(source)) if foreign else located(source)
    expander = Expander(found, macros, COMMANDS, len(source), spanning=spanning)
    done = several(expander.run())
    latex, places = written(done, len(source))
    if latex == source:
        return Rewritten(source)
    return Rewritten(latex, places, tuple(expander.remarks))
