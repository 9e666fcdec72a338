"""Commands for authors of a bank: `lint`, `watch`, `preview`, `stats`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlexport.cli.report import counted
from dlexport.cli.shared import EXIT_PROBLEMS, PathType, report_problems, request, shared
from dlexport.cli.streams import print_json, say, show
from dlexport.messages import translated
from dlexport.problems import SourceError, printable
from dlexport.source.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dlexport.lint.statistics import Statistics
    from dlexport.run.request import Request

_LEVELS = ("none", "easy", "medium", "hard")


@click.command()
@click.option("--fix", is_flag=True, help="Mend what changes no meaning: punctuation and spaces.")
@shared("source", "strict", "json", "quiet")
@click.pass_context
def lint(   # noqa: PLR0913 - click's parameters
    context: click.Context, *, source: Path, fix: bool, strict: bool, as_json: bool, quiet: bool,
) -> None:
    """Advise on how the bank is written: what is valid, yet reads or teaches less well than it could."""
    from dlexport.cli.report import problem_data  # noqa: PLC0415 - start-up time
    from dlexport.run.advice import advise  # noqa: PLC0415 - start-up time

    problems, made, sources = advise(source, fix=fix)
    if as_json:
        print_json({"problems": [problem_data(problem) for problem in problems], "mended": made})
    elif problems:
        report_problems(problems, sources, as_json=False)
    if fix:
        say(f"{printable(str(source))}: {counted(made, 'place')} mended", quiet=quiet or as_json)
    elif not problems:
        say(f"{printable(str(source))}: nothing to advise", quiet=quiet or as_json)
    if strict and problems:
        context.exit(EXIT_PROBLEMS)


@click.command()
@shared("source", "out", "styles", "topic", "set", "strict", "cache", "glyphs", "quiet")
def watch(*, quiet: bool, **rest: Any) -> None:   # noqa: ANN401 - click's parameters
    """Make every output anew after each save, until Ctrl-C."""
    from dlexport.run import watch as watching  # noqa: PLC0415 - start-up time

    wanted = request(**rest)
    source = wanted.source      # of a pipe or a folder no save will ever be seen
    if source.exists() and not source.is_file() and (problems := read_text(source)[1]):
        raise SourceError(problems)
    known = watching.state(wanted)
    say(f"watching {printable(str(wanted.source))}; Ctrl-C ends it", quiet=quiet)
    _once(wanted, quiet=quiet)
    for _ in watching.saves(wanted, known):
        _once(wanted, quiet=quiet)


def _once(wanted: Request, *, quiet: bool) -> None:
    """One run of `watch`: prints its problems, then one line of result."""
    from dlexport.cli import report as reporting  # noqa: PLC0415 - start-up time
    from dlexport.run import build  # noqa: PLC0415 - start-up time

    start, clock = time.perf_counter(), time.strftime("%H:%M:%S")
    try:
        report = build.build(wanted)
    except SourceError as error:
        report_problems(error.problems, error.sources, as_json=False)
        say(f"{clock}  nothing made: {printable(str(wanted.out))} is as it was", quiet=quiet)
        return
    if report.problems:
        report_problems(report.problems, report.sources, as_json=False)
    say(f"{clock}  {reporting.sum_line(report, time.perf_counter() - start)}", quiet=quiet)


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="The port; by default one that is free.")
@click.option("--open", "browse", is_flag=True, help="Open the page in your browser.")
@click.option("--editor", default="vscode://file{path}:{line}:{column}", show_default=True, metavar="ADDRESS",
              help="What opens a place in your editor.")
@shared("source", "styles", "set", "cache", "quiet")
def preview(*, port: int, browse: bool, editor: str, quiet: bool, **rest: Any) -> None:   # noqa: ANN401 - click's parameters
    """Show cards, pages and chapters in a browser, as they are after each save."""
    try:
        from dlexport.preview.server import serve  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise click.UsageError(f"the preview needs {error.name}: pip install 'dlexport[preview]'") from error
    try:
        editor.format(path="", line=1, column=1)
    except (KeyError, IndexError, ValueError) as error:
        raise click.UsageError("--editor is an address with {path}, {line} and {column}") from error
    serve(request(out=Path("build"), **rest), editor, port, browse=browse,
          told=lambda address: say(f"{address}  (Ctrl-C ends it)", quiet=quiet))


@click.command()
@click.option("--plot", type=PathType(), metavar="FILE.svg", help="Draw the questions of each topic.")
@shared("source", "topic", "json", "quiet")
def stats(*, source: Path, topic: str | None, plot: Path | None, as_json: bool, quiet: bool) -> None:
    """Count: questions by topic, kind and difficulty, lengths, key points, formulas, what changed since the lock."""
    from dlexport.run.inspect import numbers  # noqa: PLC0415 - start-up time

    found, drawing, changed = numbers(source, topic)
    if plot:
        from dlexport.publish.publish import replace_file  # noqa: PLC0415 - start-up time

        replace_file(plot, drawing.encode())
    if as_json:
        print_json({"problems": [], **found.as_data(), "changed": changed})
        return
    for line in _stated(found):
        show(printable(line))
    show(f"changed since the lock was written: {len(changed)}")
    for line in changed if not quiet else ():
        show(f"  {printable(translated(line))}")


def _stated(found: Statistics) -> Iterator[str]:
    yield (f"{counted(found.questions, 'question')} ({_counted(found.kinds)}); "
           f"{found.han + found.words:,} characters and words, {counted(round(found.minutes), 'minute')} to read")
    yield f"difficulty: {_counted({_LEVELS[level]: n for level, n in found.difficulty.items()})}"
    yield f"length: {found.shortest:,} to {found.longest:,} characters and words a question"
    yield (f"key points: {found.keypoints} with {counted(found.blanks, 'blank')}, "
           f"{found.blanks / max(found.keypoints, 1):.1f} each; the widest takes {found.widest:.0f} Han characters")
    yield f"{_counted(found.parts)}; {counted(found.references, 'reference')}, {found.unaddressed} without an address"
    for row in found.topics:
        yield f"  {row.questions:4} {row.title} ({row.characters:,} characters and words, {row.minutes:.0f} min)"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} × {name}" for name, count in counts.items()) or "none"
