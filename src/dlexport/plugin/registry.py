"""Entry points -> exporters. A doubled name or suffix is an error that names both."""

from __future__ import annotations

import difflib
import traceback
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any

from dlexport.plugin.installed import GROUP
from dlexport.problems import Problem, SourceError, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dlexport.plugin.contract import Exporter


@dataclass(frozen=True)
class Installed:
    """An exporter that is installed: its name, and the distribution that brings it."""

    name: str
    entry: EntryPoint

    @property
    def package(self) -> str:
        """The name of the package that brings it."""
        return self.entry.dist.name if self.entry.dist else self.entry.module.split(".")[0]

    @property
    def distribution(self) -> str:
        """Name and version of the package, as people write them."""
        dist = self.entry.dist
        return f"{dist.name} {dist.version}" if dist else self.entry.value

    @cached_property
    def exporter(self) -> Exporter[Any]:
        """The exporter itself, imported now.

        Raises:
            SourceError: it cannot be imported or made.
        """
        try:
            made: Exporter[Any] = self.entry.load()()
        except Exception as error:   # a plug-in's import may raise anything
            raise SourceError([failure(self, "load", error)]) from error
        return made


def installed() -> Mapping[str, Installed]:
    """Every exporter there is, by name, sorted; none of them imported yet.

    Raises:
        SourceError: two packages bring an exporter of the same name.
    """
    found: dict[str, Installed] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda e: (e.name, e.value)):
        new = Installed(entry.name, entry)
        old = found.setdefault(entry.name, new)
        if old.entry.value != entry.value:
            raise SourceError([_clash("exporters are called", entry.name, old, new)])
    return found


def choose(names: Iterable[tuple[str, Span | None]]) -> list[Installed]:
    """The exporters of these names, imported; each name with the place it was asked for at.

    Raises:
        SourceError: a name is unknown, an exporter does not load, or two write to the same suffix.
    """
    available = installed()
    problems = [_unknown(name, span, available) for name, span in names if name not in available]
    if problems:
        raise SourceError(problems)
    chosen = [available[name] for name in dict.fromkeys(name for name, _ in names)]
    suffixes: dict[str, Installed] = {}
    for one in chosen:
        other = suffixes.setdefault(one.exporter.suffix, one)
        if other is not one:
            raise SourceError([_clash("exporters write files that end in", one.exporter.suffix, other, one)])
    return chosen


def failure(one: Installed, doing: str, error: BaseException) -> Problem:
    """An exporter's own fault, with its name, version and the line it happened at."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return Problem(
        "exporter-failed",
        f"the exporter {one.name} ({one.distribution}) failed to {doing}: {type(error).__name__}: {error}{where}",
        hint="this is a bug in the exporter: please report it to its authors with this message",
    )


def _clash(what: str, shared: str, one: Installed, other: Installed) -> Problem:
    return Problem(
        "exporter-clash",
        f"two {what} {shared!r}: {one.name} of {one.distribution} ({one.entry.value}) and "
        f"{other.name} of {other.distribution} ({other.entry.value})",
        hint="uninstall one of the two packages",
    )


def _unknown(name: str, span: Span | None, available: Mapping[str, Installed]) -> Problem:
    near = difflib.get_close_matches(name, available, 1)
    hint = f"did you mean `{near[0]}`?" if near else f"installed are: {', '.join(available) or 'none'}"
    return Problem("exporter-unknown", f"there is no exporter {name!r}", span, hint)
