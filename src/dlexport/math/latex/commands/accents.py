r"""Marks over and under letters and formulas: \hat, \bar, \overline, \underbrace."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dlexport.math.latex.leaves import mo
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.latex.reader import Reader

_SMALL: Final = {
    "hat": "^", "bar": "¯", "tilde": "~", "vec": "→", "dot": "˙", "ddot": "¨", "dddot": "⃛", "ddddot": "⃜",
    "check": "ˇ", "breve": "˘", "acute": "´", "grave": "`", "mathring": "˚",
}  # fmt: skip
_WIDE_OVER: Final = {
    "widehat": "^", "widetilde": "~", "overline": "‾", "overrightarrow": "→",
    "overleftarrow": "←", "overleftrightarrow": "↔", "overparen": "⏜",
}  # fmt: skip
_WIDE_UNDER: Final = {
    "underline": "‾", "underrightarrow": "→", "underleftarrow": "←", "underleftrightarrow": "↔",
    "underparen": "⏝",
}  # fmt: skip
_BRACES: Final = {"overbrace": "⏞", "overbracket": "⎴", "underbrace": "⏟", "underbracket": "⎵"}


def _accent(reader: Reader, *, mark: str, under: bool, wide: bool) -> Element:
    inner = reader.argument("what the accent belongs to", reader.at - 1)
    sign = mo(mark, "ord", stretchy="true") if wide else mo(mark, "ord")
    if under:
        return Element("munder", (inner, sign), "", (("accentunder", "true"),))
    return Element("mover", (inner, sign), "", (("accent", "true"),))


def _brace(reader: Reader, *, mark: str, under: bool) -> Element:
    inner = reader.argument("what the brace spans", reader.at - 1)
    tag, accent = ("munder", "accentunder") if under else ("mover", "accent")
    attributes = ((accent, "true"), ("tex-class", "op"), ("tex-limits", "true"))
    return Element(tag, (inner, mo(mark, "ord", stretchy="true")), "", attributes)


COMMANDS: Final[Mapping[str, Callable[[Reader], Element]]] = {
    **{name: partial(_accent, mark=mark, under=False, wide=False) for name, mark in _SMALL.items()},
    **{name: partial(_accent, mark=mark, under=False, wide=True) for name, mark in _WIDE_OVER.items()},
    **{name: partial(_accent, mark=mark, under=True, wide=True) for name, mark in _WIDE_UNDER.items()},
    **{name: partial(_brace, mark=mark, under=name[0] == "u") for name, mark in _BRACES.items()},
}
