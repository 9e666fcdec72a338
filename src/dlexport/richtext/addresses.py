"""Which addresses lead somewhere once a bank has left the machine it was written on."""

from __future__ import annotations

import re
from typing import Final

_OUTWARD: Final = re.compile(r"https?://[^/?#]|mailto:", re.IGNORECASE)


def outward(href: str) -> str | None:
    """The address, where it leads to the web or writes a letter; else None: the words of such a link are no link."""
    return href if _OUTWARD.match(href) else None
