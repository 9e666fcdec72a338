"""Help and usage errors in the chosen language; the catalogue holds click's own words too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import click

from dlexport import messages
from dlexport.messages import translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_EXTRA: Final = re.compile(r"(?P<help>.*?)(?:  \[(?P<extra>.*)\])?", re.DOTALL)


class LocalFormatter(click.HelpFormatter):
    """click's formatter of help, with each piece translated before it is written."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        usual = "Usage: " if messages.chosen() == "en" else translated("Usage:")
        super().write_usage(prog, args, usual if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write a heading such as `Options`."""
        if messages.chosen() == "en":
            super().write_heading(heading)
        else:
            self.write(f"{'':>{self.current_indent}}{translated(heading)}：\n")

    def write_text(self, text: str) -> None:
        """Write the description of a command."""
        super().write_text(translated(" ".join(text.split())) if messages.chosen() != "en" else text)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of options or commands with their descriptions."""
        super().write_dl([(name, _described(said)) for name, said in rows], col_max, col_spacing)


class LocalContext(click.Context):
    """click's context, with the translating formatter."""

    formatter_class = LocalFormatter


class LocalGroup(click.Group):
    """click's group; it translates the first sentence of each command's help before click would shorten it."""

    context_class = LocalContext

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, each with the first sentence of its help."""
        if messages.chosen() == "en":
            super().format_commands(ctx, formatter)
            return
        rows = [(name, " ".join((command.help or "").split("\n\n")[0].split()))
                for name, command in sorted(self.commands.items())]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def localised(group: click.Group) -> None:
    """Give every command of a group the translating context."""
    for command in group.commands.values():
        command.context_class = LocalContext


def show(error: click.ClickException) -> None:
    """Print a usage error to stderr, translated."""
    if messages.chosen() == "en":
        error.show()
        return
    context: Any = getattr(error, "ctx", None)
    if context is not None:
        advice = translated(f"Try '{context.command_path} --help' for help.")
        click.echo(f"{context.get_usage()}\n{advice}\n", err=True)
    click.echo(translated(f"Error: {error.format_message()}"), err=True)


def without_language(arguments: Sequence[str]) -> list[str]:
    """The arguments without `--lang en|zh`, which may stand anywhere; sets the language as a side effect.

    A `--lang` without one of these languages is moved to the front, where click says what is wrong with it.
    """
    messages.use("")
    left = list(arguments)
    for at, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if word == "--":
            break
        if name == "--lang" and equals and value in messages.LANGUAGES:
            messages.use(value)
            del left[at]
            break
        if word == "--lang" and arguments[at + 1:at + 2] and arguments[at + 1] in messages.LANGUAGES:
            messages.use(arguments[at + 1])
            del left[at:at + 2]
            break
        if name == "--lang":
            kept = left[:at] + left[at + (1 if equals else 2):]
            return [*left[at:at + (1 if equals else 2)], *kept] if equals or left[at + 1:] else [word]
    return left


def _described(text: str) -> str:
    match = _EXTRA.fullmatch(text)
    if match is None or messages.chosen() == "en":
        return text
    extra = "; ".join(map(translated, match["extra"].split("; "))) if match["extra"] else ""
    return translated(" ".join(match["help"].split())) + (f"  [{extra}]" if extra else "")
