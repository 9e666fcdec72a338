"""A zip whose bytes follow from its entries alone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_EPOCH = (1980, 1, 1, 0, 0, 0)      # the earliest time a zip can hold
_REGULAR_FILE = 0o100644


class Entry(NamedTuple):
    """A file in the archive: name with `/`, bytes, and whether to deflate them."""

    name: str
    data: bytes
    compress: bool = True


def deterministic_zip(entries: Iterable[Entry]) -> bytes:
    """The entries in the order given, with fixed times, modes and system.

    Raises:
        ValueError: a name comes twice, is absolute or leaves the archive.
    """
    buffer, seen = io.BytesIO(), set[str]()
    with zipfile.ZipFile(buffer, "w") as archive:
        for entry in entries:
            if entry.name in seen or entry.name.startswith("/") or ".." in entry.name.split("/"):
                raise ValueError(f"bad or doubled name in archive: {entry.name}")
            seen.add(entry.name)
            info = zipfile.ZipInfo(entry.name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED if entry.compress else zipfile.ZIP_STORED
            info.create_system = 3      # Unix: else the byte depends on where it was made
            info.external_attr = _REGULAR_FILE << 16
            archive.writestr(info, entry.data)
    return buffer.getvalue()
