"""Commands that print reference material: problem codes, the schema, installed exporters, shell completion."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlexport import codes
from dlexport.cli import completion
from dlexport.cli.shared import EXIT_PROBLEMS, report_problems, shared
from dlexport.cli.streams import print_json, show
from dlexport.messages import chosen, translated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.codes import Explanation


@click.command()
@click.argument("code", required=False, shell_complete=completion.codes)
def explain(code: str | None) -> None:
    """Say more about a problem's CODE; without one, list them."""
    from dlexport.plugin.explanations import explanations  # noqa: PLC0415 - start-up time

    known_codes = in_language(explanations())
    if code is None:
        for name, known in known_codes.items():
            click.echo(f"{name:22} {known.title}")
        return
    if code not in known_codes:
        raise click.UsageError(f"there is no problem code {code!r}; `dlexport explain` lists them")
    click.echo(f"{code}: {known_codes[code].title}\n\n{known_codes[code].text.strip()}")


@click.command()
def schema() -> None:
    """Print the JSON Schema of the bank format, for editors."""
    click.echo((Path(__file__).parents[1] / "reader/schema.json").read_text(encoding="utf-8"), nl=False)


@click.command()
@shared("json")
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
        show(f"  promises {', '.join(row['promises'])}")
        for option in row["options"]:
            explained = translated(f"(default {option['default'] or 'empty'}) {option['help']}")
            click.echo(f"  -O {row['name']}.{option['name']}={translated(option['choices'])}   {explained}")
    if problems:
        if not as_json:
            report_problems(problems, {}, as_json=False)
        context.exit(EXIT_PROBLEMS)


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def complete(context: click.Context, shell: str) -> None:
    """Print what SHELL reads to complete commands, exporters, options, topics and codes."""
    click.echo(completion.script(shell, context.find_root().command))


def in_language(known: Mapping[str, Explanation]) -> Mapping[str, Explanation]:
    """The explanations in the chosen language; those of plug-ins stay in their own."""
    if chosen() == "en":
        return known
    return {**known, **codes.read(Path(codes.__file__).with_name(f"codes.{chosen()}.toml"))}
