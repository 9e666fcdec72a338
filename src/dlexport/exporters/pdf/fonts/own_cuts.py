"""Fonts that this program embedded, by their bytes in a file, so that a reader knows them from damaged ones.

How a page is read follows from the outlines on it too. A font is cut anew for each character more, and what it draws of
the others stays: so a cut that was made here counts for what it was made from, any other for its own bytes.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.cache import Cache
    from dlexport.exporters.pdf.fonts.face import Face

_FILE = re.compile(rb"/FontFile[23]\s+\d+ 0 R")
_SHORT, _LONG = 6, 16       # letters that stand before each code of a font: of few that were made, of any other


def keep_cut(face: Face, descriptor: bytes, streams: Sequence[bytes], cache: Cache) -> None:
    """Keep that this was made of a face: its font descriptor, and its streams as they are in the file."""
    key = _key(descriptor, streams, cache)
    if cache.keeps and cache.peek(key) is None:
        cache.put(key, _hash(face.version.encode())[:_SHORT] if face.version else b"")


def origin(descriptor: bytes, streams: Sequence[bytes], cache: Cache) -> bytes:
    """Letters and digits for what a font was made from; nothing for fonts of packages, whose versions the cache has."""
    made = cache.peek(_key(descriptor, streams, cache))
    return _hash(_plain(descriptor), *streams)[:_LONG] if made is None else made


def _key(descriptor: bytes, streams: Sequence[bytes], cache: Cache) -> bytes:
    return cache.key("cut", _plain(descriptor), *streams)


def _plain(descriptor: bytes) -> bytes:
    """A font descriptor without the number of its font file's object."""
    return b" ".join(_FILE.sub(b"", descriptor).split())


def _hash(*parts: bytes) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"%d:" % len(part) + part)
    return digest.hexdigest().encode("ascii")
