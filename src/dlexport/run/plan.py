"""Which exporters a run wants, each with its options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dlexport.plugin import options, registry
from dlexport.problems import Problem, SourceError

if TYPE_CHECKING:
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


def plan(bank: Bank, request: Request) -> list[Job]:
    """The exporters to run, each with its options.

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
        names = [(name, None) for name in registry.installed()]
    jobs, problems = [], []
    try:
        chosen = registry.choose(names)
    except SourceError as error:
        raise SourceError(error.problems, bank.sources) from error
    for one in chosen:
        settings = {key: options.Setting(option.value.value, option.value.span(), option.span) for key, option in
                    (own[one.name].options.items() if one.name in own else ())}
        settings |= {key: options.Setting(text) for key, text in request.settings.get(one.name, {}).items()}
        values, wrong = options.parse(one.name, one.exporter.Options, settings)
        problems += wrong
        jobs.append(Job(one, values))
    idle = sorted(request.settings.keys() - {job.name for job in jobs})
    problems += [Problem("option-unknown", f"an option is set for {name!r}, which does not run") for name in idle]
    if problems:
        raise SourceError(problems, bank.sources)
    return jobs


def stamps(book: Book, jobs: list[Job], styles: Styles) -> dict[str, str]:
    """What the exporters at work date on their own: `exporter/name` -> fingerprint.

    Raises:
        SourceError: an exporter failed at it.
    """
    found: dict[str, str] = {}
    for job in jobs:
        try:
            own = job.exporter.stamps(book, job.options, styles)
        except SourceError as error:     # of the theme
            raise SourceError(error.problems, {**(book.bank.sources or {}), **error.sources}) from error
        except Exception as error:   # a plug-in may raise anything
            raise SourceError([registry.failure(job.installed, "describe itself", error)]) from error
        found[f"{job.name}/form"] = str(job.exporter.form)
        found |= {f"{job.name}/{name}": content for name, content in own.items()}
    return found
