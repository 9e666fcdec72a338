"""Font families as drawings name them -> the three kinds of face that every installation has."""

from __future__ import annotations

from typing import Final, Literal

_MONO: Final = ("mono", "courier", "consol")
_SONG: Final = ("serif", "song", "times", "ming")


def family_of(families: tuple[str, ...]) -> Literal["hei", "song", "mono"]:
    """Hei, unless the first family known is a serif or mono one."""
    for family in families:
        known = family.lower()
        if any(word in known for word in _MONO):
            return "mono"
        if "sans" in known or "hei" in known:
            return "hei"
        if any(word in known for word in _SONG):
            return "song"
    return "hei"
