r"""Ends of brackets and of embedded formulas in the text of `\ce`."""

from __future__ import annotations

from dlexport.math.errors import MathError


def closed(text: str, index: int, opening: str, closing: str) -> int:
    """The index after the closing partner of the bracket at an index.

    Raises:
        MathError: there is none; its offset is that of the bracket in the text.
    """
    depth = 0
    at = index
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        depth += (text[at] == opening) - (text[at] == closing)
        at += 1
        if not depth:
            return at
    raise MathError(f"this {opening} is never closed", index, f"add the missing {closing}")


def mathematics(text: str, index: int) -> int:
    """The index after the dollar sign that ends the formula at an index.

    Raises:
        MathError: there is none; its offset is that of the formula in the text.
    """
    at = index + 1
    depth = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        depth += (text[at] == "{") - (text[at] == "}")
        at += 1
        if text[at - 1] == "$" and depth <= 0:
            return at
    raise MathError("this $ is never closed", index, "add the missing $")
