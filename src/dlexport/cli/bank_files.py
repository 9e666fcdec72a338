"""Commands that write a bank: `import` from other formats, `init` for a new one, `fmt` for its YAML's layout."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dlexport.cli.report import counted
from dlexport.cli.shared import EXIT_PROBLEMS, PathType, report_problems, shared
from dlexport.cli.streams import print_json, say
from dlexport.messages import chosen, translated
from dlexport.problems import SourceError, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.run.import_files import ImportResult

_HAN: Final = re.compile("[\u3400-\u9fff]")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=PathType(), metavar="FILE...")
@click.option(
    "-o",
    "folder",
    type=PathType(),
    default=Path(),
    show_default="this one",
    help="The project's folder, for its source/questions.yaml.",
)
@click.option("--update", is_flag=True, help="Bring an existing bank up to date; what was made by hand stays.")
@click.option("--force", is_flag=True, help="Replace an existing bank.")
@click.option("--dry-run", "dry", is_flag=True, help="Only say what would come.")
@click.option("--from", "importer", default="", metavar="NAME", help="The importer, where a file's name does not tell.")
@click.option(
    "--map",
    "mapping",
    metavar="FIELD=COLUMN[,…]",
    multiple=True,
    help="The column, or field of a note, that holds a field: title=Front,answer=Back.",
)
@click.option(
    "--label", "labels", metavar="FIELD=LABEL", multiple=True, help="A label that heads a field: answer=要点."
)
@click.option(
    "--level",
    type=click.IntRange(0, 6),
    default=0,
    show_default="found out",
    help="The level of headings that are questions.",
)
@click.option(
    "--dialect",
    type=click.Choice(["headings", "cards", "folded", "paper"]),
    default=None,
    show_default="found out",
    help="How a text writes questions.",
)
@click.option("--encoding", default="", metavar="NAME", help="The encoding of text files, where it is not found out.")
@click.option("--sheet", default="", metavar="NAME", help="The sheet of a workbook.")
@click.option("--id", "ident", default="", help="The bank's id; permanent.")
@click.option("--title", default="", help="The bank's title.")
@click.option("--language", default="", metavar="TAG", help="The bank's language, such as zh-CN.")
@shared("json", "quiet")
def import_(  # noqa: PLR0913 - click's parameters
    *,
    files: tuple[Path, ...],
    folder: Path,
    update: bool,
    force: bool,
    dry: bool,
    importer: str,
    mapping: tuple[str, ...],
    labels: tuple[str, ...],
    level: int,
    dialect: str | None,
    encoding: str,
    sheet: str,
    ident: str,
    title: str,
    language: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Make a bank of Markdown, Anki decks, tables or Word files."""
    from dlexport.importers.contract import ImportOptions  # noqa: PLC0415 - start-up time
    from dlexport.run.import_files import ImportRequest, import_files  # noqa: PLC0415 - start-up time

    if update and force:
        raise click.UsageError("--update keeps a bank, --force replaces it: give one of the two")
    named = _fields("--label", _pairs("--label", labels))
    mapped = _fields("--map", _pairs("--map", mapping, parted=True))
    options = ImportOptions(named, mapped, level, dialect or "", encoding, sheet)  # type: ignore[arg-type]
    done = import_files(ImportRequest(files, folder, options, importer, ident, title, language, force, update, dry))
    if as_json:
        print_json(_data(done, dry=dry))
        return
    if done.remarks:
        report_problems(done.remarks, {}, as_json=False)
    for line in _lines(done, dry=dry, update=update):
        say(printable(line), quiet=quiet)


def _fields(option: str, settings: dict[str, str]) -> dict[str, str]:
    """The settings, if each is of a field.

    Raises:
        click.UsageError: one is not.
    """
    from dlexport.importers.labels import own_labels  # noqa: PLC0415 - start-up time

    try:
        own_labels(settings)
    except ValueError as error:
        raise click.UsageError(f"{option}: {error}") from error
    return settings


def _pairs(option: str, settings: Sequence[str], *, parted: bool = False) -> dict[str, str]:
    made = {}
    for setting in settings:
        for pair in setting.split(",") if parted else (setting,):
            name, equals, value = pair.partition("=")
            if not (equals and name.strip() and value.strip()):
                raise click.UsageError(f"{option} takes FIELD=NAME, not {pair!r}")
            made[name.strip()] = value.strip()
    return made


def _data(done: ImportResult, *, dry: bool) -> dict[str, object]:
    from dlexport.cli.report import problem_data  # noqa: PLC0415 - start-up time

    return {
        "problems": list(map(problem_data, done.remarks)),
        "bank": str(done.path),
        "written": not dry,
        "questions": done.questions,
        "topics": done.topics,
        "new": done.new,
        "changed": done.changed,
        "same": len(done.same),
        "gone": done.gone,
        "media": done.media,
    }


def _lines(done: ImportResult, *, dry: bool, update: bool) -> list[str]:
    lines = []
    if update:
        lines += [f"{translated(name):8} {ident}" for name in ("new", "changed", "gone")
                  for ident in getattr(done, name)[:20]]
        counts = f"{len(done.new)} new, {len(done.changed)} changed, {len(done.same)} as they were" + (
            f", {len(done.gone)} no more in the source, kept" if done.gone else ""
        )
    else:
        counts = f"{counted(done.questions, 'question')} in {counted(done.topics, 'topic')}"
    pictures = f", {counted(len(done.media), 'picture')}" if done.media else ""
    lines.append(f"{done.path}: {counts}{pictures}{'; nothing was written (--dry-run)' if dry else ''}")
    return lines


@click.command("fmt")
@click.option("--check", "only", is_flag=True, help="Change nothing; exit 1 where something would be.")
@shared("source", "quiet")
@click.pass_context
def form(context: click.Context, *, source: Path, only: bool, quiet: bool) -> None:
    """Put the bank's YAML in form: indents, quotes, the order of keys; comments and meaning stay."""
    from dlexport.run.advice import put_in_form  # noqa: PLC0415 - start-up time

    changed = put_in_form(source, dry=only)
    if not changed:
        say(f"{printable(str(source))}: in form", quiet=quiet)
    elif only:
        say(f"{printable(str(source))}: not in form; `dlexport fmt` changes that", quiet=quiet)
        context.exit(EXIT_PROBLEMS)
    else:
        say(f"{printable(str(source))}: put in form", quiet=quiet)


@click.command()
@click.argument("folder", type=PathType(), default=Path(), required=False, metavar="[DIR]")
@click.option("--title", help="The bank's title.")
@click.option("--id", "ident", help="The bank's id; permanent. By default it follows from the title.")
@click.option("--language", metavar="TAG", help="The bank's language, such as zh-CN.")
@click.option("--minimal", is_flag=True, help="Three questions and nothing else.")
@shared("quiet")
def init(   # noqa: PLR0913 - click's parameters
    *, folder: Path, title: str | None, ident: str | None, language: str | None, minimal: bool, quiet: bool,
) -> None:
    """Begin a project: a small bank that shows every construct once, and what belongs beside it."""
    from dlexport.run.begin import bank_id, begin, language_tag, usual_id  # noqa: PLC0415 - start-up time

    asking = on_terminal()
    title = title or _asked("title", folder.resolve().name, str, asking=asking)
    chinese = chosen() == "zh" or _HAN.search(title) is not None
    language = language or _asked("language", "zh-CN" if chinese else "en", language_tag, asking=asking)
    ident = ident or _asked("id (permanent)", usual_id(title), bank_id, asking=asking)
    made, kept = begin(folder, title, language, ident, minimal=minimal)
    for path in made:
        say(printable(str(path)), quiet=quiet)
    for path in kept:
        say(f"{printable(str(path))}: kept as it was", quiet=quiet)
    inside = folder.resolve() == Path.cwd()
    there = printable(shlex.quote(str(folder)))
    say("next: dlexport all" if inside else f"next: cd {there} && dlexport all", quiet=quiet)


def on_terminal() -> bool:
    """Whether someone is there to be asked."""
    return sys.stdin.isatty()


def _asked(what: str, usual: str, proper: Callable[[str], str], *, asking: bool) -> str:
    """The answer of who sits at the terminal, asked again until it is proper; without a terminal, the usual one."""
    while asking:
        try:
            return proper(click.prompt(translated(what), default=usual, err=True))
        except SourceError as error:
            say(error.problems[0].hint)
    return usual
