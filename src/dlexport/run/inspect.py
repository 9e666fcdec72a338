"""Commands that read only: check a source, count it, compare two releases, list the installed exporters."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from dlexport import reader
from dlexport.book.book import Book, compose
from dlexport.cache import Cache
from dlexport.lint.plot import plot
from dlexport.lint.statistics import Statistics, statistics
from dlexport.lock import file as lockfile
from dlexport.lock import lock as locks
from dlexport.plugin import calls, options, registry
from dlexport.plugin.contract import Removing
from dlexport.plugin.registry import ExporterError
from dlexport.problems import Problem, SourceError, errors, in_source_order
from dlexport.run import pipeline
from dlexport.run.plan import plan, stamps
from dlexport.run.preconditions import now, select
from dlexport.run.request import Request
from dlexport.theme.fonts import Fonts
from dlexport.theme.named_fonts import named
from dlexport.theme.styles import theme
from dlexport.verify import read_back as readback
from dlexport.verify.difference import Difference, compare

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.plugin.registry import Installed
    from dlexport.run.plan import Job


def check(
    source: Path, *, strict: bool = False, styles: Path | None = None, allow_missing_glyphs: bool = False,
) -> Book:
    """Read a source and check it; returns the book, whose bank has the warnings.

    Args:
        source: the bank's file.
        strict: treat warnings as errors.
        styles: the project's theme folder, which may name the fonts of prints.
        allow_missing_glyphs: a character that no font has is a warning, not an error.

    Raises:
        SourceError: all problems of the source, its lock and its outputs, in source order.
    """
    bank = reader.read(source)
    book = compose(bank)
    planned = plan(bank, request := Request(source, source.parent))
    _, found = locks.refresh(book, lockfile.read(request.lock), now(), {})
    if any(_prints(job) for job in planned.jobs):
        from dlexport.exporters.pdf.book.lacking import lacking  # noqa: PLC0415 - only where something is printed

        found = (*found, *lacking(book, Fonts(partial(named, theme(styles))), allowed=allow_missing_glyphs))
    problems = (*planned.failed.values(), *in_source_order((*bank.warnings, *found)))
    if errors(problems) or (strict and problems):
        raise SourceError(problems, bank.sources)
    return replace(book, bank=replace(bank, warnings=problems))


def numbers(source: Path, topic: str | None = None) -> tuple[Statistics, str, list[str]]:
    """The statistics of a bank, a chart of them (SVG), and the differences from the lock, one line each.

    Args:
        source: the bank's file.
        topic: id of the only topic to count; None for the whole bank.

    Raises:
        SourceError: the source or its lock has an error, or there is no such topic.
    """
    bank = reader.read(source)
    book = compose(bank)
    lock = lockfile.read(Request(source, source.parent).lock)
    fresh, _ = locks.refresh(book, lock, now(), {})
    found = statistics(book if topic is None else compose(select(bank, topic)))
    return found, plot(found, book.labels.difficulty), locks.changes(lock, fresh)


def _prints(job: Job) -> bool:
    """Whether a job's exporter is a built-in one that prints with the theme's fonts."""
    return job.installed.package == "dlexport" and job.exporter.suffix.endswith(".pdf")


def differences(request: Request, old: Path, new: Path | None = None) -> Difference:
    """The difference between two artifacts of one format, note by note.

    Args:
        request: names the source and the styles, used if `new` is None; no file is written.
        old: the earlier release.
        new: the later release; None for the artifact that the source would give now, with the bank's own options.

    Raises:
        SourceError: a file cannot be read, the two differ in format, or the source has problems.
    """
    one = readback.owner(old)
    if new and readback.owner(new).name != one.name:
        raise SourceError([Problem("not-verified", f"{old.name} and {new.name} are not of one format")])
    before = readback.passages(old, one)
    if new:
        return _told(compare(before, readback.passages(new, one)), one)
    bank = reader.read(request.source)
    book = compose(bank)
    styles = theme(request.styles)
    wanted, planned = stamps(book, plan(bank, replace(request, exporters=(one.name,))), styles)
    if planned.failed:
        raise ExporterError(planned.failed.values())
    (job,) = planned.jobs
    lock, problems = locks.refresh(book, lockfile.read(request.lock), now(), wanted)
    if problems:
        raise SourceError(problems, bank.sources)
    artifact = pipeline.export(job, book, lock, styles, request).artifact
    return _told(compare(before, calls.read_back(one, artifact.data, Cache())), one)


def _told(difference: Difference, one: Installed) -> Difference:
    """The difference, with advice on how learners remove the notes that are gone, if the format has a way."""
    exporter = one.exporter
    if not difference.retired or not isinstance(exporter, Removing):
        return difference
    return replace(difference, removal=exporter.removal(difference.retired))


def exporters() -> tuple[list[dict[str, Any]], list[Problem]]:
    """The installed exporters as data (name, promised parts, options), and a problem for each that fails to load.

    Raises:
        SourceError: two packages bring an exporter of the same name.
    """
    rows, problems = [], []
    for one in registry.installed().values():
        try:
            exporter = one.exporter
            rows.append({
                "name": one.name, "package": one.distribution, "suffix": exporter.suffix,
                "promises": sorted(calls.promised(one, calls.chosen(one, {})[0])),
                "options": [asdict(option) for option in options.describe(exporter.Options)],
            })
        except ExporterError as error:
            problems.append(error.problem)
    return rows, problems
