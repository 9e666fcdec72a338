"""LaTeX to its tree: each distinct formula is read once per process."""

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
    """The formula, or the error in it as a value, so that a broken formula is cached too."""
    try:
        return read(latex, macros)
    except MathError as error:
        return error
