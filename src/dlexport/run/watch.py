"""`dlexport watch`: reports when a bank, its pictures or its styles have been saved.

It polls sizes and times every few tenths of a second instead of using the system's notifications, which are lost on
network folders and in containers. Polling one file takes some 10 microseconds, a thousand some 3 ms; the longer it
takes, the longer the pauses.
"""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dlexport.run.request import Request

State: TypeAlias = "Mapping[str, tuple[int, int, int]]"
"""Path -> (size in bytes, time of change in ns, inode) of each file that a run reads, without the lock."""

_EVERY = 0.2        # seconds between two looks
_SETTLED = 0.1      # seconds without a change until a save counts as complete: editors save in several steps
_PAUSE = 30         # times as long as a look took, at least, until the next: a thirtieth of a core at most
_PATIENCE = 20      # looks at a missing or empty source until that counts: some editors rename, others empty it first
_DEEPEST = 8        # levels of folders


def state(request: Request) -> State:
    """The present state of the inputs of a run."""
    found: dict[str, tuple[int, int, int]] = {}
    _look(str(request.source), found, 0)
    for folder in (request.source.parent / "media", request.styles):
        if folder is not None:
            _look(str(folder), found, 0)
    return found


def saves(
    request: Request, known: State, *, sleep: Callable[[float], object] = time.sleep, every: float = _EVERY,
    settled: float = _SETTLED,
) -> Iterator[list[str]]:
    """Endless iterator: after each completed save, the list of changed paths.

    Args:
        request: names the bank and the styles.
        known: the state of the files when they were last read.
        sleep: function that waits a number of seconds; tests replace it.
        every: seconds between two looks, or more if a look takes long.
        settled: seconds without a change until a save counts as complete.
    """
    took = 0.0
    while True:
        sleep(max(every, took * _PAUSE))
        start = time.thread_time()
        now = state(request)
        took = time.thread_time() - start
        if now == known:
            continue
        now = _at_rest(request, now, sleep, settled)
        changed = sorted(path for path in {*known, *now} if known.get(path) != now.get(path))
        known = now
        if changed:
            yield changed


def _at_rest(request: Request, now: State, sleep: Callable[[float], object], settled: float) -> State:
    patience = _PATIENCE
    while True:
        sleep(settled)
        later = state(request)
        there = now.get(str(request.source), (0, 0, 0))[0] > 0
        if later == now and (there or patience <= 0):
            return now
        patience -= later == now
        now = later


def _look(path: str, found: dict[str, tuple[int, int, int]], depth: int) -> None:
    try:
        status = os.stat(path)  # noqa: PTH116 - of hundreds of files, five times a second
    except OSError:
        return
    if stat.S_ISREG(status.st_mode):
        found[path] = status.st_size, status.st_mtime_ns, status.st_ino
    elif stat.S_ISDIR(status.st_mode) and depth < _DEEPEST:
        for name in _names(path):
            _look(f"{path}/{name}", found, depth + 1)


def _names(folder: str) -> Iterable[str]:
    try:
        return [name for name in os.listdir(folder)     # noqa: PTH208 - as above
                if not name.startswith(".") and not name.endswith("~")]
    except OSError:
        return []
