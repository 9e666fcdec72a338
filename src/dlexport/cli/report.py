"""The report of a run, as JSON data (docs/report.schema.json) and as lines of text."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dlexport.problems import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.problems import Problem
    from dlexport.run.request import Made, Report

_MEGABYTE = 1_000_000


def as_data(report: Report, seconds: float) -> dict[str, Any]:
    """The report as docs/report.schema.json describes it."""
    return {
        "problems": [problem_data(problem) for problem in report.problems],
        "questions": report.questions,
        "unchanged": report.unchanged,
        "cache": {"hits": report.hits, "misses": report.misses},
        "seconds": round(seconds, 3),
        "artifacts": [{"path": str(made.path), **asdict(made.entry), "seconds": round(made.seconds, 3)}
                      for made in report.made],
    }


def problem_data(problem: Problem) -> dict[str, Any]:
    """One problem as docs/report.schema.json describes it."""
    return {"code": problem.code, "severity": problem.severity, "message": problem.message, "hint": problem.hint,
            "span": asdict(problem.span) if problem.span else None}


def as_lines(report: Report, seconds: float, *, twice: bool) -> Iterator[str]:
    """A line for each artifact, and a last line with the totals.

    Args:
        report: of a run that published.
        seconds: duration of the run.
        twice: whether everything was made a second time and compared (`--check-reproducible`).
    """
    for made in report.made:
        yield _line(made)
    yield sum_line(report, seconds, twice=twice)


def sum_line(report: Report, seconds: float, *, twice: bool = False) -> str:
    """The line with the totals: questions, artifacts, verification, seconds."""
    done = "unchanged, compared with the manifest" if report.unchanged else "verified and published"
    if twice:
        done += ", made again with the same bytes,"
    made, questions = counted(len(report.made), "artifact"), counted(report.questions, "question")
    return f"{made} of {questions}, {done} in {seconds:.1f} s"


def counted(count: int, word: str) -> str:
    """A count with its noun in the right number: `1 question`, `2 questions`."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def totals(problems: Sequence[Problem]) -> str:
    """The line below a list of problems: the numbers of errors and warnings."""
    errors = sum(problem.severity == "error" for problem in problems)
    both = [counted(count, word) for count, word in ((errors, "error"), (len(problems) - errors, "warning")) if count]
    return f"\n{', '.join(both)}; `dlexport explain CODE` says more"


def _line(made: Made) -> str:
    counts = ", ".join(f"{count} {printable(name.removesuffix('s') if count == 1 else name)}"
                       for name, count in made.entry.counts.items())
    return f"{printable(str(made.path))}  {_size(made.entry.size)}  {counts}  {made.seconds:.1f} s"


def _size(size: int) -> str:
    return f"{size / 1e3:.0f} kB" if size < _MEGABYTE else f"{size / _MEGABYTE:.1f} MB"
