"""Card templates filled in as Anki does it, for previews (Anki manual, "Card Templates" and "Field Replacements").

The backend itself is AGPL and stays out of the program; a test holds every card of the real bank against what that
renders.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG: Final = re.compile(r"<!--.*?-->|\{\{([^{}]*)\}\}", re.DOTALL)
_EMPTY: Final = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*", re.IGNORECASE)
_CLOZE: Final = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_NAMED: Final = {"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;"}
_MARKUP: Final = re.compile(r"<[^>]*>")


def card(front: str, back: str, fields: Mapping[str, str], ordinal: int) -> tuple[str, str]:
    """Front and back of a card.

    Args:
        front: the template of the front.
        back: that of the back.
        fields: name -> HTML, with `Tags`, `Deck` and what else templates may name.
        ordinal: of the card, from 0: of a template, or a cloze number less one.
    """
    asked = filled(front, fields, ordinal, answer=False)
    return asked, filled(back, {**fields, "FrontSide": asked}, ordinal, answer=True)


def filled(template: str, fields: Mapping[str, str], ordinal: int, *, answer: bool) -> str:
    """One side of a card."""
    parts: list[str] = []
    shown = [True]                      # for each section that is open, whether it is seen
    end = 0
    for match in _TAG.finditer(template):
        if shown[-1]:
            parts.append(template[end:match.start()])
        end = match.end()
        if match[1] is None:            # a comment: what stands in it is no tag
            if shown[-1]:
                parts.append(match[0])
            continue
        tag = match[1].strip()
        if tag[:1] in {"#", "^"}:
            full = _is_full(tag[1:].strip(), fields, ordinal)
            shown.append(shown[-1] and full == (tag[0] == "#"))
        elif tag[:1] == "/":
            shown.pop()
        elif shown[-1]:
            parts.append(_field(tag, fields, ordinal, answer=answer))
    return "".join([*parts, template[end:]])


def _is_full(name: str, fields: Mapping[str, str], ordinal: int) -> bool:
    if re.fullmatch(r"c\d+", name):
        return name == f"c{ordinal + 1}"
    return not _EMPTY.fullmatch(fields.get(name, ""))


def _field(tag: str, fields: Mapping[str, str], ordinal: int, *, answer: bool) -> str:
    *filters, name = tag.split(":")
    text = fields.get(name.strip(), "")
    for one in reversed(filters):
        if one == "cloze":
            text = _clozed(text, ordinal + 1, answer=answer)
        elif one == "text":
            text = html.unescape(_MARKUP.sub("", text))
    return text


def _clozed(text: str, asked: int, *, answer: bool) -> str:
    def one(match: re.Match[str]) -> str:
        number, inside, hint = int(match[1]), match[2], match[3]
        if number != asked:
            return f'<span class="cloze-inactive" data-ordinal="{number}">{inside}</span>'
        if answer:
            return f'<span class="cloze" data-ordinal="{number}">{inside}</span>'
        return (f'<span class="cloze" data-cloze="{_attribute(inside)}" data-ordinal="{number}">'
                f'[{hint or "..."}]</span>')

    return _CLOZE.sub(one, text)


def _attribute(text: str) -> str:
    """Text escaped as Anki's backend does: by name if XML has one, else by number, unchanged from U+0100 on."""
    return "".join([_NAMED.get(char) or (char if (char.isascii() and char.isalnum()) or char > "\xff"
                                         else f"&#x{ord(char):02X};") for char in text])
