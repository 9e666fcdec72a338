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
_CODE: Final = re.compile(r"`` .*? ``|`[^`]*`|'[^'\n]*'|\"[^\"\n]*\"|“[^”]*”")
_WORDS: Final = re.compile(r"\b[a-z]+[,;:]? [a-z]+\b")
_DEEPEST: Final = 10        # messages within messages, and items of lists
_LIST: Final = re.compile(r"\d.*, ")
_COUNTING: Final = 14       # characters of the longest word that is counted, and more
_VERBS: Final = re.compile(r"(?:is|has|takes|cannot|must|can|needs) ")
_TELLING: Final = 7         # characters of a template that say of themselves that it is meant


def translated(text: str) -> str:
    """The message in the language chosen; what no catalogue has stays as it is, line by line."""
    language = chosen()
    return text if language not in _CATALOGUES else _catalogue(language).say(text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A message with places for what differs.

    Attributes:
        literal: its longest piece between them: no message without it is meant.
        weight: how many characters are literal; of several templates that fit, the one with the most is meant.
        pattern: has a group for each place.
        order: the numbers of the groups, as they stand in English.
        code: those of them that stand in code or in quotation marks, which is the same in every language.
        said: the translation.
    """

    literal: str
    weight: int
    pattern: re.Pattern[str]
    order: tuple[int, ...]
    code: frozenset[int]
    said: str

    @property
    def joins(self) -> bool:
        """Whether it has no words of its own: a list, or two sentences."""
        return not any(map(str.isalpha, self.literal))

    @property
    def counts(self) -> bool:
        """Whether it is a number with its word, and so may be an item of a list, not the whole list."""
        return self.pattern.pattern.startswith("(.*?)\\ ") and self.weight < _COUNTING and len(self.order) == 1

    def rank(self) -> tuple[bool, int]:
        """A sentence behind another comes before what may take both for one; then the longer."""
        return not (self.pattern.pattern.startswith("(.*?);") and not self.joins), -self.weight


class Catalogue:
    """Messages by their English.

    Args:
        entries: English -> translation, both with `{0}`, `{1}`, … for what differs.
    """

    def __init__(self, entries: Mapping[str, str]) -> None:
        # what is said of something is said behind its name
        entries = {**{"{99} " + english: "{99}" + said for english, said in entries.items() if _VERBS.match(english)},
                   **entries}
        self._known = {english: said for english, said in entries.items() if not _BRACES.search(english)}
        found = [_template(english, said) for english, said in entries.items() if _BRACES.search(english)]
        self._templates = sorted(found, key=Phrase.rank)

    def say(self, text: str, depth: int = 0) -> str:
        """The translation of a message; the message where there is none."""
        known = self._known.get(text)
        if known is None:
            known = self._made(text, depth)
            if depth < _DEEPEST:            # what is looked at deeper down was looked at less
                self._known[text] = known
        return known

    def _made(self, text: str, depth: int) -> str:
        """The translation by the longest template that leaves no English in its places; else line by line."""
        doubtful = ""
        for template in self._templates if depth < _DEEPEST else ():
            match = template.pattern.fullmatch(text) if template.literal in text else None
            if not match:
                continue
            found = {number: match[group] for group, number in enumerate(template.order, 1)}
            if template.counts and _LIST.match(match[1]):
                continue
            if template.joins and not all(map(_is_whole, found.values())):
                continue
            values = {number: value if number in template.code else self.say(value, depth + 1)
                      for number, value in found.items()}
            if template.joins and values == found and not all(map(_CODE.fullmatch, found.values())):
                continue
            said = _BRACES.sub(lambda one, values=values: values[int(one[1])], template.said)   # type: ignore[misc]
            if not any(_is_english(value) for number, value in values.items() if number not in template.code):
                return said
            doubtful = doubtful or (said if template.weight >= _TELLING else "")
        lines = text.split("\n")
        return "\n".join(self.say(line, depth) for line in lines) if len(lines) > 1 else doubtful or text


def _is_whole(text: str) -> bool:
    """Whether no code or quotation begins in it that ends elsewhere."""
    return not any(sign in _CODE.sub("", text) for sign in '`"“”[]()')


def _is_english(text: str) -> bool:
    """Whether words are left that a catalogue should have."""
    return bool(_WORDS.search(_CODE.sub("", text)))


def _template(english: str, said: str) -> Phrase:
    pieces = _BRACES.split(english)
    literals, order = pieces[::2], tuple(map(int, pieces[1::2]))
    pattern = re.escape(literals[0]) + "".join(f"(.*?){re.escape(one)}" for one in literals[1:])
    code = frozenset(number for at, number in enumerate(order, 1) if "".join(literals[:at]).count("`") % 2)
    code |= {int(number) for quoted in _CODE.findall(said) for number in _BRACES.findall(quoted)}
    return Phrase(max(literals, key=len), sum(map(len, literals)), re.compile(pattern, re.DOTALL), order, code, said)


@cache
def _catalogue(language: str) -> Catalogue:
    import polib  # noqa: PLC0415 - only for those who read another language

    entries = polib.pofile(str(_CATALOGUES[language]), encoding="utf-8")
    return Catalogue({entry.msgid: entry.msgstr for entry in entries if entry.msgstr})
