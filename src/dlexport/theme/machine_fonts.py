"""Fonts installed on the machine, found by family name with fontconfig."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

_SPECIAL: Final = re.compile(r"([\\:,-])")       # have a meaning in a pattern of fontconfig


def installed() -> bool:
    """Whether there is a fontconfig to ask."""
    return shutil.which("fc-match") is not None


def find(family: str, *, italic: bool) -> Path | None:
    """The regular face of a family, or its italic; None where the machine has no such family.

    fontconfig always answers with some font: only one whose family is called so counts.
    """
    command = shutil.which("fc-match")
    if command is None:
        return None
    pattern = _SPECIAL.sub(r"\\\1", family) + (":slant=100" if italic else "")
    done = subprocess.run([command, "--format", "%{file}\n%{family}", pattern],  # noqa: S603 - no shell reads the name
                          capture_output=True, check=False, timeout=60)
    path, _, names = done.stdout.decode("utf-8", "replace").partition("\n")
    found = {name.strip().casefold() for name in names.replace("\\", "").split(",")}
    return Path(path) if path and family.strip().casefold() in found else None
