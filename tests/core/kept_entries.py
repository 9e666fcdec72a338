"""Entries of a cache by their names, as runs keep and find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.cache import Cache

if TYPE_CHECKING:
    from pathlib import Path

FILE = "entries-1.sqlite"


def keep(folder: Path, **entries: bytes) -> None:
    """Entries under the keys of their names."""
    cache = Cache(folder)
    for name, value in entries.items():
        cache.put(cache.key(name), value)
    cache.close()


def found(folder: Path, name: str) -> bytes | None:
    """What another run finds."""
    cache = Cache(folder)
    value = cache.get(cache.key(name))
    cache.close()
    return value
