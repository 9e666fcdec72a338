"""Shared parts of the commands: exit statuses, common options, the printing of problems."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlexport.cli import completion
from dlexport.cli.streams import print_json, say, tell
from dlexport.messages import translated
from dlexport.problems import render
from dlexport.run.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.problems import Problem

EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130


class PathType(click.Path):
    """A path argument as pathlib's type."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)


def _own_styles() -> Path | None:
    styles = Path("styles")
    return styles if os.path.lexists(styles) else None      # a broken link too: the theme reader reports it


def shared(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Decorator that adds the common options of these names to a command."""
    options = {
        "source": click.option("--source", type=PathType(), default=Path("source/questions.yaml"), show_default=True,
                               help="The question bank."),
        "out": click.option("--out", type=PathType(), default=Path("build"), show_default=True,
                            help="The folder for the artifacts."),
        "styles": click.option("--styles", type=PathType(), default=_own_styles, show_default="styles, if there is one",
                               help="A folder whose files replace those of the default theme."),
        "topic": click.option("--only-topic", "topic", metavar="ID", shell_complete=completion.topics,
                              help="Only the questions of this topic, to files with its id in their names."),
        "json": click.option("--json", "as_json", is_flag=True, help="Results and problems as JSON on stdout."),
        "quiet": click.option("--quiet", is_flag=True, help="Say nothing but problems."),
        "set": click.option("-O", "settings", metavar="NAME.KEY=VALUE", multiple=True,
                            shell_complete=completion.settings,
                            help="Set an exporter's option; `dlexport exporters` lists them."),
        "locked": click.option("--locked", is_flag=True, help="Refuse a stale questions.lock; do not change it."),
        "strict": click.option("--strict", is_flag=True, help="Treat warnings as errors."),
        "again": click.option("--again", is_flag=True, help="Make everything, even where nothing has changed."),
        "cache": click.option("--no-cache", "cache", is_flag=True, flag_value=False, default=True,
                              help="Neither use nor keep pieces of earlier runs."),
        "jobs": click.option("--jobs", type=click.IntRange(min=1), metavar="N",
                             help="At most so many processes at once; by default one for each core."),
        "twice": click.option("--check-reproducible", "twice", is_flag=True,
                              help="Make everything once more in a fresh process and compare the bytes."),
        "glyphs": click.option("--allow-missing-glyphs", is_flag=True,
                               help="Draw a box for a character that no font has."),
    }

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for name in reversed(names):
            command = options[name](command)
        return command

    return decorate


def request(*, settings: Sequence[str] = (), **rest: Any) -> Request:   # noqa: ANN401 - click's parameters
    """The request that a command's parameters describe.

    Args:
        settings: texts `EXPORTER.KEY=VALUE` of `-O`.
        rest: further fields of `Request`.

    Raises:
        UsageError: a setting has another form.
    """
    parsed: dict[str, dict[str, str]] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        exporter, dot, key = name.partition(".")
        if not (equals and dot and exporter and key):
            raise click.UsageError(f"-O takes EXPORTER.KEY=VALUE, not {setting!r}")
        parsed.setdefault(exporter, {})[key] = value
    renamed = {"allow_missing_glyphs": rest.pop("allow_missing_glyphs", False)}
    return Request(settings=parsed, **rest, **renamed)


def report_problems(problems: Sequence[Problem], sources: Any, *, as_json: bool) -> None:   # noqa: ANN401 - a mapping
    """Print problems: to stderr with excerpts from `sources` (file name -> lines), or to stdout as JSON."""
    from dlexport.cli import report as reporting  # noqa: PLC0415 - start-up time
    from dlexport.cli import terminal  # noqa: PLC0415 - start-up time

    if as_json:
        print_json({"problems": [reporting.problem_data(problem) for problem in problems]})
        return
    colour = terminal.colour()
    text = render(problems, sources, colour=colour, said=translated)
    tell(partial(click.echo, text, err=True, color=colour))
    say(reporting.totals(problems))
