"""The command line's entry point and the main commands. Everything printed goes through `streams`."""

from __future__ import annotations

import errno
import gc
import sys
import time
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dlexport import messages, signals
from dlexport.cli import bank_files, completion, formats, local, reference, streams, writing
from dlexport.cli.report import counted
from dlexport.cli.shared import (
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_PROBLEMS,
    EXIT_USAGE,
    PathType,
    report_problems,
    request,
    shared,
)
from dlexport.cli.streams import print_json, say
from dlexport.problems import SHOWN_AT_MOST, SourceError, printable
from dlexport.run.request import Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.problems import Problem

_STDOUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def main() -> None:
    """Run the command line and exit: 0 ok, 1 problems, 2 usage, 130 interrupted, 143 terminated, 129 hung up."""
    streams.open_all()
    signals.listen()
    status = run(sys.argv[1:])
    gc.freeze()     # else Python looks through all objects once more before it ends: a tenth of a short run
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run one command line (without the program's name) and return its exit status, as `main` lists them."""
    status = EXIT_OK
    arguments = local.without_language(arguments)
    try:
        try:
            return cli.main(arguments, prog_name="dlexport", standalone_mode=False) or EXIT_OK
        except SourceError as error:
            status = EXIT_USAGE if all(map(_is_usage, error.problems)) else EXIT_PROBLEMS
            report_problems(error.problems, error.sources, as_json="--json" in arguments)
        except click.ClickException as error:
            status = EXIT_USAGE
            streams.tell(partial(local.show, error))
        except (click.Abort, KeyboardInterrupt) as error:
            words, status = "interrupted", EXIT_INTERRUPTED
            if isinstance(stopped := error.__cause__ or error, signals.Stopped):     # click wraps it in its own
                words, status = stopped.words, stopped.status
            say(f"{words}: every file is whole, as it was or as it was to be")
    except (BrokenPipeError, SystemExit):   # click raises the latter if a pipe is closed
        # the reader of our output has closed the pipe, so nothing more can be printed there
        streams.hush(sys.stdout)
    except OSError as error:    # of the output stream itself; other errors have become problems where they happened
        streams.hush(sys.stdout)
        if error.errno in {errno.EMFILE, errno.ENFILE}:
            file = printable(str(error.filename or "a file"))
            say(f"cannot open {file}: {error.strerror}; raise the limit (`ulimit -n`)")
        else:
            say(f"cannot write the output: {error.strerror or error}")
        return status or EXIT_PROBLEMS
    finally:
        messages.use("")
    return status


def _is_usage(problem: Problem) -> bool:
    """Whether a problem is about the command line itself and not about the content of a file."""
    return problem.code in {"exporter-unknown", "option-unknown", "option-value", "unknown-topic"} and not problem.span


@click.group(cls=local.LocalGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(messages.LANGUAGES), expose_value=False, is_eager=True,
              callback=lambda _context, _option, value: messages.use(value or messages.chosen()),
              help="The language of messages; by default that of your locale. May stand anywhere.")
@click.version_option(package_name="dlexport", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn one YAML question bank into study material: an Anki deck, a handout, an e-book."""


@cli.command("all")
@shared("source", "out", "styles", "topic", "set", "locked", "strict", "again", "cache", "jobs", "twice", "glyphs",
       "json", "quiet")
def build_all(*, twice: bool, as_json: bool, quiet: bool, **rest: Any) -> None:   # noqa: ANN401 - click's parameters
    """Make every output of the bank, verified, with manifest and checksums."""
    _build(request(**rest), twice=twice, as_json=as_json, quiet=quiet)


@cli.command()
@click.argument("exporters", nargs=-1, required=True, metavar="EXPORTER...", shell_complete=completion.exporters)
@click.option("-o", "file", type=PathType(), help="Write to this file (with exactly one exporter).")
@shared("source", "out", "styles", "topic", "set", "locked", "strict", "again", "cache", "jobs", "twice", "glyphs",
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
    _build(request(exporters=exporters, file=file, **rest), twice=twice, as_json=as_json, quiet=quiet)


@cli.command()
@click.option("--format", "form", type=click.Choice(["text", *formats.FORMS]), default="text", show_default=True,
              help="How problems are told: for people, editors (gcc, json) or pipelines (github, sarif).")
@shared("source", "styles", "strict", "glyphs", "json", "quiet")
def check(*, source: Path, form: str, as_json: bool, quiet: bool, **rest: Any) -> None:   # noqa: ANN401 - click's parameters
    """Report every problem of the source, all at once."""
    if form != "text" and not as_json:
        _check_as(form, source, **rest)
        return
    from dlexport.cli import report as reporting  # noqa: PLC0415 - start-up time
    from dlexport.run import inspect  # noqa: PLC0415 - start-up time

    book = inspect.check(source, **rest)
    count, warnings = book.count, book.bank.warnings
    if warnings and not as_json:
        report_problems(warnings, book.bank.sources, as_json=False)
    found = "no errors" if warnings else "no problems"
    there = f"{counted(count, 'question')} in {counted(len(book.chapters), 'topic')}"
    say(f"{printable(str(source))}: {there}, {found}", quiet=quiet or as_json)
    if as_json:
        print_json({"problems": [reporting.problem_data(problem) for problem in warnings], "questions": count})


def _check_as(form: str, source: Path, **rest: Any) -> None:   # noqa: ANN401 - what `inspect.check` takes
    """`check --format`: print the problems to stdout in the form named; errors exit with 1."""
    from dlexport.run import inspect  # noqa: PLC0415 - start-up time

    try:
        problems, status = inspect.check(source, **rest).bank.warnings, EXIT_OK
    except SourceError as error:
        problems, status = error.problems, EXIT_PROBLEMS
    told = formats.FORMS[form](problems)
    if isinstance(told, str):
        click.echo(told, nl=False)
    else:
        print_json(told)
    if status:
        raise click.exceptions.Exit(status)


@cli.command()
@click.argument("files", nargs=-1, type=PathType())
@shared("source", "out", "topic", "json", "quiet")
def verify(*, files: tuple[Path, ...], as_json: bool, quiet: bool, **rest: Any) -> None:   # noqa: ANN401 - click's parameters
    """Read artifacts back and prove that every question is in each (default: all the manifest lists)."""
    from dlexport.run import proof  # noqa: PLC0415 - start-up time

    book, checked = proof.check_artifacts(request(**rest), files)
    for path, count in checked.items():
        those = "the one question is" if count == 1 else f"all {count} questions are"
        say(f"{printable(str(path))}: {those} there", quiet=quiet or as_json)
    if as_json:
        total = book.count
        print_json({"problems": [], "questions": total, "verified": [str(path) for path in checked]})


@cli.command()
@click.argument("old", type=PathType())
@click.argument("new", type=PathType(), required=False)
@click.option("--markdown", is_flag=True, help="The list as Markdown, for release notes.")
@click.option("--exit-code", is_flag=True, help="Exit 1 where the two differ.")
@shared("source", "styles", "json", "quiet")
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
        click.echo(changelist.as_markdown(difference) if markdown else
                   changelist.as_text(difference, messages.translated))
    if exit_code and difference:
        context.exit(EXIT_PROBLEMS)


@cli.command()
@click.option("--restore", metavar="ID", multiple=True, help="A retired id that may return with other content.")
@click.option("--forget", metavar="ID", multiple=True, help="A retired id to drop from the lock.")
@click.option("--new-blank", "new_blanks", metavar="KEYPOINT TEXT", nargs=2, multiple=True,
              help="A blank that is new, not the correction it was taken for: question/keypoint and its text.")
@click.option("--from", "deck", metavar="OLD.apkg", type=click.Path(path_type=Path),
              help="Rebuild a lost lock from a deck that was published.")
@shared("source", "styles", "json", "quiet")
def lock(   # noqa: PLR0913 - click's parameters
    *, restore: tuple[str, ...], forget: tuple[str, ...], new_blanks: tuple[tuple[str, str], ...], deck: Path | None,
    source: Path, styles: Path | None, as_json: bool, quiet: bool,
) -> None:
    """Bring questions.lock up to date."""
    from dlexport.run.relock import Wish, relock  # noqa: PLC0415 - start-up time

    changed = relock(source, styles, Wish(restore, forget, new_blanks, deck))
    for line in changed[:SHOWN_AT_MOST] or ["nothing changed"]:
        say(printable(line), quiet=quiet or as_json)
    if len(changed) > SHOWN_AT_MOST:
        say(f"… and {len(changed) - SHOWN_AT_MOST:,} more changes; `--json` has them all", quiet=quiet or as_json)
    if as_json:
        print_json({"problems": [], "changes": changed})


@cli.command()
@click.argument("deck", type=PathType(), required=False)
@click.option("--dry-run", is_flag=True, help="Only say which notes are new, changed or blocked.")
@click.option("--url", default="http://127.0.0.1:8765", show_default=True, help="Where AnkiConnect listens.")
@click.option("--key", default="", envvar="ANKICONNECT_KEY", help="The add-on's key, where it has one.")
@shared("out", "json", "quiet")
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
                say(f"{messages.translated(name):8} {printable(ident)}", quiet=quiet)
            if len(ids) > SHOWN_AT_MOST:
                say(f"… and {len(ids) - SHOWN_AT_MOST:,} more that are {name}", quiet=quiet)
    counts = ", ".join(f"{len(ids)} {name}" for name, ids in asdict(effect).items())
    say(f"{'would be imported' if dry_run else 'imported'}: {counts}", quiet=quiet)
    if effect.blocked:
        say("blocked notes were edited, or tagged leech or marked, after the deck was dated;\n"
            "to replace them all the same, import the deck in Anki with Update notes: Always", quiet=quiet)


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
        report_problems(report.problems, report.sources, as_json=False)
    seconds = time.perf_counter() - start
    if as_json:
        print_json(reporting.as_data(report, seconds))
    for line in reporting.as_lines(report, seconds, twice=twice):
        say(line, quiet=quiet or as_json)
    if any(problem.severity == "error" for problem in report.problems):
        raise click.exceptions.Exit(EXIT_PROBLEMS)


for command in (bank_files.init, bank_files.import_, bank_files.form, writing.lint, writing.watch, writing.preview,
                writing.stats, reference.explain, reference.schema, reference.exporters, reference.complete):
    cli.add_command(command)
local.localised(cli)


if __name__ == "__main__":
    main()
