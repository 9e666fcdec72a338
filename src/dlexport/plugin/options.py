"""An exporter's options: from the bank's `outputs:` and from `-O name.key=value` to its frozen dataclass."""

from __future__ import annotations

import difflib
import math
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from dlexport.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.problems import Span

_BOOLEANS = {"true": True, "false": False, "yes": True, "no": False, "on": True, "off": False}


@dataclass(frozen=True, slots=True)
class Setting:
    """A value as somebody typed it; where it and its name are (None on the command line)."""

    text: str
    span: Span | None = None
    name_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """An option for people: `choices` are the words it takes, or the name of its type."""

    name: str
    choices: str
    default: str
    help: str


def describe(options: type[Any]) -> list[Described]:
    """The options of an exporter, in the order it declares them."""
    hints = get_type_hints(options)
    return [Described(f.name, _choices(hints[f.name]), _written(f.default), str(f.metadata.get("help", "")))
            for f in fields(options)]


def parse(exporter: str, options: type[Any], settings: Mapping[str, Setting]) -> tuple[Any, list[Problem]]:
    """An instance of `options`; what is unknown or unfit is a problem, and keeps its default."""
    hints = get_type_hints(options)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, setting in settings.items():
        if name not in hints:
            near = difflib.get_close_matches(name, hints, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"it has: {', '.join(hints) or 'no options'}"
            problems.append(Problem("option-unknown", f"{exporter} has no option {name!r}", setting.name_span, hint))
            continue
        try:
            values[name] = _convert(hints[name], setting.text)
        except ValueError:
            problems.append(Problem(
                "option-value", f"{exporter}.{name} cannot be {setting.text!r}", setting.span,
                f"it takes {_choices(hints[name])}",
            ))
    return options(**values), problems


def _convert(hint: Any, text: str) -> Any:   # noqa: ANN401 - the types of dataclass fields
    """The text as a value of the type.

    Raises:
        ValueError: it is none.
    """
    if get_origin(hint) is Literal:
        return {str(choice): choice for choice in get_args(hint)}[text] if text in map(str, get_args(hint)) else _no()
    if hint is bool:
        return _BOOLEANS[text.lower()] if text.lower() in _BOOLEANS else _no()
    value = hint(text)
    return value if not isinstance(value, float) or math.isfinite(value) else _no()


def _no() -> Any:   # noqa: ANN401 - never returns
    raise ValueError


def _choices(hint: Any) -> str:   # noqa: ANN401 - the types of dataclass fields
    if get_origin(hint) is Literal:
        return " | ".join(map(str, get_args(hint)))
    return {bool: "true | false", int: "a whole number", float: "a number"}.get(hint, "text")


def _written(default: Any) -> str:   # noqa: ANN401 - the values of dataclass fields
    if default is MISSING:
        return ""
    return str(default).lower() if isinstance(default, bool) else str(default)
