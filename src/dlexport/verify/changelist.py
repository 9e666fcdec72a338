"""The difference between two releases in words: for the terminal, for release notes, as data."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dlexport.problems import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.plugin.contract import Note
    from dlexport.verify.difference import Changed, Difference

_MARKUP = re.compile(r"[\\`*_\[\]<>#|$~!]")


def as_text(difference: Difference, said: Callable[[str], str] = str) -> str:
    """A line for each note that differs, a line with the totals, and how to remove the notes that left.

    Args:
        difference: between two decks.
        said: English -> the language of the person who reads it.
    """
    groups = _groups(difference)
    lines = [printable(f"{said(name):8} {note.id}  {note.title}{f'  ({said(detail)})' if detail else ''}")
             for name, rows in groups.items() for note, detail in rows]
    counts = [f"{len(rows)} {name}" for name, rows in groups.items()]
    total = ", ".join([*counts, f"{len(difference.untouched)} untouched"])
    return "\n".join([*lines, said(total), *(said(printable(line)) for line in difference.removal.splitlines())])


def as_markdown(difference: Difference) -> str:
    """Markdown for release notes: a section for each kind of change, and how to remove the notes that left."""
    sections = [
        "\n".join([f"## {name.capitalize()} ({len(rows)})", "", *(_item(*row) for row in rows)])
        for name, rows in _groups(difference).items() if rows
    ]
    if difference.removal:
        sections.append("\n".join(map(printable, difference.removal.splitlines())))
    return "\n\n".join([*sections, f"Untouched: {len(difference.untouched)} notes."])


def as_data(difference: Difference) -> dict[str, Any]:
    """The difference as a value for JSON."""
    return {
        "added": [asdict(note) for note in difference.added],
        "changed": [{**asdict(one.note), "fields": one.fields, "looks": one.looks, "became": one.cards}
                    for one in difference.changed],
        "retired": [asdict(note) for note in difference.retired],
        "moved": [{**asdict(one.note), "from": one.topic} for one in difference.moved],
        "untouched": [asdict(note) for note in difference.untouched],
        "removal": difference.removal,
    }


def _groups(difference: Difference) -> dict[str, list[tuple[Note, str]]]:
    """Kind of change -> notes, each with its details."""
    return {
        "added": [(note, "") for note in difference.added],
        "changed": [(one.note, _detail(one)) for one in difference.changed],
        "retired": [(note, "") for note in difference.retired],
        "moved": [(one.note, f"from {one.topic}" if one.topic != one.note.topic else "within its topic")
                  for one in difference.moved],
    }


def _detail(one: Changed) -> str:
    """The fields that differ, and what happened to the cards."""
    fields = ", ".join([*one.fields, *(f"look of {name}" for name in one.looks)])
    return "; ".join(filter(None, [fields, *one.cards]))


def _item(note: Note, detail: str) -> str:
    ident = printable(note.id).replace("`", "'")
    return f"- {_escaped(note.title)} (`{ident}`)" + (f": {_escaped(detail)}" if detail else "")


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", printable(text))
