r"""A formula as typed -> the LaTeX that every output knows, macros and aliases expanded, with its warnings."""

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
    """LaTeX that every output knows.

    Attributes:
        places: lead back to what was typed.
        remarks: what was left out of it.
    """

    latex: str
    places: TokenPlaces = AS_TYPED
    remarks: tuple[Remark, ...] = ()


def rewrite(source: str, macros: Mapping[str, Macro]) -> Rewritten:
    """A formula as it was typed, in the LaTeX that every output knows; most formulas are that already.

    Raises:
        MathError: with the place in the source: a command without its argument, or macros that make too much.
    """
    foreign = special(source)
    names = set(_names(source))
    if not foreign and names.isdisjoint(_KNOWN) and names.isdisjoint(macros):
        return Rewritten(source)
    found = composed(located(source)) if foreign else located(source)
    expander = Expander(found, macros, COMMANDS, len(source))
    done = several(expander.run())
    latex, places = written(done, len(source))
    if latex == source:
        return Rewritten(source)
    return Rewritten(latex, places, tuple(expander.remarks))
