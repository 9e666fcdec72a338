"""What is said goes to stderr, results to stdout: also where one of them is closed, full, or cut off."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

import click

from dlexport.messages import translated
from dlexport.problems import printable

if TYPE_CHECKING:
    from collections.abc import Callable

# what JSON may hold as it is and a terminal or an eye obeys
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def open_all() -> None:
    """Where a standard stream is closed, nothing is in its place: else the next file we open would be taken for it."""
    for handle in range(3):
        try:
            os.fstat(handle)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if isinstance(sys.stdout, io.TextIOWrapper):    # as stderr is already: a word in another script ends nothing
        sys.stdout.reconfigure(errors="backslashreplace")


def say(text: str, *, quiet: bool = False, colour: bool = False) -> None:
    """Write a message to stderr, in the language chosen; one that nobody can get is no reason to fail.

    Args:
        text: of one or more lines; whatever stands in them that a terminal would obey is written out.
        quiet: say nothing.
        colour: the text has colours, and was translated and made printable before.
    """
    if not quiet:
        tell(partial(click.echo, text if colour else lines(translated(text)), err=True, color=colour))


def show(text: str) -> None:
    """Write a line for people to stdout, in the language chosen."""
    click.echo(translated(text))


def lines(text: str) -> str:
    """Each line as it may leave the program."""
    return "\n".join(map(printable, text.split("\n")))


def tell(write: Callable[[], None]) -> None:
    """The same, of something that writes to stderr by itself."""
    try:
        write()
    except OSError:
        hush(sys.stderr)


def print_json(data: dict[str, Any]) -> None:
    """Write a result to stdout, with escapes where its encoding lacks a character."""
    text = _OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(data, ensure_ascii=False, indent=2))
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")      # there is none where the stream is closed
    except UnicodeError:
        text = json.dumps(data, indent=2)
    click.echo(text)


def hush(stream: TextIO | None) -> None:
    """What is still in its buffer goes nowhere, so that Python's own end does not stumble over it."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())    # type: ignore[union-attr]
