"""Font families named in drawings -> Hei (sans serif), Song (serif) or mono, which every installation has."""

from __future__ import annotations

from typing import Final, Literal

_MONO: Final = ("mono", "courier", "consol")
_SONG: Final = ("serif", "song", "times", "ming")


def family_of(families: tuple[str, ...]) -> Literal["hei", "song", "mono"]:
    """The kind of the first known family; "hei" if none is known."""
    for family in families:
        known = family.lower()
        if any(word in known for word in _MONO):
            return "mono"
        if "sans" in known or "hei" in known:
            return "hei"
        if any(word in known for word in _SONG):
            return "song"
    return "hei"
