"""Names of the kinds of questions, and of the ways to fix options."""

from __future__ import annotations

from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["open", "choice", "true_false", "blanks", "parts"]
"""The kind of a question: answered in words, by options, by true or false, by filling in blanks, in parts."""
Fixed: TypeAlias = Literal["", "last"]
"""The option that keeps its place when the others are shuffled: none, or the last ("all of the above")."""
