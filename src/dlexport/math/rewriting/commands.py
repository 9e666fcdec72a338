r"""Commands rewritten by code: those left out, lengths, colours, `\verb`, derivatives, columns."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from dlexport.math.chemistry.commands import COMMANDS as CHEMISTRY
from dlexport.math.errors import MathError
from dlexport.math.rewriting.columns import begin, end, multicolumn
from dlexport.math.rewriting.tokens import Token, made, typed
from dlexport.math.units.commands import COMMANDS as UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dlexport.math.rewriting.expander import Expander

    Command = Callable[[Expander, Token], None]

_LENGTH: Final = re.compile(r"\s*=?\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*(em|ex|mu|pt|px|mm|cm|in|pc)")
_VERBATIM: Final = {
    "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$", "_": r"\_",
    " ": "~",
}  # fmt: skip


def _nothing(_: Expander, __: Token) -> None:
    """Drop a command that asks for what formulas here do anyway, or that changes nothing."""


def _left_out(expander: Expander, token: Token, *, what: str, hint: str, arguments: int = 0) -> None:
    """Drop an unsupported command with its arguments, with a warning."""
    expander.taken("*")
    expander.remark(f"{token.text} is left out: {what}", hint, token)
    for _ in range(arguments):
        expander.argument(token)


def _skip(expander: Expander, token: Token) -> None:
    r"""Drop `\vskip 1em`."""
    expander.remark(f"{token.text} is left out: a formula has no paragraphs", "delete it", token)
    _length(expander, token)


def _kern(expander: Expander, token: Token) -> None:
    r"""`\kern1em` as `\hspace{1em}`."""
    expander.put_back(made(rf"\hspace{{{_length(expander, token)}}}", token.place))


def _length(expander: Expander, token: Token) -> str:
    taken: list[Token] = []
    while len(taken) < 16 and (one := expander.raw()):  # noqa: PLR2004 - no length is longer
        taken.append(one)
    match = _LENGTH.match("".join(one.text for one in taken))
    if match is None:
        raise MathError(f"{token.text} has no length", token.place, r"write \hspace{1em}")
    at = 0
    while taken and at < match.end():
        at += len(taken.pop(0).text)
    expander.put_back(taken)
    return match[1] + match[2]


def _verbatim(expander: Expander, token: Token) -> None:
    r"""`\verb|a_b|` as `\texttt{a\_b}`."""
    expander.taken("*")
    mark = expander.raw()
    inner = ""
    while mark is not None and (one := expander.raw()) is not None:
        inner += one.text
        if inner.endswith(mark.text):       # a backslash may be the last character
            expander.done += made(_teletype(inner.removesuffix(mark.text)), token.place)
            return
    raise MathError(r"\verb never ends", token.place, r"end it with the sign it began with: \verb|…|")


def _teletype(text: str) -> str:
    parts = ["".join(_VERBATIM.get(sign, sign) for sign in part) for part in text.split("\\")]
    return r"\backslash".join(rf"\texttt{{{part}}}" if part else "{}" for part in parts)


def _coloured(expander: Expander, token: Token) -> None:
    r"""`\textcolor[RGB]{255,0,0}` as `\textcolor{#ff0000}`."""
    model = expander.optional()
    if model is None:
        expander.emit(token)
        return
    colour = expander.argument(token)
    place = colour[0].place if colour else token.place
    expander.emit(token)
    expander.done += made(f"{{{_hexadecimal(typed(model).strip(), typed(colour), place)}}}", place)


def _hexadecimal(model: str, values: str, place: int) -> str:
    try:
        match model:
            case "RGB":
                parts = [int(part) for part in values.split(",")]
            case "rgb":
                parts = [round(float(part) * 255) for part in values.split(",")]
            case "gray":
                parts = [round(float(values) * 255)] * 3
            case "HTML":
                parts = list(bytes.fromhex(values))
            case "named":
                return values.strip()
            case _:
                parts = []
    except ValueError:
        parts = []
    if len(parts) != 3 or not all(0 <= part <= 255 for part in parts):  # noqa: PLR2004 - red, green and blue
        raise MathError(f"the colour {values!r} is none of the model {model!r}", place,
                        r"name a colour, such as teal, or write it as \textcolor{#0f5c6e}{…}")
    return "#" + "".join(f"{part:02x}" for part in parts)


def _derivative(expander: Expander, token: Token, *, sign: str) -> None:
    r"""`\dv[2]{f}{x}` as `\frac{\mathrm{d}^{2}f}{\mathrm{d}x^{2}}`; with one argument, the operator alone."""
    order = expander.optional()
    first = expander.argument(token)
    second = expander.argument(token) if expander.following() == "{" else None
    above, below = (first, second) if second is not None else ([], first)
    raised = [*made("^{", token.place), *order, *made("}", token.place)] if order else []
    expander.put_back([
        *made(rf"\frac{{{sign}", token.place), *raised, *_apart(above), *made(rf"}}{{{sign}", token.place),
        *_apart(below), *raised, *made("}", token.place),
    ])


def _apart(found: Sequence[Token]) -> list[Token]:
    return [Token(" ", found[0].place), *found] if found else []


def _split(expander: Expander, token: Token, *, opening: str, closing: str) -> None:
    r"""`\Set{x | y}` and `\Braket{a|b}`: delimiters that grow, and the bars between them too."""
    inner = expander.argument(token)
    found: list[Token] = []
    depth = 0
    for one in inner:
        depth += (one.text == "{") - (one.text == "}")
        if one.text in {"|", r"\vert", r"\mid"} and not depth:
            found.append(Token(r"\,", one.place)) if one.text != "|" or opening == r"\{" else None
            found += made(r"\middle|", one.place)
            found.append(Token(r"\,", one.place)) if one.text != "|" or opening == r"\{" else None
        else:
            found.append(one)
    expander.put_back([*made(rf"\left{opening}", token.place), *found, *made(rf"\right{closing}", token.place)])


def _character(expander: Expander, token: Token) -> None:
    r"""`\unicode{x263A}` as the character itself."""
    code = typed(expander.argument(token)).strip()
    try:
        number = int(code[1:], 16) if code[:1] in {"x", "X"} else int(code)
        sign = chr(number)
    except (ValueError, OverflowError):
        sign = ""
    if not sign.isprintable() or not sign:
        raise MathError(f"{token.text} knows no character {code!r}", token.place, "type the character itself")
    expander.put_back(made(rf"\text{{{_VERBATIM.get(sign, sign)}}}", token.place))


_REFER: Final = partial(_left_out, what="formulas have no numbers to refer to", hint=r"delete it, or number by \tag{1}",
                        arguments=1)
_SIZE: Final = partial(_left_out, what="the size of a formula follows the text around it",
                       hint=r"delete it; for a bigger fraction write \dfrac")
_SPACE: Final = partial(_left_out, what="a formula has no paragraphs", hint="delete it")

COMMANDS: Final[Mapping[str, Command]] = {
    r"\label": _REFER,
    **{"\\" + name: _SIZE for name in (
        "tiny", "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE", "huge", "Huge",
        "sixptsize")},
    r"\vspace": partial(_SPACE, arguments=1),
    r"\vskip": _skip,
    **{"\\" + name: _SPACE for name in (
        "smallskip", "medskip", "bigskip", "noindent", "centering", "hfill", "hfil", "vfill", "newpage", "pagebreak")},
    r"\require": partial(_left_out, what="all commands known are there from the start", hint="delete it", arguments=1),
    **{"\\" + name: _nothing for name in ("relax", "allowbreak", "nobreak", "protect", "leavevmode")},
    **{"\\" + name: lambda expander, token: expander.emit(Token(r"\\", token.place))
       for name in ("newline", "linebreak", "par")},
    **{"\\" + name: _kern for name in ("kern", "mkern", "hskip", "mskip")},
    r"\verb": _verbatim,
    r"\textcolor": _coloured,
    r"\color": _coloured,
    r"\dv": partial(_derivative, sign=r"\mathrm{d}"),
    r"\pdv": partial(_derivative, sign=r"\partial"),
    r"\Set": partial(_split, opening=r"\{", closing=r"\}"),
    r"\Braket": partial(_split, opening=r"\langle", closing=r"\rangle"),
    r"\unicode": _character,
    r"\begin": begin,
    r"\end": end,
    r"\multicolumn": multicolumn,
    **UNITS,
    **CHEMISTRY,
}  # fmt: skip
