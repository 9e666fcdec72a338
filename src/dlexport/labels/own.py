"""A bank's own words in place of ours: which may be given, and what each must hold."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dlexport.labels.words import Labels

LabelPath: TypeAlias = tuple[str, ...]
"""`("analysis",)`, `("callouts", "note")`, `("page", "study")`."""
OwnLabel: TypeAlias = "tuple[LabelPath, str | tuple[str, ...]]"
OwnLabels: TypeAlias = "tuple[OwnLabel, ...]"
"""The words a bank gives, in the order of the file."""

GROUPS: Final = ("callouts", "deck", "book", "page", "handout")
_NOT_GIVEN: Final = ("citation", "east_citation")
_PLACES: Final = re.compile(r"\{([a-z]+)\}")


class LabelShape(NamedTuple):
    """The shape of a label.

    Attributes:
        default: the English label.
        needs: names that it must contain in braces.
        takes: names that it may contain in braces.
        members: length of a list of texts; 0 for a single text.
    """

    default: str
    needs: frozenset[str]
    takes: frozenset[str]
    members: int = 0


@cache
def shapes() -> Mapping[LabelPath, LabelShape]:
    """Every label that a bank may give."""
    from dlexport.labels import labels_for  # noqa: PLC0415 - which needs this module to compose them

    found = {path: _shape(value) for path, value in _walk(labels_for("en"), ())}
    number = frozenset({"number"})
    found["chapter",] = found["chapter",]._replace(needs=frozenset(), takes=number | {"numeral"})
    found["place",] = found["place",]._replace(needs=number)
    return found


def _walk(words: Any, path: LabelPath) -> Iterator[tuple[LabelPath, Any]]:  # noqa: ANN401 - a dataclass
    for one in fields(words):
        value = getattr(words, one.name)
        if is_dataclass(value):
            yield from _walk(value, (*path, one.name))
        elif isinstance(value, dict):
            yield from (((*path, one.name, key), text) for key, text in value.items())
        elif one.name not in _NOT_GIVEN:
            yield (*path, one.name), value


def _shape(value: str | tuple[str, ...]) -> LabelShape:
    if not isinstance(value, str):
        return LabelShape(", ".join(value), frozenset(), frozenset(), len(value))
    names = frozenset(_PLACES.findall(value))
    return LabelShape(value, names, names)


def braces(text: str) -> tuple[frozenset[str], bool]:
    """The names in braces, and whether there are braces around anything else."""
    rest = _PLACES.sub("", text)
    return frozenset(_PLACES.findall(text)), "{" in rest or "}" in rest


def with_own(labels: Labels, own: OwnLabels) -> Labels:
    """Labels with those of a bank in place of ours."""
    if not own:
        return labels
    top = {path[0]: value for path, value in own if len(path) == 1}
    groups = {group: _group(getattr(labels, group), _in(own, group)) for group in GROUPS}
    return replace(labels, **top, **groups)    # type: ignore[arg-type]


def _in(own: OwnLabels, group: str) -> Iterable[tuple[str, str | tuple[str, ...]]]:
    return ((path[1], value) for path, value in own if len(path) > 1 and path[0] == group)


def _group(words: Any, own: Iterable[tuple[str, Any]]) -> Any:  # noqa: ANN401 - a dataclass or a mapping
    return {**words, **dict(own)} if isinstance(words, dict) else replace(words, **dict(own))
