"""Superscripts and subscripts in plain text: `x²`, `H₂O`, `10⁻³`, as far as Unicode has the characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_ABOVE: Final = dict(zip("0123456789+-−=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁱⁿ", strict=True))
_BELOW: Final = dict(zip("0123456789+-−=()aeijnx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₙₓ", strict=True))


def raised(text: str) -> str:
    """The text in superscript characters; unchanged if Unicode lacks one of them."""
    return _all(text, _ABOVE)


def lowered(text: str) -> str:
    """The text in subscript characters; unchanged if Unicode lacks one of them."""
    return _all(text, _BELOW)


def _all(text: str, table: Mapping[str, str]) -> str:
    found = [table.get(char, "") for char in text]
    return "".join(found) if all(found) else text
