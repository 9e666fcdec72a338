"""Columns of a table -> fields, by the header's words or by `--map`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dlexport.importers.labels import LABEL_AT_MOST, field_of, plain_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.importers.labels import FieldName
    from dlexport.importers.tables.table import TableRow

_OPTION: Final = re.compile(r"^(?:选项|选择项|备选项|备选答案|option|choice|answeroption)?([a-z]|[0-9]{1,2})$")
_OPTION_WORDED: Final = re.compile(
    r"^(?:选项|选择项|备选项|备选答案|option|choice|answeroption)([a-z]|[0-9]{1,2}|[一二三四五六七八])$")
_NUMBERED_ANSWER: Final = re.compile(r"^(?:正确)?答案([0-9])$")
_HAN: Final = "一二三四五六七八"
LOOKED_AT: Final = 10
"""Rows at the start that are searched for a header."""
_LEAST: Final = 2


@dataclass(slots=True)
class FieldColumns:
    """The columns of a table by field; indices count from 0.

    Attributes:
        fields: field -> column.
        options: columns of options, in order.
        answers: columns of answers.
        others: column -> header, for columns without a field.
        header: index of the header's row; -1 if there is none.
    """

    fields: dict[FieldName, int] = field(default_factory=dict)
    options: list[int] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    others: dict[int, str] = field(default_factory=dict)
    header: int = -1


def columns_of(
    rows: Sequence[TableRow], mapping: Mapping[str, str], own: Mapping[str, FieldName],
) -> FieldColumns | None:
    """The columns of a table; None if neither a header nor the mapping tells them.

    Args:
        rows: the table's rows.
        mapping: field -> name or number (from 1) of a column, given by the user.
        own: plain form of a label of the user's -> field.
    """
    best, score = None, 0
    for place, row in enumerate(rows[:LOOKED_AT]):
        found = from_names(row.cells, own)
        known = len(found.fields) + len(found.options)
        if known > score and len(set(filter(None, map(str.strip, row.cells)))) >= _LEAST:
            found.header = place
            best, score = found, known
    if best is None or not _enough(best) or score < _LEAST:
        best = None
    if mapping:
        best = _mapped(rows, mapping, best)
    return best if best and _enough(best) else None


def from_names(names: Sequence[str], own: Mapping[str, FieldName]) -> FieldColumns:
    """The columns by their names; if two names fit one field, the first."""
    found = FieldColumns()
    options: dict[str, int] = {}
    for place, name in enumerate(names):
        plain = plain_label(_bare(name))
        known = field_of(_bare(name), own)
        match = _OPTION_WORDED.match(plain)
        if match:
            options[match[1]] = place
        elif _NUMBERED_ANSWER.match(plain):
            found.answers.append(place)
        elif known == "title" and "prompt" not in found.fields:
            found.fields.setdefault("title", place)
        elif known and known not in found.fields:
            found.fields[known] = place
        elif (match := _OPTION.match(plain)) and not known:
            options[match[1]] = place
        elif plain:
            found.others[place] = " ".join(name.split())
    if "a" in (letters := {key for key in options if key.isalpha()}) or not letters:
        found.options = [options[key] for key in sorted(options, key=_rank)]
    elif options:
        found.others |= {place: names[place] for place in options.values()}
    first = next((place for place, name in enumerate(names) if plain_label(name) == "a"), None)
    if first is not None and "b" in options and found.fields.get("answer") == first:    # one of them, not an answer
        again = from_names([name if index != first else "" for index, name in enumerate(names)], own)
        found.fields = again.fields
        found.options = [first, *(options[key] for key in sorted(options, key=_rank))]
        found.others = again.others
        for place in found.options:
            found.others.pop(place, None)
    return found


def _rank(key: str) -> tuple[int, int]:
    if key.isdigit():
        return 0, int(key)
    return (0, _HAN.index(key)) if key in _HAN else (0, ord(key))


def _bare(name: str) -> str:
    text = unicodedata.normalize("NFKC", name[:LABEL_AT_MOST])
    return re.sub(r"\s+|[(（【\[].*?[)）】\]]|[*＊]", "", text)


def _mapped(rows: Sequence[TableRow], mapping: Mapping[str, str], found: FieldColumns | None) -> FieldColumns:
    """The columns as mapped by the user, by name or by number from 1."""
    named = [row for row in rows[:LOOKED_AT] if any(plain_label(cell) in {plain_label(one) for one in mapping.values()}
                                                     for cell in row.cells)]
    header = rows.index(named[0]) if named else found.header if found else -1
    made = found or FieldColumns()
    made.header = header
    cells = rows[header].cells if header >= 0 else []
    for name, column in mapping.items():
        known = field_of(name)
        place = next((index for index, cell in enumerate(cells) if plain_label(cell) == plain_label(column)), None)
        if place is None and column.isdigit():
            place = int(column) - 1
        if place is None or known is None:
            continue
        made.others.pop(place, None)
        for key in [key for key, value in made.fields.items() if value == place]:
            del made.fields[key]
        if known == "options":
            made.options.append(place)
        made.fields[known] = place
    return made


def _enough(found: FieldColumns) -> bool:
    """Whether there are columns for a question and for an answer of some kind."""
    asked = "prompt" in found.fields or "title" in found.fields
    return asked and ("answer" in found.fields or bool(found.options or found.answers) or "analysis" in found.fields)
