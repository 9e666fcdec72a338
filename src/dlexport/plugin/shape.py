"""The check that an exporter has what the contract asks for, made when it is loaded."""

from __future__ import annotations

import re
from typing import Any, Final

from dlexport.plugin import brought, options
from dlexport.plugin.contract import API

_SUFFIX: Final = re.compile(r"[._-][A-Za-z0-9._-]*[A-Za-z0-9]")
_METHODS: Final = ("promises", "export", "read_back")


def flaw(made: Any, name: str) -> str:   # noqa: ANN401 - whatever a plug-in made
    """The missing or wrong member of an exporter, in words; empty if there is none.

    Raises:
        Exception: whatever its options or its files raise.
    """
    if (version := getattr(made, "api", API)) != API:
        return f"it is written for version {version!r} of it, and this dlexport has version {API}"
    if lacks := [name for name in ("suffix", "revision", "Options", *_METHODS) if not hasattr(made, name)]:
        return f"it has no {', no '.join(lacks)}"
    if not (isinstance(made.suffix, str) and _SUFFIX.fullmatch(made.suffix)):
        return (f"its suffix is {made.suffix!r}: it must begin with a dot or hyphen, end with a letter or digit, and "
                "have letters, digits, dots, hyphens and underscores between")
    if type(made.revision) is not int:
        return f"its revision is {made.revision!r}, not a whole number"
    if type(getattr(made, "on_request", False)) is not bool:
        return f"its on_request is {made.on_request!r}, neither True nor False"
    if words := [name for name in _METHODS if not callable(getattr(made, name))]:
        return f"its {words[0]} is no method"
    return options.flaw(made.Options) or brought.flaw(made, name)
