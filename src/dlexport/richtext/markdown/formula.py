"""LaTeX to its tree, each distinct formula once in a process."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dlexport.math.errors import MathError
from dlexport.math.read import read

if TYPE_CHECKING:
    from dlexport.math.read import Formula
    from dlexport.math.rewriting.macros import Macros


@lru_cache(maxsize=16384)
def formula(latex: str, macros: Macros) -> Formula | MathError:
    """A formula that was read, or what is wrong with it (a value, so that a broken one is cached too)."""
    try:
        return read(latex, macros)
    except MathError as error:
        return error
