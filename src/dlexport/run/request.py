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
        again: make everything even where nothing has changed.
        cache: whether to use, and to keep, pieces that this or another run has made.
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

    @property
    def lock(self) -> Path:
        """Where the lock is: `questions.lock` beside `questions.yaml`."""
        # `.` and `/` have no name: folders, which reading refuses
        return self.source.with_suffix(".lock") if self.source.name else self.source / "questions.lock"


@dataclass(frozen=True, slots=True)
class Made:
    """A published artifact; `seconds` is the time to export and verify it."""

    path: Path
    entry: ArtifactEntry
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did.

    Attributes:
        questions: how many the artifacts hold.
        made: the artifacts.
        problems: its warnings; and an error for each exporter that is at fault, whose artifact was left out.
        sources: file name -> lines, for the warnings' excerpts.
        unchanged: nothing had changed since the artifacts were made, so they were only compared with the manifest.
        hits, misses: how many pieces came from the cache, and how many were asked for and had to be made.
    """

    questions: int
    made: tuple[Made, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unchanged: bool = False
    hits: int = 0
    misses: int = 0
