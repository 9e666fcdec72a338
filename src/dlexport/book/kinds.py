"""How questions are answered, by name."""

from __future__ import annotations

from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["open", "choice", "true_false", "blanks", "parts"]
"""How a question is answered: in words, by an option or several, by true or false, by filling in, part by part."""
Fixed: TypeAlias = Literal["", "last"]
"""Which option stays in its place when the others are shuffled: none, or the last ("all of the above")."""
