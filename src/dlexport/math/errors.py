"""What is wrong with a formula, and where."""

from __future__ import annotations


class MathError(ValueError):
    """A formula that cannot be read.

    Attributes:
        message: what is wrong, for the author.
        offset: the index, in code points, into the source of the formula.
        hint: what to do about it; may be empty.
    """

    def __init__(self, message: str, offset: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


class TooMuchError(MathError):
    """A formula whose macros make more of it than a formula may have."""
