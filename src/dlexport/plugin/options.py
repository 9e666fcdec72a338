"""An exporter's options: from the bank's `outputs:` and from `-O name.key=value` to its frozen dataclass.

A field is a str, bool, int, float or a Literal of those, with a default. Its metadata may have `help`; `min` and `max`,
both included, for numbers; `choices`, for texts and numbers, where only the program knows them. What one field cannot
say alone, `__post_init__` says by a ValueError.
"""

from __future__ import annotations

import difflib
import math
import re
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin, get_type_hints

from dlexport.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from dataclasses import Field

    from dlexport.problems import Span

_TYPES: Final = (str, bool, int, float)
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,18}")     # more fit no file that counts
_BOOLEANS: Final = {"true": True, "false": False, "yes": True, "no": False, "on": True, "off": False}


@dataclass(frozen=True, slots=True)
class OptionSetting:
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
    return [Described(f.name, _choices(hints[f.name], f.metadata), _written(f.default), str(f.metadata.get("help", "")))
            for f in fields(options)]


def flaw(options: Any) -> str:   # noqa: ANN401 - whatever an exporter has in the place of its options
    """Why nobody could set these options; empty where all is well.

    Raises:
        Exception: whatever the class raises when it is asked.
    """
    if not (isinstance(options, type) and is_dataclass(options)):
        return "its Options are no dataclass"
    hints = get_type_hints(options)
    for field in fields(options):
        hint, default = hints[field.name], field.default
        allowed = hint in _TYPES or (get_origin(hint) is Literal and all(type(one) in _TYPES for one in get_args(hint)))
        if not allowed:
            return (f"its option {field.name} has the type {getattr(hint, '__name__', hint)}, which no command line can"
                    " give: str, bool, int, float and Literal can be")
        if default is MISSING:
            return f"its option {field.name} has no default"
        if not _fits(hint, default, field):
            return f"its option {field.name} cannot be its own default {default!r}: {_choices(hint, field.metadata)}"
    options()
    return ""


def parse(exporter: str, options: type[Any], settings: Mapping[str, OptionSetting]) -> tuple[Any, list[Problem]]:
    """An instance of `options`; what is unknown or unfit is a problem, and keeps its default.

    Raises:
        Exception: whatever `__post_init__` raises but a ValueError, which is a problem too.
    """
    hints, known = get_type_hints(options), {field.name: field for field in fields(options)}
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, setting in settings.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"it has: {', '.join(known) or 'no options'}"
            problems.append(Problem("option-unknown", f"{exporter} has no option {name!r}", setting.name_span, hint))
            continue
        try:
            values[name] = _convert(hints[name], setting.text, known[name])
        except ValueError:
            problems.append(Problem(
                "option-value", f"{exporter}.{name} cannot be {setting.text!r}", setting.span,
                f"it takes {_choices(hints[name], known[name].metadata)}",
            ))
    try:
        return options(**values), problems
    except ValueError as error:     # of values that fit one by one
        span = next((setting.span for setting in settings.values() if setting.span), None)
        problems.append(Problem("option-value", f"the options of {exporter} do not go together: {error}", span,
                                f"they are {', '.join(f'{name}={value}' for name, value in values.items())}"))
        return options(), problems


def _convert(hint: Any, text: str, field: Field[Any]) -> Any:   # noqa: ANN401 - the types of dataclass fields
    """The text as a value of the type.

    Raises:
        ValueError: it is none.
    """
    if get_origin(hint) is Literal:
        return {str(choice): choice for choice in get_args(hint)}[text] if text in map(str, get_args(hint)) else _no()
    if hint is bool:
        return _BOOLEANS[text.lower()] if text.lower() in _BOOLEANS else _no()
    if hint in {int, float} and not text.isascii():     # Python takes the digits of every script
        _no()
    if hint is int and not _WHOLE.fullmatch(text):      # and 1_000, and spaces around
        _no()
    value = hint(text)
    return value if _fits(hint, value, field) else _no()


def _fits(hint: Any, value: object, field: Field[Any]) -> bool:   # noqa: ANN401 - the types of dataclass fields
    """Whether a field takes a value: its type, its range, its choices."""
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if type(value) is not hint and not (hint is float and type(value) is int):
        return False
    choices, low, high = (field.metadata.get(key) for key in ("choices", "min", "max"))
    if choices is not None and value not in choices:
        return False
    if isinstance(value, float) and not math.isfinite(value):
        return False
    return not isinstance(value, int | float) or (
        (low is None or value >= low) and (high is None or value <= high))


def _no() -> Any:   # noqa: ANN401 - never returns
    raise ValueError


def _choices(hint: Any, metadata: Mapping[Any, Any]) -> str:   # noqa: ANN401 - the types of dataclass fields
    choices = get_args(hint) if get_origin(hint) is Literal else metadata.get("choices")
    if choices is not None:
        return " | ".join(map(str, choices))
    kind = {bool: "true | false", int: "a whole number", float: "a number"}.get(hint, "text")
    low, high = metadata.get("min"), metadata.get("max")
    return kind + (f" from {low}" if low is not None else "") + (
        f" {'to' if low is not None else 'up to'} {high}" if high is not None else "")


def _written(default: Any) -> str:   # noqa: ANN401 - the values of dataclass fields
    if default is MISSING:
        return ""
    return str(default).lower() if isinstance(default, bool) else str(default)
