"""Standard streams: messages go to stderr, results to stdout; either may be closed, full, or end early."""

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

# characters that JSON permits unescaped, but that control a terminal or change how text is displayed
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def open_all() -> None:
    """Open /dev/null for each closed standard stream; else the next file opened would get its number and its output."""
    for handle in range(3):
        try:
            os.fstat(handle)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if isinstance(sys.stdout, io.TextIOWrapper):    # as stderr: a character that the encoding lacks is no error
        sys.stdout.reconfigure(errors="backslashreplace")


def say(text: str, *, quiet: bool = False, colour: bool = False) -> None:
    """Write a message to stderr, translated into the chosen language; a stream that cannot be written is ignored.

    Args:
        text: one or more lines; control characters in them are written as escapes.
        quiet: write nothing.
        colour: the text has colour codes, and was already translated and made printable.
    """
    if not quiet:
        tell(partial(click.echo, text if colour else lines(translated(text)), err=True, color=colour))


def show(text: str) -> None:
    """Write a line for people to stdout, translated into the chosen language."""
    click.echo(translated(text))


def lines(text: str) -> str:
    """The lines of a text, translated and with control characters escaped."""
    return "\n".join(map(printable, text.split("\n")))


def tell(write: Callable[[], None]) -> None:
    """Call a function that writes to stderr; a stream that cannot be written is ignored."""
    try:
        write()
    except OSError:
        hush(sys.stderr)


def print_json(data: dict[str, Any]) -> None:
    """Write a result to stdout as JSON; characters that its encoding lacks are escaped."""
    text = _OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(data, ensure_ascii=False, indent=2))
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")      # there is none where the stream is closed
    except UnicodeError:
        text = json.dumps(data, indent=2)
    click.echo(text)


def hush(stream: TextIO | None) -> None:
    """Redirect a broken stream to /dev/null, so that Python's flush at exit raises no error."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())    # type: ignore[union-attr]
