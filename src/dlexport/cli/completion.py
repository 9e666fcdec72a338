"""Completion in the shell: the values that fit an argument. A missing or damaged file gives none, and no error."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dlexport.problems import SourceError
from dlexport.source import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import click

    from dlexport.plugin.registry import Installed

_HEAD: Final = 200_000      # bytes at a bank's start that are searched for its topics
_TOPICS: Final = re.compile(r"^topics:(.*?)(?=^\w|\Z)", re.MULTILINE | re.DOTALL)
_ID: Final = re.compile(r"""\bid:[ \t]*(['"]?)([^\s'",}]+)\1(?=[\s,}]|\Z)""")


def exporters(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """Names of installed exporters."""
    del context, parameter
    return _of(_installed(), typed)


def settings(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """Values for `-O`: `NAME.KEY=` of each option, followed by its values if it has a list of choices."""
    del context, parameter
    from dlexport.plugin import options  # noqa: PLC0415 - start-up time

    found: list[str] = []
    for name, one in _installed().items():
        try:
            described = options.describe(one.exporter.Options)
        except SourceError:     # it does not load, which is told where it is run
            continue
        for option in described:
            start = f"{name}.{option.name}="
            values = [value.strip() for value in option.choices.split("|")] if "|" in option.choices else []
            found += [f"{start}{value}" for value in values] or [start]
    return _of(found, typed)


def topics(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """Ids of the bank's topics."""
    del parameter
    source = context.params.get("source") or Path("source/questions.yaml")
    try:
        head = files.head(Path(source), _HEAD).decode("utf-8", "replace")
    except (OSError, ValueError):
        return []
    from dlexport.reader import shapes  # noqa: PLC0415 - start-up time

    found = _TOPICS.search(head)
    ids = [one[2] for one in _ID.finditer(found[1])] if found else []
    # none but real ones: the shell may expand whatever it is given, and a terminal obeys it
    return _of(filter(shapes.ID.fits, ids), typed)


def codes(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """Problem codes."""
    del context, parameter
    from dlexport.codes import CODES  # noqa: PLC0415 - start-up time

    return _of(CODES, typed)


def script(shell: str, command: click.Command) -> str:
    """The completion script of a shell for `dlexport`.

    Raises:
        ValueError: click has no completion for this shell.
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - start-up time

    kind = get_completion_class(shell)
    if kind is None:
        raise ValueError(f"no completion for {shell}")
    return kind(command, {}, "dlexport", "_DLEXPORT_COMPLETE").source()


def _installed() -> Mapping[str, Installed]:
    """The exporters; none where two bear one name, which every other command tells."""
    from dlexport.plugin import registry  # noqa: PLC0415 - start-up time

    try:
        return registry.installed()
    except SourceError:
        return {}


def _of(names: Iterable[str], typed: str) -> list[str]:
    return sorted(name for name in names if name.startswith(typed))
