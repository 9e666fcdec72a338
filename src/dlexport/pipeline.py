"""The flow, top to bottom: read, compose, date, export, verify, publish. Only this module knows the order."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from dlexport import lock as locks
from dlexport import lockfile, manifest, options, publish, reader, registry
from dlexport.compose import Book, compose, only_topic
from dlexport.exporter import Depth, ExportContext
from dlexport.fonts import Fonts
from dlexport.problems import Problem, SourceError
from dlexport.styles import Styles, theme
from dlexport.verify import verify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dlexport.bank import Bank
    from dlexport.exporter import Artifact, Exporter
    from dlexport.problems import Span

FULL_UP_TO = 200    # questions: a bank of this size is read back whole before it is published


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for.

    Attributes:
        source: the bank's YAML file.
        out: the output folder.
        styles: the project's own theme folder, if it has one.
        exporters: names; None for the bank's own `outputs`, which default to every installed one.
        settings: exporter -> option -> value as typed; they go before the bank's own.
        file: with exactly one exporter: the file to write in place of one in `out`.
        topic: only the questions of this topic.
        locked: refuse a stale lock instead of refreshing it.
        strict: warnings keep artifacts from being published.
        allow_missing_glyphs: draw a box for a character no font has.
    """

    source: Path
    out: Path
    styles: Path | None = None
    exporters: tuple[str, ...] | None = None
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    file: Path | None = None
    topic: str | None = None
    locked: bool = False
    strict: bool = False
    allow_missing_glyphs: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """An artifact that was published. `seconds` is the time to export and verify it."""

    path: Path
    entry: manifest.ArtifactEntry
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did; its warnings."""

    book: Book
    made: tuple[Made, ...] = ()
    problems: tuple[Problem, ...] = ()


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


def build(request: Request) -> Report:
    """Make, verify and publish what the request asks for.

    Raises:
        SourceError: something must be mended first; nothing was published.
    """
    bank = reader.read(request.source)
    book = compose(bank if request.topic is None else select(bank, request.topic))
    jobs = plan(bank, request)
    styles = theme(request.styles)
    with publish.writing(request.file.parent if request.file else request.out):
        lock = dated(book, request, jobs, styles)
        results = [_export(job, book, lock, styles, request) for job in jobs]
        problems = [problem for _, artifact, _, _ in results for problem in artifact.problems]
        if any(p.severity == "error" for p in problems) or (request.strict and problems):
            raise SourceError(problems, bank.sources)
        made = _publish(book, results, styles, request)
    return Report(book, made, tuple(problems))


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
        settings = {key: options.Setting(value.value, value.span()) for key, value in
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


def dated(book: Book, request: Request, jobs: list[Job], styles: Styles) -> locks.Lock:
    """The lock as this run needs it; written, unless it is a selection or already up to date.

    Raises:
        SourceError: the lock is stale and must not be changed, or an id returns with other content.
    """
    path = lock_path(request.source)
    old = lockfile.read(path)
    whole = request.topic is None
    new, problems = locks.refresh(book, old, now(), stamps(book, jobs, styles), whole=whole)
    if problems:
        raise SourceError(problems, book.bank.sources)
    if new != old and whole:
        if request.locked:
            stale = locks.changes(old, new)
            raise SourceError([Problem("lock-stale", f"{path} is out of date: {'; '.join(stale)}",
                                       hint="run `dlexport lock` and commit the lock with the source")])
        publish.replace_file(path, lockfile.write(new))
    return new


def lock_path(source: Path) -> Path:
    """Where the lock of a source is: `questions.lock` beside `questions.yaml`."""
    return source.with_suffix(".lock")


_Result = tuple[Job, "Artifact", Fonts, float]


def _export(job: Job, book: Book, lock: locks.Lock, styles: Styles, request: Request) -> _Result:
    """One artifact, verified: its problems include what verification found."""
    start, fonts = time.perf_counter(), Fonts()
    dated_book = locks.date(book, lock, job.name)
    context = ExportContext(dated_book.moment, styles, fonts, request.allow_missing_glyphs)
    depth = Depth.FULL if sum(1 for _ in book.entries()) <= FULL_UP_TO else Depth.QUICK
    try:
        artifact = job.exporter.export(dated_book, job.options, context)
        passages = list(job.exporter.read_back(artifact.data, depth))
        promised = job.exporter.promises(job.options)
    except SourceError:
        raise
    except Exception as error:   # a plug-in may raise anything; its name must be in the message
        raise SourceError([registry.failure(job.installed, "export", error)]) from error
    name = artifact_name(book, job)
    if not any(problem.severity == "error" for problem in artifact.problems):
        missing = verify(book, promised, passages, depth, name)
        artifact = replace(artifact, problems=(*artifact.problems, *missing))
    return job, artifact, fonts, time.perf_counter() - start


def artifact_name(book: Book, job: Job) -> str:
    """The file name of an exporter's artifact."""
    return f"{book.bank.id}{job.exporter.suffix}"


def _publish(book: Book, results: list[_Result], styles: Styles, request: Request) -> tuple[Made, ...]:
    made, files = [], {}
    questions = sum(1 for _ in book.entries())
    for job, artifact, _, seconds in results:
        name = artifact_name(book, job)
        entry = manifest.ArtifactEntry(
            name, job.name, job.installed.distribution, asdict(job.options), len(artifact.data),
            hashlib.sha256(artifact.data).hexdigest(), {"questions": questions, **artifact.counts})
        files[name] = artifact.data
        made.append(Made(request.file or request.out / name, entry, seconds))
    if request.file:
        publish.replace_file(request.file, results[0][1].data)
        return tuple(made)
    fonts = {role: used.file(role) for _, _, used, _ in results for role in sorted(used.used)}
    new = manifest.Manifest(
        tool={"name": "dlexport", "version": version("dlexport")},
        bank={"id": book.bank.id, "version": book.bank.version, "language": book.bank.language,
              "questions": questions},
        inputs={"source": _sha256(request.source), "lock": _sha256(lock_path(request.source)),
                "styles": styles.fingerprint()},
        fonts={role: {"file": font.path.name, "sha256": font.sha256()} for role, font in sorted(fonts.items())},
        artifacts=tuple(one.entry for one in made),
    )
    if request.exporters is not None:
        new = _merged(manifest.read(request.out), new)
    publish.publish(request.out, files, new)
    return tuple(made)


def _merged(old: manifest.Manifest, new: manifest.Manifest) -> manifest.Manifest:
    """Artifacts of the same bank that this run did not make stay listed."""
    if old.bank.get("id") != new.bank["id"]:
        return new
    remade = {entry.name for entry in new.artifacts}
    kept = tuple(entry for entry in old.artifacts if entry.name not in remade)
    return replace(new, artifacts=tuple(sorted((*kept, *new.artifacts), key=lambda e: e.name)),
                   fonts={**old.fonts, **new.fonts})


def stamps(book: Book, jobs: list[Job], styles: Styles) -> dict[str, str]:
    """What the exporters at work date on their own: `exporter/name` -> fingerprint.

    Raises:
        SourceError: an exporter failed at it.
    """
    found: dict[str, str] = {}
    for job in jobs:
        try:
            own = job.exporter.stamps(book, job.options, styles)
        except Exception as error:   # a plug-in may raise anything
            raise SourceError([registry.failure(job.installed, "describe itself", error)]) from error
        found[f"{job.name}/form"] = str(job.exporter.form)
        found |= {f"{job.name}/{name}": content for name, content in own.items()}
    return found


def select(bank: Bank, topic: str) -> Bank:
    """The bank with the questions of one topic.

    Raises:
        SourceError: there is no such topic.
    """
    try:
        return only_topic(bank, topic)
    except KeyError:
        known = ", ".join(t.id for t in bank.topics)
        unknown = Problem("unknown-topic", f"the bank has no topic {topic!r}", hint=f"it has: {known}")
        raise SourceError([unknown]) from None


def now() -> int:
    """The date for what changes now: SOURCE_DATE_EPOCH, else the clock.

    Raises:
        SourceError: SOURCE_DATE_EPOCH is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return int(time.time())
    if not epoch.isascii() or not epoch.isdigit():
        raise SourceError([Problem("option-value", f"SOURCE_DATE_EPOCH is {epoch!r}",
                                   hint="it must be a whole number of seconds since 1970, or not set")])
    return int(epoch)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
