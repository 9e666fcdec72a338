"""Text as XML character data."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")    # XML 1.0, 2.2


def escape(text: str) -> str:
    """The text between tags; what XML cannot hold at all becomes U+FFFD (the reader refuses it before that)."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _FORBIDDEN.sub("\ufffd", text)


def attribute(text: str) -> str:
    """The text between double quotes; a line feed is kept from being read as a space."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#10;")
