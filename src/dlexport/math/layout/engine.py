"""Dispatch of elements to the functions that lay them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.layout.accents import under_over
from dlexport.math.layout.fractions import fraction, root
from dlexport.math.layout.marks import blank, enclosed, padded, phantom
from dlexport.math.layout.rows import row
from dlexport.math.layout.scripts import script
from dlexport.math.layout.stretch import fence
from dlexport.math.layout.tables import table
from dlexport.math.layout.tokens import token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.math.layout.boxes import Box
    from dlexport.math.layout.setting import Setting
    from dlexport.math.layout.style import Style
    from dlexport.math.tree import Element


def _row(element: Element, style: Style, setting: Setting) -> Box:
    return row(element.children, style, setting)


def _styled(element: Element, style: Style, setting: Setting) -> Box:
    return row((element,), style, setting)


def _operator(element: Element, style: Style, setting: Setting) -> Box:
    size = element.get("minsize")
    if size is not None:
        return fence(element.text, float(size.removesuffix("em")), style.level, setting.font)
    return token(element, style, setting)


_PARTS: Final[Mapping[str, Callable[[Element, Style, Setting], Box]]] = {
    "mi": token, "mn": token, "mtext": token, "mo": _operator, "mrow": _row, "mstyle": _styled, "mfrac": fraction,
    "msqrt": root, "mroot": root, "msub": script, "msup": script, "msubsup": script, "munder": under_over,
    "mover": under_over, "munderover": under_over, "mtable": table, "mspace": blank, "mphantom": phantom,
    "mpadded": padded, "menclose": enclosed,
}  # fmt: skip


def lay(element: Element, style: Style, setting: Setting) -> Box:
    """The box of any element."""
    return _PARTS[element.tag](element, style, setting)
