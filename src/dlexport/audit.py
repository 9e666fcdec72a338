"""Looking without making: the source alone, and artifacts that are already there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dlexport import lock as locks
from dlexport import lockfile, manifest, options, reader, registry
from dlexport.compose import Book, compose
from dlexport.exporter import Depth
from dlexport.jobs import Job, plan
from dlexport.pipeline import now, select
from dlexport.problems import Problem, SourceError
from dlexport.request import Request
from dlexport.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def check(source: Path) -> Book:
    """The book of a source without problems.

    Raises:
        SourceError: all its problems, in source order; also those of its lock and its outputs.
    """
    bank = reader.read(source)
    book = compose(bank)
    plan(bank, request := Request(source, source.parent))
    _, problems = locks.refresh(book, lockfile.read(request.lock), now(), {})
    if problems:
        raise SourceError(problems, bank.sources)
    return book


def check_artifacts(request: Request, files: Sequence[Path] = ()) -> tuple[Book, tuple[Path, ...]]:
    """Read artifacts back, whole, and prove that every question is in each.

    Args:
        request: names source and output folder; no file is written.
        files: the artifacts; by default what the folder's manifest lists.

    Returns:
        The book, and the files that were read.

    Raises:
        SourceError: what is missing, or differs from the manifest.
    """
    bank = reader.read(request.source)
    book = compose(bank if request.topic is None else select(bank, request.topic))
    listed = manifest.read(request.out)
    paths = tuple(files or [request.out / entry.name for entry in listed.artifacts])
    if not paths:
        raise SourceError([Problem("not-verified", f"{request.out} has no manifest that lists an artifact",
                                   hint="make the artifacts first: dlexport all")])
    jobs = plan(bank, replace(request, exporters=tuple(registry.installed())))
    problems = [] if files else manifest.disagreements(request.out, listed)
    for path in paths:
        problems += _check_file(book, path, jobs, listed)
    if problems:
        raise SourceError(problems, bank.sources)
    return book, paths


def _check_file(book: Book, path: Path, jobs: list[Job], listed: manifest.Manifest) -> Iterable[Problem]:
    job = max((job for job in jobs if path.name.endswith(job.exporter.suffix)),
              key=lambda job: len(job.exporter.suffix), default=None)
    if job is None:
        yield Problem("not-verified", f"no installed exporter writes files like {path.name}",
                      hint=f"known endings: {', '.join(job.exporter.suffix for job in jobs)}")
        return
    chosen = _options_of(path, job, listed)
    try:
        passages = list(job.exporter.read_back(path.read_bytes(), Depth.FULL))
    except OSError as error:
        yield Problem("not-verified", f"cannot read {path}: {error.strerror}")
    except ValueError as error:
        yield Problem("not-verified", f"{path} is not a whole {job.name} file: {error}",
                      hint="make it again: dlexport all")
    except Exception as error:   # noqa: BLE001 - a plug-in may raise anything
        yield registry.failure(job.installed, "read back", error)
    else:
        yield from verify(book, job.exporter.promises(chosen), passages, Depth.FULL, path.name)


def _options_of(path: Path, job: Job, listed: manifest.Manifest) -> object:
    """The options the file was made with, as the manifest remembers them; else those of the bank."""
    entry = next((entry for entry in listed.artifacts if entry.name == path.name), None)
    if entry is None or entry.exporter != job.name:
        return job.options
    settings = {key: options.Setting(str(value)) for key, value in entry.options.items()}
    chosen: object = options.parse(job.name, job.exporter.Options, settings)[0]
    return chosen
