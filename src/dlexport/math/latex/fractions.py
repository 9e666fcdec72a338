r"""Fractions as elements: with a bar, without one, in brackets, in a given size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.latex.leaves import mo, mrow
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BARE: Final = (("linethickness", "0"),)


def fraction(top: Element, bottom: Element) -> Element:
    """One over the other, a bar between."""
    return Element("mfrac", (top, bottom))


def stack(top: Element, bottom: Element) -> Element:
    """One over the other."""
    return Element("mfrac", (top, bottom), "", _BARE)


def fenced(opening: str, inner: Element, closing: str, kind: str | None = "inner") -> Element:
    """Something between delimiters that grow with it."""
    grow = {"stretchy": "true"}
    return mrow([mo(opening, "open", **grow), inner, mo(closing, "close", **grow)], kind)


def in_style(element: Element, *, display: bool) -> Element:
    """The element in display or in text style, as one ordinary atom."""
    attributes = (("displaystyle", "true" if display else "false"), ("scriptlevel", "0"))
    return mrow([Element("mstyle", (element,), "", attributes)])


def binomial(top: Element, bottom: Element) -> Element:
    """One over the other in parentheses."""
    return fenced("(", stack(top, bottom), ")", None)


INFIXES: Final[Mapping[str, Callable[[Element, Element], Element]]] = {
    r"\over": fraction,
    r"\atop": stack,
    r"\choose": binomial,
    r"\brace": lambda top, bottom: fenced("{", stack(top, bottom), "}", None),
    r"\brack": lambda top, bottom: fenced("[", stack(top, bottom), "]", None),
}
"""TeX's fractions that stand between what they divide."""
