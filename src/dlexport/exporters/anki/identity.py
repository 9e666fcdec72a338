"""Permanent numbers and GUIDs by which Anki knows notes, note types and decks, computed from permanent ids alone.

Nothing here may ever change: a learner's reviews hang on it.
"""

from __future__ import annotations

import hashlib
import string

_SAFE_BITS = 53     # Anki keeps 64 bits, but its web views are JavaScript, exact up to 2^53
_ALPHABET = string.ascii_letters + string.digits + "!#$%&()*+,-./:;<=>?@[]^_`{|}~"    # as Anki's own GUIDs


def number(*names: str) -> int:
    """A positive integer below 2^53 for a note type, a field, a template or a deck."""
    return max(2, _digest(names) >> (64 - _SAFE_BITS))      # 1 is Anki's default deck


def guid(*names: str) -> str:
    """A note's GUID: 64 bits in the 91 signs that Anki uses."""
    value, signs = _digest(names), ""
    while value:
        value, digit = divmod(value, len(_ALPHABET))
        signs = _ALPHABET[digit] + signs
    return signs


def _digest(names: tuple[str, ...]) -> int:
    return int.from_bytes(hashlib.sha256("\0".join(("dlexport", *names)).encode()).digest()[:8])
