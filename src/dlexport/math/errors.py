"""The error of a formula, with its position."""

from __future__ import annotations


class MathError(ValueError):
    """A formula that cannot be read.

    Attributes:
        message: the fault, in words for the author.
        offset: index into the formula's source, in code points.
        hint: the remedy; may be empty.
    """

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


class OverlongError(MathError):
    """A formula whose macros make more of it than a formula may have."""
