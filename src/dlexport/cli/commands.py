"""The command line: what is asked for, what is answered. Only here something is said, by way of `streams`."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlexport import signals
from dlexport.cli import streams
from dlexport.cli.streams import print_json, say
from dlexport.problems import SHOWN_AT_MOST, SourceError, render
from dlexport.run.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.problems import Problem

EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130
_STDOUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def main() -> None:
    """Run the command line and exit: 0 ok, 1 problems, 2 usage, 130 interrupted, 143 terminated, 129 hung up."""
    streams.open_all()
    signals.listen()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; its exit status."""
    status = EXIT_OK
    try:
        try:
            return cli.main(list(arguments), prog_name="dlexport", standalone_mode=False) or EXIT_OK
        except SourceError as error:
            status = EXIT_PROBLEMS
            _report_problems(error.problems, error.sources, as_json="--json" in arguments)
        except click.ClickException as error:
            status = EXIT_USAGE
            streams.tell(error.show)
        except (click.Abort, KeyboardInterrupt) as error:
            words, status = "interrupted", EXIT_INTERRUPTED
            if isinstance(stopped := error.__cause__ or error, signals.Stopped):     # click puts its own around it
                words, status = stopped.words, stopped.status
            say(f"{words}: the output folder is whole, as it was or as it was to be")
    except (BrokenPipeError, SystemExit):   # click ends so where a pipe is closed
        # whoever read our output has closed it; nothing more can be said there
        streams.hush(sys.stdout)
    except OSError as error:    # all others are told as problems where they happen: this one is of the output itself
        streams.hush(sys.stdout)
        say(f"cannot write the output: {error.strerror or error}")
        return status or EXIT_PROBLEMS
    return status


class _Path(click.Path):
    """A path argument as pathlib's type."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)


def _own_styles() -> Path | None:
    styles = Path("styles")
    return styles if os.path.lexists(styles) else None      # a link that leads nowhere is a mistake to be told


def _with(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that mean the same in every command."""
    options = {
        "source": click.option("--source", type=_Path(), default=Path("source/questions.yaml"), show_default=True,
                               help="The question bank."),
        "out": click.option("--out", type=_Path(), default=Path("build"), show_default=True,
                            help="The folder for the artifacts."),
        "styles": click.option("--styles", type=_Path(), default=_own_styles, show_default="styles, if there is one",
                               help="A folder whose files replace those of the default theme."),
        "topic": click.option("--only-topic", "topic", metavar="ID", help="Only the questions of this topic."),
        "json": click.option("--json", "as_json", is_flag=True, help="Results and problems as JSON on stdout."),
        "quiet": click.option("--quiet", is_flag=True, help="Say nothing but problems."),
        "set": click.option("-O", "settings", metavar="NAME.KEY=VALUE", multiple=True,
                            help="Set an exporter's option; `dlexport exporters` lists them."),
        "locked": click.option("--locked", is_flag=True, help="Refuse a stale questions.lock; do not change it."),
        "strict": click.option("--strict", is_flag=True, help="Treat warnings as errors."),
        "again": click.option("--again", is_flag=True, help="Make everything, even where nothing has changed."),
        "cache": click.option("--no-cache", "cache", is_flag=True, flag_value=False, default=True,
                              help="Neither use nor keep pieces of earlier runs."),
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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dlexport", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn one YAML question bank into study material: an Anki deck, a handout, an e-book."""


@cli.command("all")
@_with("source", "out", "styles", "topic", "set", "locked", "strict", "again", "cache", "twice", "glyphs",
       "json", "quiet")
def build_all(*, twice: bool, as_json: bool, quiet: bool, **rest: Any) -> None:   # noqa: ANN401 - click's parameters
    """Make every output of the bank, verified, with manifest and checksums."""
    _build(_request(**rest), twice=twice, as_json=as_json, quiet=quiet)


@cli.command()
@click.argument("exporters", nargs=-1, required=True, metavar="EXPORTER...")
@click.option("-o", "file", type=_Path(), help="Write to this file (with exactly one exporter).")
@_with("source", "out", "styles", "topic", "set", "locked", "strict", "again", "cache", "twice", "glyphs",
       "json", "quiet")
def export(   # click's parameters
    *, exporters: tuple[str, ...], file: Path | None, twice: bool, as_json: bool, quiet: bool, **rest: Any,   # noqa: ANN401
) -> None:
    """Make some outputs: `dlexport export apkg pdf`."""
    if file and len(exporters) != 1:
        raise click.UsageError("-o FILE goes with exactly one exporter")
    if str(file) == "-":
        raise click.UsageError("-o takes the name of a file; standard output is `-o /dev/stdout`")
    if as_json and str(file) in _STDOUT:
        raise click.UsageError("--json has standard output to itself: give -o a file")
    _build(_request(exporters=exporters, file=file, **rest), twice=twice, as_json=as_json, quiet=quiet)


@cli.command()
@_with("source", "styles", "strict", "glyphs", "json", "quiet")
def check(*, source: Path, as_json: bool, quiet: bool, **rest: Any) -> None:   # noqa: ANN401 - click's parameters
    """Report every problem of the source, all at once."""
    from dlexport.cli import report as reporting  # noqa: PLC0415 - start-up time
    from dlexport.run import inspect  # noqa: PLC0415 - start-up time

    book = inspect.check(source, **rest)
    count, warnings = book.count, book.bank.warnings
    if warnings and not as_json:
        _report_problems(warnings, book.bank.sources, as_json=False)
    found = "no errors" if warnings else "no problems"
    say(f"{source}: {count} questions in {len(book.chapters)} topics, {found}", quiet=quiet or as_json)
    if as_json:
        print_json({"problems": [reporting.problem_data(problem) for problem in warnings], "questions": count})


@cli.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say more about a problem's CODE; without one, list them."""
    from dlexport.plugin.explanations import explanations  # noqa: PLC0415 - start-up time

    known_codes = explanations()
    if code is None:
        for name, known in known_codes.items():
            click.echo(f"{name:22} {known.title}")
        return
    if code not in known_codes:
        raise click.UsageError(f"there is no problem code {code!r}; `dlexport explain` lists them")
    click.echo(f"{code}: {known_codes[code].title}\n\n{known_codes[code].text.strip()}")


@cli.command()
def schema() -> None:
    """Print the JSON Schema of the bank format, for editors."""
    click.echo((Path(__file__).parents[1] / "reader/schema.json").read_text(encoding="utf-8"), nl=False)


@cli.command()
@click.argument("files", nargs=-1, type=_Path())
@_with("source", "out", "topic", "json", "quiet")
def verify(*, files: tuple[Path, ...], as_json: bool, quiet: bool, **rest: Any) -> None:   # noqa: ANN401 - click's parameters
    """Read artifacts back and prove that every question is in each (default: all the manifest lists)."""
    from dlexport.run import proof  # noqa: PLC0415 - start-up time

    book, checked = proof.check_artifacts(_request(**rest), files)
    for path, count in checked.items():
        say(f"{path}: all {count} questions are there", quiet=quiet or as_json)
    if as_json:
        total = book.count
        print_json({"problems": [], "questions": total, "verified": [str(path) for path in checked]})


@cli.command()
@click.argument("old", type=_Path())
@click.argument("new", type=_Path(), required=False)
@click.option("--markdown", is_flag=True, help="The list as Markdown, for release notes.")
@click.option("--exit-code", is_flag=True, help="Exit 1 where the two differ.")
@_with("source", "styles", "json", "quiet")
@click.pass_context
def diff(   # noqa: PLR0913 - click's parameters
    context: click.Context, *, old: Path, new: Path | None, markdown: bool, exit_code: bool, source: Path,
    styles: Path | None, as_json: bool, quiet: bool,
) -> None:
    """List what differs, note by note, between the decks OLD and NEW (default: the source as it stands)."""
    from dlexport.run import inspect  # noqa: PLC0415 - start-up time
    from dlexport.verify import changelist  # noqa: PLC0415 - start-up time

    difference = inspect.differences(Request(source, source.parent, styles), old, new)
    if as_json:
        print_json({"problems": [], "difference": changelist.as_data(difference)})
    elif not quiet:
        click.echo(changelist.as_markdown(difference) if markdown else changelist.as_text(difference))
    if exit_code and difference:
        context.exit(EXIT_PROBLEMS)


@cli.command()
@click.option("--restore", metavar="ID", multiple=True, help="A retired id that may return with other content.")
@click.option("--forget", metavar="ID", multiple=True, help="A retired id to drop from the lock.")
@click.option("--new-blank", "new_blanks", metavar="KEYPOINT TEXT", nargs=2, multiple=True,
              help="A blank that is new, not the correction it was taken for: question/keypoint and its text.")
@click.option("--from", "deck", metavar="OLD.apkg", type=click.Path(path_type=Path),
              help="Rebuild a lost lock from a deck that was published.")
@_with("source", "styles", "json", "quiet")
def lock(   # noqa: PLR0913 - click's parameters
    *, restore: tuple[str, ...], forget: tuple[str, ...], new_blanks: tuple[tuple[str, str], ...], deck: Path | None,
    source: Path, styles: Path | None, as_json: bool, quiet: bool,
) -> None:
    """Bring questions.lock up to date."""
    from dlexport.run.relock import Wish, relock  # noqa: PLC0415 - start-up time

    changed = relock(source, styles, Wish(restore, forget, new_blanks, deck))
    for line in changed[:SHOWN_AT_MOST] or ["nothing changed"]:
        say(line, quiet=quiet or as_json)
    if len(changed) > SHOWN_AT_MOST:
        say(f"… and {len(changed) - SHOWN_AT_MOST:,} more changes; `--json` has them all", quiet=quiet or as_json)
    if as_json:
        print_json({"problems": [], "changes": changed})


@cli.command()
@click.argument("deck", type=_Path(), required=False)
@click.option("--dry-run", is_flag=True, help="Only say which notes are new, changed or blocked.")
@click.option("--url", default="http://127.0.0.1:8765", show_default=True, help="Where AnkiConnect listens.")
@click.option("--key", default="", envvar="ANKICONNECT_KEY", help="The add-on's key, where it has one.")
@_with("out", "json", "quiet")
def push(   # noqa: PLR0913 - click's parameters
    *, deck: Path | None, dry_run: bool, url: str, key: str, out: Path, as_json: bool, quiet: bool,
) -> None:
    """Import DECK (default: the one in the output folder) into an Anki that runs, through the add-on AnkiConnect."""
    from dlexport.exporters.anki.connect import AnkiConnect  # noqa: PLC0415 - start-up time
    from dlexport.run.push import deck_in  # noqa: PLC0415 - start-up time
    from dlexport.run.push import push as pushed  # noqa: PLC0415 - start-up time

    if not url.startswith(("http://", "https://")):
        raise click.UsageError("--url is an address that begins with http://")
    effect = pushed(deck or deck_in(out), AnkiConnect(url, key), dry_run=dry_run)
    if as_json:
        print_json({"problems": [], "imported": not dry_run, "notes": asdict(effect)})
        return
    for name, ids in asdict(effect).items():
        if name != "same":
            for ident in ids[:SHOWN_AT_MOST]:
                say(f"{name:8} {ident}", quiet=quiet)
            if len(ids) > SHOWN_AT_MOST:
                say(f"… and {len(ids) - SHOWN_AT_MOST:,} more that are {name}", quiet=quiet)
    counts = ", ".join(f"{len(ids)} {name}" for name, ids in asdict(effect).items())
    say(f"{'would be imported' if dry_run else 'imported'}: {counts}", quiet=quiet)
    if effect.blocked:
        say("blocked notes were edited, or tagged leech or marked, after the deck was dated;\n"
            "to replace them all the same, import the deck in Anki with Update notes: Always", quiet=quiet)


@cli.command()
@_with("json")
@click.pass_context
def exporters(context: click.Context, *, as_json: bool) -> None:
    """List what is installed: exporters, what they promise, their options."""
    from dlexport.cli.report import problem_data  # noqa: PLC0415 - start-up time
    from dlexport.run import inspect  # noqa: PLC0415 - start-up time

    rows, problems = inspect.exporters()
    if as_json:
        print_json({"problems": list(map(problem_data, problems)), "exporters": rows})
    for row in () if as_json else rows:
        click.echo(f"{row['name']}  (*{row['suffix']}, {row['package']})")
        click.echo(f"  promises {', '.join(row['promises'])}")
        for option in row["options"]:
            click.echo(f"  -O {row['name']}.{option['name']}={option['choices']}   "
                       f"(default {option['default'] or 'empty'}) {option['help']}")
    if problems:
        if not as_json:
            _report_problems(problems, {}, as_json=False)
        context.exit(EXIT_PROBLEMS)


def _request(*, settings: Sequence[str] = (), **rest: Any) -> Request:   # noqa: ANN401 - click's parameters
    parsed: dict[str, dict[str, str]] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        exporter, dot, key = name.partition(".")
        if not (equals and dot and exporter and key):
            raise click.UsageError(f"-O takes EXPORTER.KEY=VALUE, not {setting!r}")
        parsed.setdefault(exporter, {})[key] = value
    renamed = {"allow_missing_glyphs": rest.pop("allow_missing_glyphs", False)}
    return Request(settings=parsed, **rest, **renamed)


def _build(request: Request, *, twice: bool, as_json: bool, quiet: bool) -> None:
    from dlexport.cli import report as reporting  # noqa: PLC0415 - start-up time
    from dlexport.cli import terminal  # noqa: PLC0415 - start-up time
    from dlexport.run import build as run  # noqa: PLC0415 - start-up time

    start = time.perf_counter()
    with terminal.shown(wanted=not (quiet or as_json)) as watch:
        report = run.build(request, watch)
    if twice:
        from dlexport.run import reproducible  # noqa: PLC0415 - start-up time

        reproducible.check(request, report)
    if report.problems:
        _report_problems(report.problems, report.sources, as_json=False)
    seconds = time.perf_counter() - start
    if as_json:
        print_json(reporting.as_data(report, seconds))
    for line in reporting.as_lines(report, seconds, twice=twice):
        say(line, quiet=quiet or as_json)
    if any(problem.severity == "error" for problem in report.problems):
        raise click.exceptions.Exit(EXIT_PROBLEMS)


def _report_problems(problems: Sequence[Problem], sources: Any, *, as_json: bool) -> None:   # noqa: ANN401 - a mapping
    from dlexport.cli import report as reporting  # noqa: PLC0415 - start-up time
    from dlexport.cli import terminal  # noqa: PLC0415 - start-up time

    if as_json:
        print_json({"problems": [reporting.problem_data(problem) for problem in problems]})
        return
    colour = terminal.colour()
    say(render(problems, sources, colour=colour), colour=colour)
    say(reporting.totals(problems))


if __name__ == "__main__":
    main()
