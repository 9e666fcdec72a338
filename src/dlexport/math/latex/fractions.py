r"""Fractions as elements: with a bar, without one, in brackets, in a given size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.latex.leaves import mo, mrow
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BARE: Final = (("linethickness", "0"),)


def fraction(top: Element, bottom: Element) -> Element:
    """A fraction with a bar."""
    return Element("mfrac", (top, bottom))


def stack(top: Element, bottom: Element) -> Element:
    """A fraction without a bar."""
    return Element("mfrac", (top, bottom), "", _BARE)


def fenced(opening: str, inner: Element, closing: str, kind: str | None = "inner") -> Element:
    """An element between delimiters that grow with it; `kind` is the atom class of the whole."""
    grow = {"stretchy": "true"}
    return mrow([mo(opening, "open", **grow), inner, mo(closing, "close", **grow)], kind)


def in_style(element: Element, *, display: bool) -> Element:
    """An element in display or text style, as one ordinary atom."""
    attributes = (("displaystyle", "true" if display else "false"), ("scriptlevel", "0"))
    return mrow([Element("mstyle", (element,), "", attributes)])


def binomial(top: Element, bottom: Element) -> Element:
    """A fraction without a bar, in parentheses."""
    return fenced("(", stack(top, bottom), ")", None)


INFIXES: Final[Mapping[str, Callable[[Element, Element], Element]]] = {
    r"\over": fraction,
    r"\atop": stack,
    r"\choose": binomial,
    r"\brace": lambda top, bottom: fenced("{", stack(top, bottom), "}", None),
    r"\brack": lambda top, bottom: fenced("[", stack(top, bottom), "]", None),
}
"""TeX's infix commands such as `\\over`, each with the function that joins the two sides."""
