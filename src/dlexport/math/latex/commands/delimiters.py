r"""Delimiters that grow: \left … \middle … \right, and the fixed sizes from \big to \Bigg."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dlexport.math.latex import symbols
from dlexport.math.latex.leaves import mo, mrow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.latex.reader import Reader
    from dlexport.math.tree import Element

_ARROWS: Final = ("uparrow", "downarrow", "updownarrow", "Uparrow", "Downarrow", "Updownarrow")
DELIMITERS: Final = {
    **{"\\" + name: character for table in (symbols.OPENING, symbols.CLOSING, symbols.BARS)
       for name, character in table.items()},
    **{"\\" + name: symbols.ARROWS[name] for name in _ARROWS},
    **{key: key for key in "()[]|/"},
    "<": "⟨", ">": "⟩", ".": "",
}  # fmt: skip
_SIZES: Final = {"big": "1.2em", "Big": "1.8em", "bigg": "2.4em", "Bigg": "3em"}
_SIDES: Final = {"l": "open", "r": "close", "m": "rel", "": "ord"}


def _delimiter(reader: Reader) -> str:
    """The character of the next delimiter; empty for the invisible one."""
    command = reader.at - 1
    sign = reader.peek()
    if sign == "{":
        reader.fail("a brace as a delimiter is written with a backslash", r"write \{ or \lbrace")
    if sign not in DELIMITERS:
        message = f"{sign or 'the end of the formula'} is no delimiter"
        reader.fail(message, r"use one of ( ) [ ] \{ \} | \| \langle \rangle \lfloor \lceil, or . for none",
                    at=None if sign else command)  # fmt: skip
    reader.at += 1
    return DELIMITERS[sign]


def _left(reader: Reader) -> Element:
    start = reader.at - 1
    reader.deeper()
    parts = [mo(_delimiter(reader), "open", stretchy="true")]
    while True:
        parts += reader.row()
        sign = reader.peek()
        if sign == r"\middle":
            reader.at += 1
            parts.append(mo(_delimiter(reader), "ord", stretchy="true"))
        elif sign == r"\right":
            reader.at += 1
            parts.append(mo(_delimiter(reader), "close", stretchy="true"))
            reader.shallower()
            return mrow(parts, "inner")
        else:
            reader.fail(r"\left without \right", r"add \right) or, for nothing there, \right.", at=start)


def _sized(reader: Reader, *, size: str, kind: str) -> Element:
    return mo(_delimiter(reader), kind, stretchy="true", minsize=size, maxsize=size)


def _dirac(reader: Reader, *, fences: str, grow: bool) -> Element:
    r"""\bra and \ket with their capital forms, whose delimiters grow."""
    inner = reader.argument("what stands between", reader.at - 1)
    attributes = {"stretchy": "true"} if grow else {"stretchy": "false"}
    parts = [mo(fences[0], "open", **attributes), inner, mo(fences[1], "close", **attributes)]
    return mrow(parts, "inner" if grow else None)


COMMANDS: Final[Mapping[str, Callable[[Reader], Element]]] = {
    "left": _left,
    **{name: partial(_dirac, fences=fences, grow=name[0].isupper())
       for name, fences in (("bra", "⟨|"), ("ket", "|⟩"), ("braket", "⟨⟩"), ("Bra", "⟨|"), ("Ket", "|⟩"))},
    **{name + side: partial(_sized, size=size, kind=kind)
       for name, size in _SIZES.items() for side, kind in _SIDES.items()},
}  # fmt: skip
