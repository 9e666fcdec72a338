"""Plan of a run: its exporters, each with its options. Exporters that fail to load are replaced by problems."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from dlexport.plugin import brought, calls, options, registry
from dlexport.plugin.registry import ExporterError
from dlexport.problems import Problem, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dlexport.book.bank import Bank
    from dlexport.book.book import Book
    from dlexport.plugin.contract import Exporter
    from dlexport.problems import Span
    from dlexport.run.request import Request
    from dlexport.theme.styles import Styles


@dataclass(frozen=True, slots=True)
class Job:
    """One exporter with the options it runs with."""

    installed: registry.Installed
    options: Any

    @property
    def name(self) -> str:
        """The exporter's name."""
        return self.installed.name

    @property
    def exporter(self) -> Exporter[Any]:
        """The exporter."""
        return self.installed.exporter

    def styles(self, base: Styles) -> Styles:
        """The theme with the files that the exporter brings."""
        return brought.styles(self.exporter, base)


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs of a run.

    Attributes:
        jobs: in the order of the outputs.
        failed: exporter name -> problem, for exporters at fault; the others go on.
    """

    jobs: tuple[Job, ...]
    failed: Mapping[str, Problem]


def plan(bank: Bank, request: Request) -> Plan:
    """The plan for a bank and a request.

    Raises:
        SourceError: an exporter is unknown, or an option does not fit.
    """
    own = {output.exporter: output for output in bank.outputs or ()}
    names: list[tuple[str, Span | None]]
    if request.exporters is not None:
        names = [(name, None) for name in request.exporters]
    elif bank.outputs is not None:
        names = [(output.exporter, output.span) for output in bank.outputs]
    else:
        names = [(name, None) for name in registry.unasked()]
    jobs, problems = [], []
    try:
        chosen, failed = registry.choose(names)
    except SourceError as error:
        raise SourceError(error.problems, bank.sources) from error
    for one in chosen:
        settings = {key: options.OptionSetting(option.value.value, option.value.span(), option.span) for key, option in
                    (own[one.name].options.items() if one.name in own else ())}
        settings |= {key: options.OptionSetting(text) for key, text in request.settings.get(one.name, {}).items()}
        try:
            values, wrong = calls.chosen(one, settings)
            runs = request.exporters is not None or bool(wrong) or not calls.idle(one, values)
        except ExporterError as error:
            failed[one.name] = error.problem
            continue
        problems += wrong
        if runs:
            jobs.append(Job(one, values))
    idle = sorted(request.settings.keys() - {name for name, _ in names})
    problems += [Problem("option-unknown", f"an option is set for {name!r}, which does not run",
                         hint=_meant(name, [known for known, _ in names])) for name in idle]
    if problems:
        raise SourceError([*failed.values(), *problems], bank.sources)
    return Plan(tuple(jobs), failed)


def _meant(name: str, running: Sequence[str]) -> str:
    near = get_close_matches(name, running, 1)
    return f"did you mean `{near[0]}`?" if near else f"these run: {', '.join(running)}"


def stamps(book: Book, planned: Plan, styles: Styles) -> tuple[dict[str, str], Plan]:
    """`exporter/name` -> fingerprint of each thing that exporters date; and the plan without those that failed.

    Raises:
        SourceError: the theme has a problem.
    """
    found: dict[str, str] = {}
    jobs, failed = [], dict(planned.failed)
    for job in planned.jobs:
        try:
            own = calls.stamps(job.installed, book, job.options, job.styles(styles))
        except ExporterError as error:
            failed[job.name] = error.problem
            continue
        except SourceError as error:     # of the theme
            raise SourceError(error.problems, {**(book.bank.sources or {}), **error.sources}) from error
        jobs.append(job)
        found |= {f"{job.name}/{name}": content for name, content in own.items()}
    return found, Plan(tuple(jobs), failed)
