"""Text as XML character data."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")    # XML 1.0, 2.2


def escape(text: str) -> str:
    """Text escaped for a place between tags; characters that XML forbids (the reader refuses them) become U+FFFD."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _FORBIDDEN.sub("\ufffd", text)


def attribute(text: str) -> str:
    """Text escaped for an attribute in double quotes; a line feed becomes `&#10;`: XML reads a raw one as a space."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#10;")
