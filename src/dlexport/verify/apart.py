"""A stranger's file, read in a process of its own with limits of memory and time; what comes back is taken as data."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from dlexport import signals
from dlexport.foreign.budget import ForeignError
from dlexport.unpickling import DAMAGE, DataUnpickler

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from multiprocessing.connection import Connection

T = TypeVar("T")
_SECONDS: Final = 30            # of processor time that any file may take; an honest one takes a tenth of it
_SECONDS_A_MEGABYTE: Final = 15
_MEMORY: Final = 400_000_000    # bytes beyond what the process has when it begins
_TIMES: Final = 30              # and so many times the file
_MOST: Final = 6_000_000_000
_NO_MEMORY: Final = 77          # an exit status of ours
_ANSWER: Final = 4              # an answer is at most a fourth of the memory


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits on the reading of one file.

    Attributes:
        seconds: processor time.
        memory: bytes in addition to those that the program uses already.
    """

    seconds: int
    memory: int

    @classmethod
    def of(cls, size: int) -> Limits:
        """Limits for a file of so many bytes: what an honest one takes, and much more."""
        return cls(_SECONDS + size * _SECONDS_A_MEGABYTE // 1_000_000, min(_MOST, _MEMORY + _TIMES * size))


def possible() -> bool:
    """Whether processes can be bounded here: on Linux, where no other thread runs, and not in a worker."""
    return sys.platform.startswith("linux") and threading.active_count() == 1 \
        and not multiprocessing.current_process().daemon


def apart(task: Callable[[], T], known: Mapping[tuple[str, str], type], limits: Limits) -> T:
    """The result of a task that reads a file of others, run in a limited process if the system allows it.

    Args:
        task: a function whose result is picklable.
        known: the classes that the result may contain, besides Python's plain ones; see `unpickling.classes`.
        limits: the limits of its process.

    Raises:
        ForeignError: the task exceeded a limit, was killed, raised, or returned something else.
        Exception: whatever the task raised, if it runs in this process.
    """
    if not possible():
        return task()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(task, theirs, ours, limits, os.getpid()), daemon=True)
    try:
        with signals.held_back():       # until the child listens no more
            process.start()
        theirs.close()
        data = ours.recv_bytes(limits.memory // _ANSWER)
    except (EOFError, OSError):         # it ended without an answer, or in the middle of one; or that is too long
        data = None
    finally:
        theirs.close()
        ours.close()
        process.kill()      # it has answered, or never will; if it has ended, how it ended stays
        process.join()
    if data is None:
        raise ForeignError(_reason(process.exitcode, limits))
    try:
        return cast("T", DataUnpickler(data, known).load())
    except DAMAGE as error:
        raise ForeignError(f"what was read of it is damaged ({type(error).__name__})") from error


def _work(task: Callable[[], object], answer: Connection, other: Connection, limits: Limits, parent: int) -> None:
    signals.end_with(parent)
    other.close()
    signals.leave_to_parent()
    faulthandler.disable()      # how it ends is told by who waits for it
    _bound(limits)
    try:
        answer.send_bytes(pickle.dumps(task(), pickle.HIGHEST_PROTOCOL))
    except MemoryError:
        os._exit(_NO_MEMORY)
    except BaseException:   # noqa: BLE001 - multiprocessing would print it
        os._exit(1)


def _bound(limits: Limits) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + limits.memory)
    _lower(resource.RLIMIT_CPU, limits.seconds)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(which: int, wanted: int) -> None:
    """Set a limit, unless the one that there is already is lower."""
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(which)
    least = min([wanted, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)])
    resource.setrlimit(which, (least, hard))


def _reason(status: int | None, limits: Limits) -> str:
    """Why there is no answer, as the rest of a sentence."""
    if status == -signal.SIGXCPU:
        return f"it takes more than {limits.seconds} s to be read"
    if status == _NO_MEMORY:
        return f"it takes more than {limits.memory // 1_000_000:,} MB of memory to be read"
    how = f"signal {-status}" if status and status < 0 else f"status {status}"
    return f"what reads it broke off ({how}); it may take more than {limits.memory // 1_000_000:,} MB of memory"
