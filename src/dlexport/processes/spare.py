"""Spare processes of a run: how many may be started besides those at work, over all formats."""

from __future__ import annotations

import contextlib
import os
from typing import Final

_ROOM: Final = 65_536       # bytes that a pipe holds


class Spare:
    """The number of processes that may still be started, shared by forked processes.

    It is the number of bytes in a pipe, as in the job server of GNU make; nobody ever waits for one. Whoever has taken
    one gives it back, also if the process started for it was killed; it is lost if the taker itself is killed.

    Args:
        counted: whether there ever are any; they come with `give`.
    """

    def __init__(self, *, counted: bool = False) -> None:
        self._ends = os.pipe() if counted else None
        for end in self._ends or ():
            os.set_blocking(end, False)

    @property
    def possible(self) -> bool:
        """Whether there ever are any."""
        return self._ends is not None

    def take(self) -> bool:
        """Take one, if there is one; it is to be given back."""
        try:
            return self._ends is not None and bool(os.read(self._ends[0], 1))
        except BlockingIOError:
            return False

    def give(self, count: int = 1) -> None:
        """So many more may be started; what the pipe does not hold is lost, and is more than any machine starts."""
        if self._ends is not None:
            with contextlib.suppress(BlockingIOError):      # it is full
                os.write(self._ends[1], b"+" * min(count, _ROOM))

    def close(self) -> None:
        """No more may be started."""
        for end in self._ends or ():
            os.close(end)
        self._ends = None
