"""Request and report of a run: plain data, cheap to import."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dlexport.problems import Problem
    from dlexport.publish.manifest import ArtifactEntry


@dataclass(frozen=True, slots=True)
class Request:
    """The request of a run: files, formats, options.

    Attributes:
        source: the bank's YAML file.
        out: the output folder.
        styles: the project's own theme folder, if it has one.
        exporters: names; None for the bank's own `outputs`, which default to every installed one.
        settings: exporter -> option -> value as typed; they override the bank's own.
        file: with exactly one exporter, the file to write instead of one in `out`.
        topic: id of the only topic to export; None for all.
        locked: refuse a stale lock instead of updating it.
        strict: do not publish artifacts if there are warnings.
        allow_missing_glyphs: draw a box for a character that no font has.
        again: make everything even if nothing has changed.
        cache: use pieces from the user's cache and add new ones to it.
        jobs: how many processes may run at once, 1 for none but this one; None for one for each core.
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
    again: bool = False
    cache: bool = True
    jobs: int | None = None

    @property
    def lock(self) -> Path:
        """The path of the lock: `questions.lock` beside `questions.yaml`."""
        # `.` and `/` have no file name: they are folders, which the reader refuses
        return self.source.with_suffix(".lock") if self.source.name else self.source / "questions.lock"


@dataclass(frozen=True, slots=True)
class Made:
    """A published artifact; `seconds` is the time to export and verify it."""

    path: Path
    entry: ArtifactEntry
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a run.

    Attributes:
        questions: number of questions in the artifacts.
        made: the published artifacts.
        problems: the warnings, and an error for each exporter at fault, whose artifact was left out.
        sources: file name -> lines, for the problems' excerpts.
        unchanged: whether nothing had changed, so that the artifacts were only compared with the manifest.
        hits, misses: number of pieces taken from the cache, and of pieces that had to be made.
    """

    questions: int
    made: tuple[Made, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unchanged: bool = False
    hits: int = 0
    misses: int = 0
