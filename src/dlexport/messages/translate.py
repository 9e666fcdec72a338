"""A message in English -> the same in the language chosen.

Messages are put together where they are found, by f-strings, and travel as text: through caches, processes and JSON. So
they are translated where they are said. A catalogue (gettext's PO format) has each as a template, such as
`there is no file {0}`; a message is matched with the templates, and what stands in its braces is translated likewise if
it is a message itself. A test takes all templates from the code and wants each in the catalogue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dlexport.messages.language import chosen

if TYPE_CHECKING:
    from collections.abc import Mapping

_CATALOGUES: Final = {"zh": Path(__file__).with_name("zh_CN.po")}
_BRACES: Final = re.compile(r"\{(\d+)\}")
_DEEPEST: Final = 4         # messages within messages


def translated(text: str) -> str:
    """The message in the language chosen; what no catalogue has stays as it is, line by line."""
    language = chosen()
    return text if language not in _CATALOGUES else _catalogue(language).say(text)


@dataclass(frozen=True, slots=True)
class Template:
    """A message with places for what differs.

    Attributes:
        literal: its longest piece between them: no message without it is meant.
        weight: how many characters are literal; of several templates that fit, the one with the most is meant.
        pattern: has a group for each place.
        order: the numbers of the groups, as they stand in English.
        said: the translation.
    """

    literal: str
    weight: int
    pattern: re.Pattern[str]
    order: tuple[int, ...]
    said: str


class Catalogue:
    """Messages by their English.

    Args:
        entries: English -> translation, both with `{0}`, `{1}`, … for what differs.
    """

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._whole = {english: said for english, said in entries.items() if not _BRACES.search(english)}
        found = [_template(english, said) for english, said in entries.items() if _BRACES.search(english)]
        self._templates = sorted(found, key=lambda one: -one.weight)

    def say(self, text: str, depth: int = 0) -> str:
        """The translation of a message; the message where there is none."""
        known = self._whole.get(text)
        if known is not None:
            return known
        if depth < _DEEPEST:
            for template in self._templates:
                match = template.pattern.fullmatch(text) if template.literal in text else None
                if match:
                    values = {number: self.say(match[group], depth + 1)
                              for group, number in enumerate(template.order, 1)}
                    return _BRACES.sub(lambda one, values=values: values[int(one[1])], template.said)   # type: ignore[misc]
        lines = text.split("\n")
        return "\n".join(self.say(line, depth) for line in lines) if len(lines) > 1 else text


def _template(english: str, said: str) -> Template:
    pieces = _BRACES.split(english)
    literals, order = pieces[::2], tuple(map(int, pieces[1::2]))
    pattern = re.escape(literals[0]) + "".join(f"(.*?){re.escape(one)}" for one in literals[1:])
    return Template(max(literals, key=len), sum(map(len, literals)), re.compile(pattern, re.DOTALL), order, said)


@cache
def _catalogue(language: str) -> Catalogue:
    import polib  # noqa: PLC0415 - only for those who read another language

    entries = polib.pofile(str(_CATALOGUES[language]), encoding="utf-8")
    return Catalogue({entry.msgid: entry.msgstr for entry in entries if entry.msgstr})
