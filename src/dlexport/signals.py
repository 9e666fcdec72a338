"""Signals that end a run, raised as exceptions so that everything is cleaned up, and held back where needed."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

WORDS: Final = {"SIGINT": "interrupted", "SIGTERM": "terminated", "SIGHUP": "hung up"}     # no SIGHUP on Windows
_PDEATHSIG: Final = 1
_NUMBERS: Final = {getattr(signal, name): name for name in WORDS if hasattr(signal, name)}


class Stopped(KeyboardInterrupt):
    """The system wants the process to end, as at shutdown or when a pipeline's job is cancelled."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.status = 128 + number      # as shells count them
        self.words = WORDS[_NUMBERS[number]]


def listen() -> None:
    """Make signals that end the process raise `Stopped`; a signal that is ignored (`nohup`) stays ignored."""
    for number in _NUMBERS:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> None:
    for other in _NUMBERS:      # impatience must not end the cleaning up
        signal.signal(other, signal.SIG_IGN)
    raise Stopped(number)


def is_meant(error: BaseException) -> bool:
    """Whether an exception tells of a signal to this process, and was not just raised by some code."""
    if isinstance(error, Stopped):
        return True
    return isinstance(error, KeyboardInterrupt) and signal.getsignal(signal.SIGINT) is signal.default_int_handler


def end_with(parent: int) -> None:
    """Make a forked process end as soon as its parent ends in any way (prctl(2), PR_SET_PDEATHSIG; Linux)."""
    if sys.platform.startswith("linux"):
        import ctypes  # noqa: PLC0415 - 10 ms, and only where there are processes

        ctypes.CDLL(None).prctl(_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:      # it ended before that was asked for
        os._exit(1)


def leave_to_parent() -> None:
    """Make a forked process ignore Ctrl-C, on which the parent ends its children, and end at SIGTERM."""
    for number, name in _NUMBERS.items():
        signal.signal(number, signal.SIG_DFL if name == "SIGTERM" else signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _NUMBERS)


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Signals that end the process take effect only after this block."""
    if not hasattr(signal, "pthread_sigmask"):      # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _NUMBERS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
