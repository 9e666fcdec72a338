"""Pictures found in artifacts, in the form that verification wants: hashed, and decoded once for all runs."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from dlexport.plugin.contract import Picture

if TYPE_CHECKING:
    from dlexport.cache import Cache


def found_picture(data: bytes | None, cache: Cache) -> Picture:
    """A picture that a text of the artifact refers to.

    Args:
        data: its file as the artifact holds it; None where the reference leads nowhere.
        cache: of which files it is known how they decode.
    """
    if data is None:
        return Picture(flaw="it is not in the file")
    sha256 = hashlib.sha256(data).hexdigest()
    width, height, flaw = json.loads(cache.recall(cache.key("decoded", sha256), lambda: _decoded(data)))
    return Picture(sha256, width, height, flaw)


def _decoded(data: bytes) -> bytes:
    from dlexport.pictures.decoded import decoded_size  # noqa: PLC0415 - most banks have no pictures

    try:
        return json.dumps([*decoded_size(data), ""]).encode()
    except ValueError as error:
        return json.dumps([0, 0, f"it cannot be decoded ({error})"]).encode()
