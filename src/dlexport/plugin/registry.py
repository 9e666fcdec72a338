"""Installed exporters, from entry points. A name or suffix used twice is an error that names both."""

from __future__ import annotations

import difflib
import sys
import threading
import traceback
from contextlib import contextmanager, nullcontext, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from dlexport import signals
from dlexport.plugin import contract, shape
from dlexport.plugin.installed import GROUP, entries
from dlexport.problems import Problem, SourceError, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dlexport.plugin.contract import Exporter
    from dlexport.plugin.installed import EntryPoint

_REPORT: Final = "this is a bug in the exporter: please report it to its authors with this message"


class ExporterError(SourceError):
    """An exporter is at fault, not the source or the theme: all others can go on. It has one problem."""

    @property
    def problem(self) -> Problem:
        """The problem of the package."""
        return self.problems[0]


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
            ExporterError: it cannot be imported or made, or is not what the contract asks for.
        """
        with blamed(self, "load"):
            made: Exporter[Any] = self.entry.load()()
            wrong = shape.flaw(made, self.name)
        if wrong:
            raise ExporterError([fault(self, f"does not keep to the contract: {wrong}")])
        return made


def installed() -> Mapping[str, Installed]:
    """Every exporter there is, by name, sorted; none of them imported yet.

    Raises:
        SourceError: two packages bring an exporter of the same name.
    """
    found: dict[str, Installed] = {}
    for entry in entries(GROUP):
        new = Installed(entry.name, entry)
        old = found.setdefault(entry.name, new)
        if old.entry.value != entry.value:
            raise SourceError([_clash("exporters are called", entry.name, old, new)])
    return found


def unasked() -> list[str]:
    """The names of the exporters that run where nobody names any, sorted: all but those that run on request.

    One that cannot be imported is among them, so that the run has its problem.

    Raises:
        SourceError: two packages bring an exporter of the same name.
    """
    def runs(one: Installed) -> bool:
        try:
            return not contract.on_request(one.exporter)
        except ExporterError:
            return True

    return [name for name, one in installed().items() if runs(one)]


def choose(names: Iterable[tuple[str, Span | None]]) -> tuple[list[Installed], dict[str, Problem]]:
    """The exporters of these names, imported, and name -> problem of those that do not load.

    Args:
        names: each with the place it was asked for at.

    Raises:
        SourceError: a name is unknown, or two write to the same suffix.
    """
    names = list(names)
    available = installed()
    problems = [_unknown(name, span, available) for name, span in names if name not in available]
    if problems:
        raise SourceError(problems)
    chosen: list[Installed] = []
    failed: dict[str, Problem] = {}
    suffixes: dict[str, Installed] = {}
    for one in (available[name] for name in dict.fromkeys(name for name, _ in names)):
        try:
            suffix = one.exporter.suffix
        except ExporterError as error:
            failed[one.name] = error.problem
            continue
        other = suffixes.setdefault(suffix.casefold(), one)     # one file, where names of files have no case
        if other is not one:
            raise SourceError([_clash("exporters write files that end in", suffix, other, one)])
        chosen.append(one)
    return chosen, failed


@contextmanager
def blamed(one: Installed, doing: str, *allowed: type[Exception]) -> Iterator[None]:
    """Context in which whatever is raised becomes the exporter's fault, and what it prints goes to stderr.

    Standard output belongs to results: a stray `print` would be in the JSON or the artifact that somebody pipes.

    Raises:
        ExporterError: anything was raised but what is allowed, or a signal that is to end the run.
    """
    aside = redirect_stdout(sys.stderr) if threading.current_thread() is threading.main_thread() else nullcontext()
    try:
        with aside:
            yield
    except allowed:
        raise
    except BaseException as error:   # a plug-in may raise anything; its name must be in the message
        if signals.is_meant(error):
            raise
        raise ExporterError([failure(one, doing, error)]) from error


def failure(one: Installed, doing: str, error: BaseException) -> Problem:
    """The problem of an exporter that raised: with its name, its version, and the line where it happened."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    try:
        words = str(error)
    except Exception:   # noqa: BLE001 - an exception of a plug-in's own class may fail here too
        words = "(its message cannot be read)"
    return fault(one, f"failed to {doing}: {type(error).__name__}: {words}{where}")


def fault(one: Installed, what: str) -> Problem:
    """The problem of an exporter that breaks the contract, with its name and version."""
    return Problem("exporter-failed", f"the exporter {one.name} ({one.distribution}) {what}", hint=_REPORT)


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
