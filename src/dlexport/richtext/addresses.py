"""Addresses of links that work outside the author's machine."""

from __future__ import annotations

import re
from typing import Final

_OUTWARD: Final = re.compile(r"https?://[^/?#]|mailto:", re.IGNORECASE)


def outward(href: str) -> str | None:
    """The address itself if it is an http, https or mailto address; else None: then only the link's words are shown."""
    return href if _OUTWARD.match(href) else None
