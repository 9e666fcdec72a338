"""The flow of a run: read, compose, date, export, verify, publish. Only this module knows the order."""

from __future__ import annotations

import gc
import hashlib
import time
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from dlexport import reader
from dlexport.book.ascii_ids import ascii_form
from dlexport.book.book import Book, compose
from dlexport.cache import Cache, folder
from dlexport.lock import file as lockfile
from dlexport.lock import lock as locks
from dlexport.plugin import calls, registry
from dlexport.plugin.contract import ExportContext, unwatched
from dlexport.plugin.registry import ExporterError
from dlexport.problems import Problem, SourceError
from dlexport.processes.spare import Spare
from dlexport.publish import manifest, publish
from dlexport.run import provenance, workers
from dlexport.run.plan import Job, Plan, plan, stamps
from dlexport.run.preconditions import lost_lock, now, select, spare_inputs
from dlexport.run.progress import weighed
from dlexport.run.request import Made, Report, Request
from dlexport.theme.fonts import FontFile, Fonts
from dlexport.theme.named_fonts import named
from dlexport.theme.styles import Styles, theme
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from dlexport.lock.records import Lock
    from dlexport.plugin.contract import Artifact
    from dlexport.run.progress import Stage, State

    Watch = Callable[[Sequence[Stage], int], None]
    Mark = Callable[[State, int], None]

_LOOK_EVERY = 50_000        # new objects
_HOLDING_BACK = frozenset({"missing-glyph", "right-to-left"})
"""Errors that concern one format only: its artifact is not published, those of other formats are."""


@dataclass(frozen=True, slots=True)
class Result:
    """An exporter's artifact, verified but not yet published.

    Attributes:
        job: the exporter and its options.
        artifact: bytes and problems.
        fonts: role -> font used.
        sources: file name of the theme -> its lines, for problems about a font that it names.
        seconds: time to export and verify.
        hits, misses: pieces taken from the cache, and pieces that had to be made.
    """

    job: Job
    artifact: Artifact
    fonts: Mapping[str, FontFile]
    sources: Mapping[str, Sequence[str]]
    seconds: float
    hits: int
    misses: int


def make(request: Request, watch: Watch | None = None) -> Report:
    """Make, verify and publish the artifacts of a request.

    Args:
        request: sources, formats and options.
        watch: called with the progress of the formats, and the number of questions that each holds.

    Raises:
        SourceError: something must be mended first; nothing was published.
    """
    with closing(opened_cache(request)) as cache, _few_collections():
        return _build(request, cache, watch)


def _build(request: Request, cache: Cache, watch: Watch | None) -> Report:
    before = provenance.file_hash(request.source)   # hashed first: an edit while we read is seen by the next run
    bank = reader.read(request.source, cache)
    cache.close()       # written, whatever follows
    book = compose(bank if request.topic is None else select(bank, request.topic))
    gc.freeze()
    gc.set_threshold(_LOOK_EVERY, *gc.get_threshold()[1:])
    gc.enable()
    spare_inputs(bank, request)
    planned = plan(bank, request)
    styles, inputs = theme(request.styles), {**provenance.as_read(before, bank), **provenance.beside(request)}
    with publish.folder_for(request.file) if request.file else publish.writing(request.out):
        with publish.turn(request.lock, None if request.file else request.out):
            names = [artifact_name(book, job, request.topic) for job in planned.jobs]
            lost = lost_lock(request, book.bank.id, names)
            lock, planned, inputs["lock"] = dated(book, request, planned, styles, cache)
        cache.close()       # the exporters' processes open it for themselves
        if workers.processors(request.jobs) > 1 and len(planned.jobs) > 1:
            calls.import_ahead((job.installed for job in planned.jobs), at_first=not cache.hits)
        results, failed = _export_all(planned, book, lock, styles, request, watch)
        problems = list(dict.fromkeys(
            [*lost, *bank.warnings, *(problem for result in results for problem in result.artifact.problems)]))
        sources = {**(bank.sources or {}), **{file: lines for one in results for file, lines in one.sources.items()}}
        held = {result.job.name for result in results if _is_held_back(result)}
        results = [result for result in results if result.job.name not in held]
        if _fatal(problems) or (request.strict and problems) or ((failed or held) and not results):
            raise SourceError([*failed.values(), *problems], sources)
        problems = [*failed.values(), *problems]
        made = _publish(book, results, inputs, request, len(problems), {*failed, *held})
    hits, misses = (sum(counts) for counts in zip(
        (cache.hits, cache.misses), *((result.hits, result.misses) for result in results), strict=True))
    return Report(book.count, made, tuple(problems), sources, hits=hits, misses=misses)


def _fatal(problems: Sequence[Problem]) -> bool:
    """Whether the problems include an error that keeps every format from being published."""
    return any(one.severity == "error" and one.code not in _HOLDING_BACK for one in problems)


def _is_held_back(result: Result) -> bool:
    return any(one.severity == "error" for one in result.artifact.problems)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Context without garbage collection while reading, and with rare collections afterwards.

    A book of half a million objects has no reference cycle, and exporters leave almost none: rare collections save a
    tenth of the time.
    """
    enabled, usual = gc.isenabled(), gc.get_threshold()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
        if enabled:
            gc.enable()


def opened_cache(request: Request) -> Cache:
    """The user's cache, whose keys include a hash of the code; one that keeps nothing if `request.cache` is off."""
    return Cache(folder(), provenance.at_work()) if request.cache else Cache()


def dated(book: Book, request: Request, planned: Plan, styles: Styles, cache: Cache) -> tuple[Lock, Plan, str]:
    """The lock, updated and written if it changed; the plan without the exporters that fail here; the file's hash.

    A single file elsewhere (`-o`) has dates of its own for its options, which the lock does not take over.

    Raises:
        SourceError: the lock is stale and must not be changed, or an id returns with other content.
    """
    path = request.lock
    publish.tidy(path)
    known = provenance.file_hash(path)
    old = lockfile.read(path)
    whole = request.topic is None
    wanted, planned = stamps(book, planned, styles)
    new, problems = locks.refresh(book, old, now(), wanted, whole=whole, cache=cache)
    if problems:
        raise SourceError(problems, book.bank.sources)
    if new != old:
        if request.locked and not old:
            raise SourceError([Problem("lock-stale", f"there is no lock {path}",
                                       hint="run `dlexport lock` and commit the lock with the source")])
        if request.locked:      # a selection too has the dates of what it takes
            stale = locks.changes(old, new)
            beyond = "" if request.exporters is None and not request.settings else (
                "; for formats and options that the bank's `outputs` do not have, this command without `--locked`;")
            raise SourceError([Problem("lock-stale", f"{path} is out of date: {'; '.join(stale)}",
                                       hint=f"run `dlexport lock`{beyond} and commit the lock with the source")])
        kept = locks.without_edition(old, new) if request.file else new
        if whole and kept != old:
            publish.replace_file(path, data := lockfile.write(kept))
            known = hashlib.sha256(data).hexdigest()
    return new, planned, known


def _export_all(  # noqa: PLR0913, PLR0917 - the flow's values
    planned: Plan, book: Book, lock: Lock, styles: Styles, request: Request, watch: Watch | None,
) -> tuple[list[Result], dict[str, Problem]]:
    """All artifacts, verified; and exporter name -> problem, for the exporters that failed.

    With several processors they are made in parallel, the largest artifact of the last run first.
    """
    jobs = planned.jobs
    sizes = {entry.exporter: entry.size for entry in manifest.read(request.out).artifacts}
    order = sorted(jobs, key=lambda job: -sizes.get(job.name, 0))
    board = weighed([job.name for job in order], sizes, book.count, watch) if watch else None
    at_once = workers.processors(request.jobs)
    with closing(Spare(counted=at_once > 1)) as spare:
        tasks = [partial(_attempt, job, book, lock, styles, request, board and partial(board.mark, number), spare)
                 for number, job in enumerate(order)]
        done = workers.side_by_side(tasks, at_once, board.look if board else None, spare)
    ended = [(job, done[order.index(job)]) for job in jobs]
    failed = {job.name: _killed(job, one.exit_code) if isinstance(one, workers.WorkerDied) else one.problem
              for job, one in ended if not isinstance(one, Result)}
    return [one for _, one in ended if isinstance(one, Result)], {**planned.failed, **failed}


def _killed(job: Job, exit_code: int | None) -> Problem:
    """The problem for an exporter whose process ended without a result, mostly because memory ran out."""
    return Problem(
        "exporter-failed", f"the process of the exporter {job.name} ({job.installed.distribution}) ended without a "
        f"result, with status {exit_code}",
        hint="-9 is mostly the system running out of memory: close other programs, or make this format alone with "
             f"`dlexport export {job.name}`; else report it to the exporter's authors")


def _attempt(*flow: Any) -> Result | ExporterError:   # noqa: ANN401 - what `export` takes
    """The result of `export`, or its `ExporterError` as a value, so that the other formats go on."""
    try:
        return export(*flow)
    except ExporterError as error:
        return error


def export(  # noqa: PLR0913, PLR0917 - the flow's values
    job: Job, book: Book, lock: Lock, styles: Styles, request: Request, mark: Mark | None = None,
    spare: Spare | None = None,
) -> Result:
    """One artifact, verified; the problems found by verification are added to it. Nothing is written.

    `mark` is called at the start, with the number of questions done, and at the end. It may start `spare` processes.

    Raises:
        ExporterError: the exporter is at fault.
        SourceError: the theme has a problem.
    """
    start, styles = time.perf_counter(), job.styles(styles)
    fonts = Fonts(partial(named, styles))
    dated_book = locks.date(book, lock, job.name)
    cache = opened_cache(request)
    progress = partial(mark, "running") if mark else unwatched
    progress(0)
    context = ExportContext(dated_book.moment, styles, fonts, request.allow_missing_glyphs, cache, progress,
                            job.name, provenance.tool()["version"], spare or Spare())
    with closing(cache):
        artifact = calls.exported(job.installed, dated_book, job.options, context)
        wrong = any(problem.severity == "error" for problem in artifact.problems)
        try:
            passages = [] if wrong else calls.read_back(job.installed, artifact.data, cache)
        except ValueError as error:     # its own artifact
            raise ExporterError([registry.failure(job.installed, "read back", error)]) from error
        promised = calls.promised(job.installed, job.options)
        held = calls.carried(job.installed, book, job.options)
        if not wrong:
            omitted = calls.omitted(job.installed, job.options)
            name = artifact_name(book, job, request.topic)
            missing = verify(held, promised, passages, name, cache, omitted=omitted)
            artifact = replace(artifact, problems=(*artifact.problems, *missing))
    doubts = [replace(doubt, severity="error") if request.locked else doubt for doubt in fonts.warnings]
    artifact = replace(artifact, problems=(*doubts, *artifact.problems))
    if mark:
        mark("done", 0)
    return Result(job, artifact, fonts.used, fonts.sources, time.perf_counter() - start, cache.hits, cache.misses)


def artifact_name(book: Book, job: Job, topic: str | None = None) -> str:
    """The file name of an exporter's artifact: `bank.pdf`; of one topic alone `bank.topic.pdf`."""
    part = f".{ascii_form(topic)}" if topic else ""
    return f"{book.bank.id}{part}{job.exporter.suffix}"


def _publish(  # noqa: PLR0913, PLR0917 - the flow's values
    book: Book, results: list[Result], inputs: dict[str, object], request: Request, warnings: int,
    failed: Collection[str],
) -> tuple[Made, ...]:
    made, files = [], {}
    questions = book.count
    for result in results:
        job = result.job
        name, data = artifact_name(book, job, request.topic), result.artifact.data
        entry = manifest.ArtifactEntry(
            name, job.name, job.installed.distribution, asdict(job.options), len(data),
            hashlib.sha256(data).hexdigest(), {"questions": questions, **result.artifact.counts},
            provenance.content(inputs), request.topic)
        files[name] = data
        made.append(Made(request.file or request.out / name, entry, result.seconds))
    if request.file:
        publish.replace_file(request.file, results[0].artifact.data)
        return tuple(made)
    fonts = {role: font for result in results for role, font in result.fonts.items()}
    new = manifest.Manifest(
        tool=provenance.tool(),
        packages=provenance.packages(),
        bank={"id": book.bank.id, "version": book.bank.version, "language": book.bank.language,
              "questions": questions},
        inputs=inputs,
        fonts={role: {"file": font.path.name, "sha256": font.sha256()} for role, font in sorted(fonts.items())},
        warnings=warnings,
        artifacts=tuple(one.entry for one in made),
    )
    if request.exporters is not None or request.topic or failed:
        all_of_it = request.exporters is None and request.topic is None
        new = _merged(manifest.read(request.out), new, failed if all_of_it else None)
    publish.publish(request.out, files, new)
    return tuple(made)


def _merged(old: manifest.Manifest, new: manifest.Manifest, those: Collection[str] | None) -> manifest.Manifest:
    """The new manifest with those entries of the old one that this run neither remade nor removed."""
    if old.bank.get("id") != new.bank["id"]:
        return new
    remade = {entry.name for entry in new.artifacts}
    kept = tuple(entry for entry in old.artifacts
                 if entry.name not in remade and (those is None or entry.exporter in those))
    return replace(new, artifacts=tuple(sorted((*kept, *new.artifacts), key=lambda e: e.name)),
                   fonts={**old.fonts, **new.fonts})
