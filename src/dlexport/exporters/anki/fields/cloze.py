"""A key point -> a cloze text with the permanent number of each blank."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dlexport.exporters.anki.fields.html import BLANK_CLOSES, BLANK_OPENS, HINT_BEGINS, finished
from dlexport.richtext.plain import plain
from dlexport.richtext.xhtml import write_inlines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.book.bank import KeyPoint
    from dlexport.exporters.anki.fields.html import Writer
    from dlexport.richtext.nodes import Strong

_MARKS = re.compile(rf"{BLANK_OPENS.pattern}|{HINT_BEGINS}[^{BLANK_CLOSES}]*(?={BLANK_CLOSES})|{BLANK_CLOSES}")

LAST_CLOZE: Final = 500
"""The highest number of a blank that has a card of its own: Anki takes higher ones for it (tried with 26.09)."""


@dataclass(frozen=True, slots=True)
class Cloze:
    """The HTML of the field and the numbers of its blanks, ascending."""

    html: str
    numbers: tuple[int, ...]


def cloze(point: KeyPoint, numbers: Mapping[str, int], writer: Writer) -> Cloze:
    """The sentence with every strong text as a blank, its hint in it; what is strong within a blank is part of it.

    Args:
        point: the key point.
        numbers: plain text of a blank -> its number. Blanks of the same text are asked for together.
        writer: writes the rest.
    """
    def blank(node: Strong, inner: str) -> str:
        hint = f"{HINT_BEGINS}{html.escape(node.hint)}" if node.hint else ""
        return f"\x02{numbers[plain(node.children)]}\x02{_MARKS.sub('', inner)}{hint}{BLANK_CLOSES}"

    dialect = replace(writer.dialect(""), strong=blank)
    text = finished(write_inlines(point.text.children, dialect), cloze=True)
    used = {int(number) for number in BLANK_OPENS.findall(text)}
    text = BLANK_OPENS.sub(r"{{c\1::", text).replace(HINT_BEGINS, "::").replace(BLANK_CLOSES, "}}")
    return Cloze(text, tuple(sorted(used)))
