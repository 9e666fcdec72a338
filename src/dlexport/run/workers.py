"""Parallel tasks in forked processes: each process inherits the book, and only its result is sent back."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, TypeVar, cast

from dlexport import signals
from dlexport.processes.helper import begin
from dlexport.processes.spare import Spare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

T = TypeVar("T")
_MOST = 128     # at once, whatever is wanted: each costs this process descriptors, of which it often has 1,024


@dataclass(frozen=True, slots=True)
class WorkerDied:
    """Result of a task whose process ended without one: killed by the system or by its own work.

    Attributes:
        exit_code: exit status of the process, or the negative number of the signal that killed it.
    """

    exit_code: int | None


def processors(wanted: int | None = None) -> int:
    """The number of processes that may run at once; 1 if forking is unsafe: not on Linux, or beside other threads.

    Else as many as are wanted, or one for each core, within what the descriptors of a process suffice for.
    """
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 1
    return min(wanted or len(os.sched_getaffinity(0)), _MOST)


def side_by_side(
    tasks: Sequence[Callable[[], T]], at_once: int, look: Callable[[], None] | None = None, spare: Spare | None = None,
    every: float = 0.1,
) -> list[T | WorkerDied]:
    """The results of tasks, in the order of the tasks. With `at_once` 1 they run one by one in this process.

    Args:
        tasks: their results must be picklable. Put the longest task first.
        at_once: number of processes that may run at the same time.
        look: called in this process every `every` seconds while they run.
        spare: is given the processes that are not needed for tasks.
        every: seconds between two calls of `look`.

    Returns:
        The results; `WorkerDied` for a task whose process was killed, while the other tasks go on.

    Raises:
        Exception: the exception that a task raised; the other processes were ended.
    """
    spare, given = spare or Spare(), max(0, at_once - len(tasks))
    spare.give(given)
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
                # until the child ignores them (the handlers are the parent's), and it is known, to be ended
                with signals.held_back():
                    started.start()
                    running[ours] = number, started
                theirs.close()
            if look:
                look()
            for ready in wait(list(running), every if look else None):
                ours = cast("Connection", ready)
                number, process = running[ours]
                results[number] = _received(ours, process)
                del running[ours]       # only now: a signal in between ends it
            free = max(given, at_once - len(running) - len(waiting))
            spare.give(free - given)
            given = free
    finally:
        for ours, (_, process) in running.items():
            process.terminate()
            process.join()
            ours.close()
    return [results[number] for number in range(len(tasks))]


def _work(task: Callable[[], object], answer: Connection, inherited: Sequence[Connection], parent: int) -> None:
    begin(parent, inherited)
    try:
        outcome: tuple[object, Exception | None] = task(), None
    except Exception as error:   # noqa: BLE001 - it is raised again in the parent
        outcome = None, error
    try:
        answer.send(outcome)
    except BrokenPipeError:     # the parent was killed just now, and so will this process be
        os._exit(1)
    except Exception as error:   # noqa: BLE001 - what cannot be pickled raises anything
        answer.send((None, TypeError(f"its result cannot travel between processes: {error}")))
    answer.close()


def _received(ours: Connection, process: multiprocessing.process.BaseProcess) -> Any:   # noqa: ANN401 - unpickled
    try:
        result, error = ours.recv()
    except (EOFError, OSError):     # the latter if it ended in the middle of its answer
        process.join()
        return WorkerDied(process.exitcode)
    finally:
        ours.close()
    process.join()
    if error is not None:
        raise error
    return result
