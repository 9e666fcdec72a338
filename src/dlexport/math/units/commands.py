r"""The commands of siunitx: \num, \unit, \qty with their older names, lists, ranges and angles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dlexport.math.errors import MathError
from dlexport.math.rewriting.tokens import made, typed
from dlexport.math.units.numbers import number
from dlexport.math.units.units import UnitError, is_angle, unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.rewriting.expander import Expander
    from dlexport.math.rewriting.tokens import Token

_MODES: Final = {"symbol": "symbol", "fraction": "fraction"}


def _mode(expander: Expander) -> str:
    """The mode of division of units, from the options in square brackets: see `units.unit`."""
    options = typed(expander.optional() or []).replace(" ", "")
    return next((mode for word, mode in _MODES.items() if f"per-mode={word}" in options), "power")


def _number(expander: Expander, token: Token) -> str:
    argument = expander.argument(token)
    return _read(typed(argument), argument[0].place if argument else token.place)


def _read(text: str, place: int) -> str:
    found = number(text)
    if found is None:
        raise MathError(f"{text.strip()!r} is no number", place, r"write digits, as in \num{1.5e3}")
    return found


def _unit(expander: Expander, token: Token, mode: str) -> tuple[str, bool]:
    """A unit in LaTeX, and whether it follows its number without a space."""
    argument = expander.argument(token)
    text = typed(argument)
    try:
        return unit(text, mode), is_angle(text)
    except UnitError as error:
        place = next((one.place for one in argument if one.text == str(error)), token.place)
        raise MathError(f"{error} is no unit", place, r"write its letters instead: \unit{m/s}") from None


def _num(expander: Expander, token: Token) -> None:
    expander.optional()
    expander.put_one(made(_number(expander, token), token.place))


def _si(expander: Expander, token: Token) -> None:
    mode = _mode(expander)
    expander.put_one(made(_unit(expander, token, mode)[0], token.place))


def _qty(expander: Expander, token: Token) -> None:
    mode = _mode(expander)
    if expander.following() in {"(", "[", "|"}:
        raise MathError(f"{token.text} takes a number and a unit", token.place,
                        r"for brackets that grow write \left( … \right)")
    amount = _number(expander, token)
    expander.optional()
    sign, close = _unit(expander, token, mode)
    expander.put_one(made(amount + ("" if close else r"\,") + sign, token.place))


def _several(expander: Expander, token: Token, *, units: bool, count: int) -> None:
    """Rewrite a list (one argument, separated by semicolons) or a range (two arguments)."""
    mode = _mode(expander)
    if count == 1:
        argument = expander.argument(token)
        place = argument[0].place if argument else token.place
        amounts = [_read(part, place) for part in typed(argument).split(";")]
    else:
        amounts = [_number(expander, token) for _ in range(count)]
    sign, close = _unit(expander, token, mode) if units else ("", True)
    between = ",\\ " if count == 1 else r"\text{–}"
    expander.put_one(made(between.join(amounts) + ("" if close else r"\,") + sign, token.place))


def _angle(expander: Expander, token: Token) -> None:
    expander.optional()
    argument = expander.argument(token)
    place = argument[0].place if argument else token.place
    marks = (r"^{\circ}", "'", "''")
    parts = [part.strip() for part in typed(argument).split(";")]
    if len(parts) > len(marks) or not any(parts):
        raise MathError(r"\ang takes degrees, minutes and seconds", place, r"write \ang{45} or \ang{12;30;5}")
    expander.put_one(made("".join(
        _read(part, place) + mark for part, mark in zip(parts, marks, strict=False) if part), token.place))


COMMANDS: Final[Mapping[str, Callable[[Expander, Token], None]]] = {
    r"\num": _num,
    r"\si": _si, r"\unit": _si,
    r"\SI": _qty, r"\qty": _qty,
    r"\numrange": partial(_several, units=False, count=2), r"\numlist": partial(_several, units=False, count=1),
    r"\SIrange": partial(_several, units=True, count=2), r"\qtyrange": partial(_several, units=True, count=2),
    r"\SIlist": partial(_several, units=True, count=1), r"\qtylist": partial(_several, units=True, count=1),
    r"\ang": _angle,
}  # fmt: skip
