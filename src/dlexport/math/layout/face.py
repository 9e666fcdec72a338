"""Path of the math font: STIX Two Math (SIL Open Font License), package data of ziamath."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def stix_path() -> Path:
    """The path of STIX Two Math, found without importing the package, which would cost a quarter of a second.

    Raises:
        FileNotFoundError: the package that carries the font is not installed.
    """
    spec = find_spec("ziamath")
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        path = Path(folder) / "fonts" / "STIXTwoMath-Regular.ttf"
        if path.is_file():
            return path
    raise FileNotFoundError("the math font STIX Two Math is missing: install the package ziamath, which carries it")
