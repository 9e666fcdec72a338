"""LaTeX to its tree, each distinct formula once in a process."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dlexport.math.errors import MathError
from dlexport.math.latex.parse import parse

if TYPE_CHECKING:
    from dlexport.math.tree import Element


@lru_cache(maxsize=16384)
def formula(latex: str) -> Element | MathError:
    """The tree of a formula, or what is wrong with it (a value, so that a broken one is cached too)."""
    try:
        return parse(latex)
    except MathError as error:
        return error
