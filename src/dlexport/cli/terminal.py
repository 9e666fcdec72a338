"""Features for a terminal on stderr: colour, and a line of progress that is erased at the end."""

from __future__ import annotations

import contextlib
import os
import sys
import time
import unicodedata
from typing import TYPE_CHECKING, Final

from dlexport.messages import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dlexport.run import progress

_ERASE: Final = "\r\x1b[2K"
PATIENCE: Final = 0.4      # seconds until the first line; a shorter run shows none


def colour() -> bool:
    """Whether messages are coloured: NO_COLOR and FORCE_COLOR decide where set (and not empty), else the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or _able()


@contextlib.contextmanager
def shown(*, wanted: bool) -> Iterator[Callable[[Sequence[progress.Stage], int], None] | None]:
    """Context with a function that draws progress; None if stderr is no terminal. At the end the line is erased.

    The function takes the stages and the number of questions that each format holds.

    Args:
        wanted: whether progress may be shown; False for --quiet and --json.
    """
    if not wanted or not _able() or os.environ.get("CI"):
        yield None
        return
    start, drawn = time.monotonic(), False

    def draw(stages: Sequence[progress.Stage], questions: int) -> None:
        nonlocal drawn
        seconds = time.monotonic() - start
        if seconds > PATIENCE:
            import shutil  # noqa: PLC0415 - a run with nothing to show needs neither

            from dlexport.run import progress  # noqa: PLC0415 - the same

            drawn = True
            columns = shutil.get_terminal_size().columns
            text = translated(progress.line(stages, questions, seconds, columns))
            _write(_ERASE + text[:columns - 1 - sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)])

    try:
        yield draw
    finally:
        if drawn:
            _write(_ERASE)


def _able() -> bool:
    """Whether stderr is a terminal that can erase a line."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _write(text: str) -> None:
    with contextlib.suppress(OSError):      # a closed terminal must not end the run
        sys.stderr.write(text)
        sys.stderr.flush()
