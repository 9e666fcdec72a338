"""File names that look like the one written: in another Unicode form, as Macs write them, or in other capitals."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def same_name(folder: Path, path: str) -> Path:
    """The file at `path` below a folder, or the one whose name is the same but for its form (NFC, NFD).

    Raises:
        FileNotFoundError: there is none.
    """
    exact = folder / path
    if exact.exists():
        return exact
    found = _like(folder, path, lambda name: unicodedata.normalize("NFC", name))
    if not found:
        raise FileNotFoundError(path)
    return folder / found


def other_case(folder: Path, path: str) -> str:
    """The path of a file that differs in capitals only; empty where there is none."""
    return _like(folder, path, lambda name: unicodedata.normalize("NFC", name).casefold())


def _like(folder: Path, path: str, form: Callable[[str], str]) -> str:
    """The path, each part of which is there and has the same form; empty where there is none."""
    found: list[str] = []
    for part in path.split("/"):
        try:
            names = sorted(one.name for one in folder.joinpath(*found).iterdir())
        except OSError:
            return ""
        alike = [part] if part in names else [name for name in names if form(name) == form(part)]
        if not alike:
            return ""
        found.append(alike[0])
    return "/".join(found)
