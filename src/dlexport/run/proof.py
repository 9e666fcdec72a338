"""Verification of artifacts on disk: each is read back and compared with the part of the source that it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from dlexport import reader
from dlexport.book.book import Book, compose
from dlexport.plugin import calls, options, registry
from dlexport.problems import Problem, SourceError
from dlexport.publish import manifest
from dlexport.run import provenance
from dlexport.run.plan import Job, plan
from dlexport.run.preconditions import select
from dlexport.verify import read_back as readback
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dlexport.book.bank import Bank
    from dlexport.plugin.registry import Installed
    from dlexport.run.request import Request


def check_artifacts(request: Request, files: Sequence[Path] = ()) -> tuple[Book, dict[Path, int]]:
    """Read artifacts back completely and prove that every question is in each.

    An artifact made from an earlier source is not compared: it lacks the changes since. It is a problem by itself.

    Args:
        request: names source and output folder; no file is written.
        files: the artifacts; by default those that the folder's manifest lists.

    Returns:
        The book; and path -> number of questions that the artifact should hold, for each one read.

    Raises:
        SourceError: an artifact lacks something, differs from the manifest, or is older than the source.
    """
    before = provenance.file_hash(request.source)
    bank = reader.read(request.source)
    checking = _Checking(bank, request, provenance.content(provenance.as_read(before, bank)))
    listed = manifest.read(request.out)
    paths = tuple(files or [request.out / entry.name for entry in listed.artifacts])
    if not paths:
        raise SourceError([Problem("not-verified", f"{request.out} has no manifest that lists an artifact",
                                   hint="make the artifacts first: dlexport all")])
    problems = [] if files else manifest.disagreements(request.out, listed)
    counts: dict[Path, int] = {}
    old: list[_Made] = []
    for path in paths:
        made = _Made(path, _entry(path, listed))
        if made.content not in {"", checking.content}:
            old.append(made)
            continue
        counts[path], found = checking.file(made)
        problems += found
    if old:
        problems.append(_outdated(old, f"the files in {request.out} were" if len(old) == len(listed.artifacts) else ""))
    if problems:
        raise SourceError(problems, bank.sources)
    return checking.book(request.topic), counts


@dataclass(frozen=True)
class _Made:
    """A file on disk, with the manifest's entry for its name."""

    path: Path
    entry: manifest.ArtifactEntry | None

    @cached_property
    def same(self) -> bool:
        """Whether the file has the hash that the manifest gives."""
        return self.entry is not None and provenance.file_hash(self.path) == self.entry.sha256

    @property
    def content(self) -> str:
        """The hash of the source from which it was made; empty if no manifest names it."""
        return self.entry.content if self.entry is not None and self.same else ""

    @property
    def topic(self) -> str | None:
        """The id of the topic to which it was limited, or None."""
        return self.entry.only_topic if self.entry is not None and self.same else None


class _Checking:
    """The source and the manifests that all files are compared with."""

    def __init__(self, bank: Bank, request: Request, content: str) -> None:
        self._bank, self._topic = bank, request.topic
        self._jobs = plan(bank, replace(request, exporters=tuple(registry.installed()))).jobs
        self._books: dict[str | None, Book] = {}
        self.content = content

    def book(self, topic: str | None) -> Book:
        """The book of one topic, or of the whole bank if `topic` is None.

        Raises:
            SourceError: there is no such topic.
        """
        if topic not in self._books:
            self._books[topic] = compose(self._bank if topic is None else select(self._bank, topic))
        return self._books[topic]

    def file(self, made: _Made) -> tuple[int, Sequence[Problem]]:
        """The number of questions that a file should hold, and the problems found in it."""
        book = self.book(self._topic or made.topic)
        try:
            one = readback.owner(made.path, made.entry.exporter if made.entry else None)
            passages = readback.passages(made.path, one)
            chosen = _options_of(one, made.entry, self._jobs)
            held, promised = calls.carried(one, book, chosen), calls.promised(one, chosen)
        except SourceError as error:
            return 0, error.problems
        return held.count, verify(held, promised, passages, made.path.name, omitted=calls.omitted(one, chosen))


def _outdated(old: Sequence[_Made], them: str) -> Problem:
    """One problem for all files made from an earlier source; `them` names the files in its message."""
    names = ", ".join(str(made.path) for made in old) + (" was" if len(old) == 1 else " were")
    topics = {made.topic for made in old}
    (topic,) = topics if len(topics) == 1 else (None,)
    return Problem("outdated", f"the source has changed since {them or names} made",
                   hint=f"run `dlexport all{f' --only-topic {topic}' if topic else ''}`")


def _entry(path: Path, listed: manifest.Manifest) -> manifest.ArtifactEntry | None:
    """The entry for a file in the manifest beside it, or else in that of the output folder; None if neither has one."""
    beside = manifest.read(path.parent)
    return next((entry for entry in (*beside.artifacts, *listed.artifacts) if entry.name == path.name), None)


def _options_of(one: Installed, entry: manifest.ArtifactEntry | None, jobs: Sequence[Job]) -> object:
    """The options with which a file was made: the manifest's, or else the bank's.

    Raises:
        ExporterError: the exporter does not accept them.
    """
    made = entry.options if entry is not None and entry.exporter == one.name else None
    if made is None and (job := next((job for job in jobs if job.name == one.name), None)):
        return job.options
    return calls.chosen(one, {key: options.OptionSetting(str(value)) for key, value in (made or {}).items()})[0]
