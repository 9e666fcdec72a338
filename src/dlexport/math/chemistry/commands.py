r"""The commands of mhchem: \ce for formulas and reactions, \pu for quantities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.math.chemistry.formula import BONDS, Chemistry
from dlexport.math.errors import MathError
from dlexport.math.rewriting.tokens import Token, made, typed
from dlexport.math.units.numbers import number
from dlexport.math.units.units import letters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dlexport.math.rewriting.expander import Expander

_AMOUNT: Final = re.compile(r"\s*([+-]?[\d.,]+(?:\s*(?:\+-|\\pm)\s*[\d.,]+)?(?:[eE][+-]?\d+)?|[+-]?\d+/\d+)")


def _ce(expander: Expander, token: Token) -> None:
    argument = expander.argument(token)
    try:
        latex = Chemistry(typed(argument)).latex()
    except MathError as error:
        raise MathError(error.message, _place(argument, error.offset, token.place), error.hint) from None
    expander.put_one(made(latex, token.place))


def _place(argument: Sequence[Token], offset: int, otherwise: int) -> int:
    """The offset in the source of an index into an argument; `otherwise` if it is past the argument's end."""
    at = 0
    for token in argument:
        at += len(token.text)
        if at > offset:
            return token.place
    return argument[-1].place if argument else otherwise


def _pu(expander: Expander, token: Token) -> None:
    r"""`\pu{123 kJ mol-1}`: a number, then units whose digits are powers; `//` is a fraction."""
    argument = expander.argument(token)
    text = typed(argument).strip()
    match = _AMOUNT.match(text)
    amount, rest = ("", text) if match is None else (match[1], text[match.end():])
    written = number(amount.replace("*", "")) if amount and "/" not in amount else amount.replace("/", "/")
    if written is None:
        written = amount
    above, _, below = rest.partition("//")
    units = rf"\frac{{{letters(above)}}}{{{letters(below)}}}" if below else letters(rest)
    between = r"\," if written and units and rest[:1].isspace() else ""
    expander.put_one(made(f"{written}{between}{units}", token.place))


def _bond(expander: Expander, token: Token) -> None:
    text = typed(expander.argument(token)).strip()
    if text not in BONDS:
        raise MathError(f"there is no bond {text!r}", token.place, r"write one of \bond{-} \bond{=} \bond{#}")
    expander.put_one(made(BONDS[text], token.place))


COMMANDS: Final[Mapping[str, Callable[[Expander, Token], None]]] = {
    r"\ce": _ce, r"\cee": _ce, r"\cf": _ce, r"\pu": _pu, r"\bond": _bond,
}  # fmt: skip
