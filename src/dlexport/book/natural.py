"""The order in which people look for names: without regard to capitals, numbers by their value."""

from __future__ import annotations

import re
import unicodedata

_numbers = re.compile(r"([0-9]+)").split


def natural(name: str) -> tuple[tuple[tuple[str, int], ...], str]:
    """The key to sort a name by: `Layer 2` before `layer 10`, `é` beside `e`; at last the name itself."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))
    parts = _numbers(plain)
    return tuple((part, 0) if k % 2 == 0 else ("", int(part[:300])) for k, part in enumerate(parts)), name
