"""A zip whose bytes follow from its entries alone."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.cache import Cache

_VERSION: Final = 20                            # of the format: plain and deflated entries
_UNIX: Final = 3                                # else the byte depends on where it was made
_UTF8: Final = 1 << 11
_STORED, _DEFLATED = 0, 8
_TIME, _DATE = 0, 1 << 5 | 1                    # 1980-01-01, the earliest time a zip can hold
_REGULAR_FILE: Final = 0o100644 << 16
_MOST_ENTRIES: Final = 0xFFFF
_MOST_BYTES: Final = 0xFFFFFFFF
# APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4sBB5H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")


class ZipEntry(NamedTuple):
    """A file in the archive: name with `/`, bytes, and whether to deflate them."""

    name: str
    data: bytes
    compress: bool = True


def deterministic_zip(entries: Iterable[ZipEntry], cache: Cache) -> bytes:
    """The entries in the order given, with fixed times, modes and system.

    It is written here, since Python's own writer takes no data that was deflated before.

    Raises:
        ValueError: a name comes twice, is absolute or leaves the archive; or it would be too large for a zip.
    """
    entries, seen = list(entries), set[str]()
    for entry in entries:
        if entry.name in seen or entry.name.startswith("/") or ".." in entry.name.split("/"):
            raise ValueError(f"bad or doubled name in archive: {entry.name}")
        seen.add(entry.name)
    parts, directory, place = [], [], 0
    for entry, packed in zip(entries, _packed(entries, cache), strict=True):
        name = entry.name.encode()
        facts = (0 if entry.name.isascii() else _UTF8, _DEFLATED if entry.compress else _STORED, _TIME, _DATE,
                 zlib.crc32(entry.data), len(packed), len(entry.data), len(name), 0)
        parts += [_LOCAL.pack(b"PK\3\4", _VERSION, *facts), name, packed]
        directory += [_CENTRAL.pack(b"PK\1\2", _VERSION, _UNIX, _VERSION, *facts, 0, 0, 0, _REGULAR_FILE, place), name]
        place += _LOCAL.size + len(name) + len(packed)
        if place > _MOST_BYTES or len(entries) > _MOST_ENTRIES:
            raise ValueError("too large for a zip: more than 4 GB or 65,535 files")
    listing = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), len(listing), place, 0)
    return b"".join([*parts, listing, end])


def _packed(entries: list[ZipEntry], cache: Cache) -> list[bytes]:
    """The bytes that stand in the archive for each entry."""
    deflated = [entry.data for entry in entries if entry.compress]
    keys = [cache.key("deflated", data) for data in deflated] if cache.keeps else []
    ready = iter(cache.recall_all(keys, lambda number: _deflate(deflated[number])) or map(_deflate, deflated))
    return [next(ready) if entry.compress else entry.data for entry in entries]


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)       # without the frame that is zlib's own
    return packer.compress(data) + packer.flush()
