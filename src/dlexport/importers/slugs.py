"""Ids made of titles: ASCII, Chinese as pinyin, unique, and the same whenever the same file is imported."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from dlexport.reader import shapes

_LENGTH: Final = 48
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_FORMULA: Final = re.compile(r"\$[^$]*\$|`[^`]*`")
_SIGNS: Final = re.compile(r"[^a-z0-9]+")


def slug(title: str, otherwise: str = "question") -> str:
    """An id for a title; `otherwise` if the title gives no character for one.

    Formulas and code give their letters: `$L_2$正则` becomes `l-2-zheng-ze`.
    """
    text = unicodedata.normalize("NFKC", title)
    if _HAN.search(text):
        from pypinyin import lazy_pinyin  # noqa: PLC0415 - its dictionary takes a while, and English has no need of it

        text = " ".join(lazy_pinyin(text))
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    made = _SIGNS.sub("-", text.lower()).strip("-")
    if len(made) > _LENGTH:
        made = made[: _LENGTH + 1].rpartition("-")[0] or made[:_LENGTH]
    return made.strip("-") or otherwise


class Taken:
    """The ids used so far; a duplicate gets a number."""

    def __init__(self, taken: set[str] | None = None) -> None:
        self._taken = set(taken or ())
        self._last: dict[str, int] = {}     # wanted id -> the last number it got: to count anew would be quadratic

    def new(self, wanted: str) -> str:
        """The wanted id if it is free, else that id with a number."""
        ident, count = wanted, self._last.get(wanted, 1)
        while ident in self._taken:
            count += 1
            ending = f"-{count}"
            ident = wanted[: shapes.ID_LENGTH - len(ending)].rstrip("-") + ending
        self._last[wanted] = count
        self._taken.add(ident)
        return ident


def kept(ident: str) -> str:
    """An id of the source if it is valid in a bank, else an empty string."""
    return ident if shapes.ID.fits(ident) else ""
