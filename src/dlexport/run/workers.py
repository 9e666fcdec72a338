"""Tasks side by side in forked processes: each inherits the book, and only results are sent back."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, TypeVar, cast

from dlexport import signals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WorkerDied:
    """A process ended without a result: killed by the system, or by its own work.

    Attributes:
        exit_code: its exit status; the negative number of a signal that killed it.
    """

    exit_code: int | None


def processors() -> int:
    """How many processes may run at once; 1 where forking is not safe: not on Linux, or beside other threads."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def side_by_side(
    tasks: Sequence[Callable[[], T]], at_once: int, look: Callable[[], None] | None = None, every: float = 0.1,
) -> list[T | WorkerDied]:
    """What each task returns, in the order of the tasks. With one at a time they run here, one after the other.

    Args:
        tasks: their results must pickle. Put the longest first.
        at_once: how many processes may run at the same time.
        look: called here every so many seconds while they run.
        every: seconds.

    Returns:
        The results; `WorkerDied` in the place of a task whose process was killed: the other tasks go on.

    Raises:
        Exception: whatever a task raised; the others were ended.
    """
    if at_once < 2 or len(tasks) < 2:  # noqa: PLR2004 - alone is alone
        return [task() for task in tasks]
    context = multiprocessing.get_context("fork")
    waiting = list(enumerate(tasks))[::-1]
    running: dict[Connection, tuple[int, multiprocessing.process.BaseProcess]] = {}
    results: dict[int, T | WorkerDied] = {}
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                number, task = waiting.pop()
                ours, theirs = context.Pipe(duplex=False)
                others = [*running, ours]
                started = context.Process(target=_work, args=(task, theirs, others, os.getpid()), daemon=True)
                with signals.held_back():    # until the child listens no more: it has none of the parent's answers
                    started.start()
                theirs.close()
                running[ours] = number, started
            if look:
                look()
            for ready in wait(list(running), every if look else None):
                ours = cast("Connection", ready)
                number, process = running.pop(ours)
                results[number] = _received(ours, process)
    finally:
        for ours, (_, process) in running.items():
            process.terminate()
            process.join()
            ours.close()
    return [results[number] for number in range(len(tasks))]


def _work(task: Callable[[], object], answer: Connection, inherited: Sequence[Connection], parent: int) -> None:
    signals.end_with(parent)
    for other in inherited:     # else a worker holds the ends of its siblings, who then write for ever to nobody
        other.close()
    signals.leave_to_parent()
    try:
        outcome: tuple[object, Exception | None] = task(), None
    except Exception as error:   # noqa: BLE001 - it is raised again in the parent
        outcome = None, error
    try:
        answer.send(outcome)
    except Exception as error:   # noqa: BLE001 - what cannot be pickled raises anything
        answer.send((None, TypeError(f"its result cannot travel between processes: {error}")))
    answer.close()


def _received(ours: Connection, process: multiprocessing.process.BaseProcess) -> Any:   # noqa: ANN401 - unpickled
    try:
        result, error = ours.recv()
    except (EOFError, OSError):     # the latter where it ended in the middle of its answer
        process.join()
        return WorkerDied(process.exitcode)
    finally:
        ours.close()
    process.join()
    if error is not None:
        raise error
    return result
