"""Scripts attached to their base: at its side, or as limits over and under it."""

from __future__ import annotations

from typing import Final

from dlexport.math.latex import symbols
from dlexport.math.tree import Element

_LARGE: Final = frozenset(symbols.LARGE.values())
_OPERATORS: Final = _LARGE | frozenset(symbols.INTEGRALS.values())
_LIMITS: Final = ("munder", "mover", "munderover")
_SIDES: Final = ("msub", "msup", "msubsup")


def takes_limits(base: Element) -> bool:
    r"""Whether `\limits` may follow a base: it is a large operator or a named function."""
    return base.get("tex-class") == "op" or (base.tag == "mo" and base.text in _OPERATORS)


def attached(base: Element, below: Element | None, above: Element | None, limits: str | None) -> Element:
    r"""A base with a subscript, a superscript, both or neither; `limits` is `\limits`, `\nolimits` or None."""
    if below is None and above is None:
        return base
    movable = base.get("movablelimits") == "true" or (base.tag == "mo" and base.text in _LARGE)
    tags = _SIDES
    if limits == r"\limits" or (movable and limits != r"\nolimits") or base.get("tex-limits"):
        tags = _LIMITS
    fixed = limits == r"\limits" if tags is _LIMITS else base.get("movablelimits") is not None
    if fixed and base.tag == "mo":
        base = base.having(movablelimits="false")
    if below is None:
        return Element(tags[1], (base, *_only(above)))
    return Element(tags[0] if above is None else tags[2], (base, below, *_only(above)))


def _only(element: Element | None) -> tuple[Element, ...]:
    return () if element is None else (element,)
