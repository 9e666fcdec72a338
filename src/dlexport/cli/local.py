"""Help and usage errors in the language chosen: what click says of itself is in the catalogue too."""

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
    """Writes help translated, piece by piece."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage."""
        usual = "Usage: " if messages.chosen() == "en" else translated("Usage:")
        super().write_usage(prog, args, usual if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """A heading such as `Options`."""
        if messages.chosen() == "en":
            super().write_heading(heading)
        else:
            self.write(f"{'':>{self.current_indent}}{translated(heading)}：\n")

    def write_text(self, text: str) -> None:
        """The description of a command."""
        super().write_text(translated(" ".join(text.split())) if messages.chosen() != "en" else text)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands, each with what it does."""
        super().write_dl([(name, _described(said)) for name, said in rows], col_max, col_spacing)


class LocalContext(click.Context):
    """A context whose help is translated."""

    formatter_class = LocalFormatter


class LocalGroup(click.Group):
    """A group whose list of commands is not cut short before it is translated."""

    context_class = LocalContext

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, each with the first sentence of its help."""
        if messages.chosen() == "en":
            super().format_commands(ctx, formatter)
            return
        rows = [(name, " ".join((command.help or "").split("\n\n")[0].split()))
                for name, command in sorted(self.commands.items())]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def localised(group: click.Group) -> None:
    """Let the help of every command of a group be translated."""
    for command in group.commands.values():
        command.context_class = LocalContext


def show(error: click.ClickException) -> None:
    """Say a usage error on stderr."""
    if messages.chosen() == "en":
        error.show()
        return
    context: Any = getattr(error, "ctx", None)
    if context is not None:
        advice = translated(f"Try '{context.command_path} --help' for help.")
        click.echo(f"{context.get_usage()}\n{advice}\n", err=True)
    click.echo(translated(f"Error: {error.format_message()}"), err=True)


def without_language(arguments: Sequence[str]) -> list[str]:
    """The arguments without `--lang en|zh`, wherever it stands; it is in force from now on."""
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
    return left


def _described(text: str) -> str:
    match = _EXTRA.fullmatch(text)
    if match is None or messages.chosen() == "en":
        return text
    extra = "; ".join(map(translated, match["extra"].split("; "))) if match["extra"] else ""
    return translated(" ".join(match["help"].split())) + (f"  [{extra}]" if extra else "")
