"""Addresses of links that work outside the author's machine, spelled as RFC 3986 allows."""

from __future__ import annotations

import re
from typing import Final

_HOST: Final = r"(?:\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]<>\"\\^`{|}%]+)"
_PORT: Final = "(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})?"
WEB: Final = rf"https?://(?:[^\s/?#@]*@)?{_HOST}(?::{_PORT})?(?![^/?#])\S*"
"""The pattern of a whole web address; with another host or port a checker of books refuses the book."""

_OUTWARD: Final = re.compile(f"{WEB}|mailto:", re.IGNORECASE)
_OF_A_PATH: Final = str.maketrans({"%": "%25", "#": "%23", "?": "%3F"})


def outward(href: str) -> str | None:
    """The address itself if it is an http, https or mailto address; else None: then only the link's words are shown."""
    return href if _OUTWARD.match(href) else None


def path_of(name: str) -> str:
    """A name, such as a DOI, as part of a path: what would end the path is percent-encoded (RFC 3986, 3.3)."""
    return name.translate(_OF_A_PATH)


def one_fragment(address: str) -> str:
    """The address with one fragment: a `#` inside it is percent-encoded (RFC 3986, 3.5)."""
    before, sign, fragment = address.partition("#")
    return before + sign + fragment.replace("#", "%23")
