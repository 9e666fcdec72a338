"""Work side by side: results in order, failures as they were, nothing left running."""

from __future__ import annotations

import os
import select
import signal
import struct
import subprocess
import sys
import threading
from contextlib import closing
from functools import partial
from multiprocessing import active_children
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess

import pytest

from dlexport.problems import Problem, SourceError, Span
from dlexport.processes.spare import Spare
from dlexport.run import workers
from dlexport.run.workers import WorkerDied, side_by_side

pytestmark = pytest.mark.usefixtures("within_bounds")


def test_results_come_in_the_order_of_the_tasks() -> None:
    """Whichever ends first."""
    assert side_by_side([partial(pow, 2, n) for n in range(5)], 2) == [1, 2, 4, 8, 16]


@pytest.mark.parametrize(("tasks", "at_once"), [([os.getpid], 4), ([os.getpid, os.getpid], 1)])
def test_one_at_a_time_runs_here(tasks: list[object], at_once: int) -> None:
    """A process is made only where it pays."""
    assert set(side_by_side(tasks, at_once)) == {os.getpid()}  # type: ignore[type-var]


def test_side_by_side_runs_elsewhere() -> None:
    """Each task has a process of its own."""
    found = side_by_side([os.getpid, os.getpid], 2)
    assert os.getpid() not in found
    assert found[0] != found[1]


def test_a_task_s_problems_arrive_whole() -> None:
    """Code, place and excerpt cross the process boundary."""
    expected = SourceError([Problem("formula", "no such command", Span("b.yaml", 3, 4, 2))], {"b.yaml": ["a", "b"]})

    def fail() -> None:
        raise expected

    with pytest.raises(SourceError) as caught:
        side_by_side([fail, os.getpid], 2)
    assert caught.value.problems == expected.problems
    assert caught.value.sources == expected.sources


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks are made on Linux only")
def test_no_more_run_than_descriptors_suffice_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs a few: thousands, which a typing error wants, would end the run."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert [workers.processors(count) for count in (1, 4, 128, 129, 70_000)] == [1, 4, 128, 128, 128]


@pytest.mark.parametrize(("count", "at_once"), [(1, 4), (2, 2), (3, 2), (2, 5), (5, 3)])
def test_processes_that_no_task_needs_are_spare(count: int, at_once: int) -> None:
    """From the start, and one more whenever a task ends and none waits: with those at work never more than allowed."""
    with closing(Spare(counted=True)) as spare:
        side_by_side([partial(pow, 2, n) for n in range(count)], at_once, None, spare)
        left = [spare.take() for _ in range(at_once + 1)].count(True)
    assert left == (at_once - 1 if count == 1 else at_once)     # a task alone runs in this process


def test_there_is_no_spare_process_where_none_is_counted() -> None:
    """Nor after the end."""
    spare = Spare()
    spare.give()
    assert not spare.possible
    assert not spare.take()
    counted = Spare(counted=True)
    counted.give(2)
    assert (counted.possible, counted.take()) == (True, True)
    counted.close()
    assert (counted.possible, counted.take()) == (False, False)


@pytest.mark.parametrize("at_once", [70_000, 10**15])
def test_more_processes_than_can_be_counted(at_once: int) -> None:
    """What a pipe does not hold is lost: so many are never started."""
    with closing(Spare(counted=True)) as spare:
        assert side_by_side([partial(pow, 2, n) for n in range(3)], at_once, None, spare) == [1, 2, 4]
        assert all(spare.take() for _ in range(1000))


def test_a_signal_while_processes_start_ends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one, too, that has just been forked."""
    start = ForkProcess.start

    def interrupted(self: ForkProcess) -> None:
        start(self)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(ForkProcess, "start", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            side_by_side([signal.pause, signal.pause], 2)
    finally:
        signal.signal(signal.SIGINT, before)
    assert active_children() == []


def test_a_signal_while_an_answer_arrives_ends_who_sends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """An artifact is larger than what a pipe holds."""
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workers, "_received", stopped)
    with pytest.raises(KeyboardInterrupt):
        side_by_side([partial(bytes, 1_000_000)] * 2, 2)
    assert active_children() == []


def test_a_killed_process_is_told_in_its_place() -> None:
    """The system's memory killer leaves no word; the other tasks go on, those too that had not begun."""
    def killed() -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    assert side_by_side([killed, partial(pow, 2, 3), killed, partial(pow, 2, 5)], 2) == [
        WorkerDied(-signal.SIGKILL), 8, WorkerDied(-signal.SIGKILL), 32]


def test_a_process_killed_in_the_middle_of_its_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An artifact is larger than what a pipe holds."""
    def send(pipe: Connection, _: object) -> None:
        os.write(pipe.fileno(), struct.pack("!i", 1_000) + b"the beginning")
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(Connection, "send", send)
    assert side_by_side([os.getpid, os.getpid], 2) == [WorkerDied(-signal.SIGKILL)] * 2


def test_a_result_that_cannot_travel_is_an_error() -> None:
    """Not a hang, and not a silent None."""
    with pytest.raises(TypeError, match="cannot travel"):
        side_by_side([threading.Lock, os.getpid], 2)


def test_no_forks_beside_other_threads() -> None:
    """A lock that another thread holds would never open in the child."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert workers.processors() == workers.processors(4) == 1
    finally:
        stop.set()
        thread.join()


_PARENT = """
import os, sys, time
from dlexport.run.workers import side_by_side
told = os.dup(1)        # in a worker, 1 leads to where 2 does: results are the parent's to tell
def work():
    os.write(told, b"%d\\n" % os.getpid())
    os.write(2, b"x" * 4_000_000)        # more than a pipe holds: it blocks where nobody reads
    time.sleep(600)
side_by_side([work, work], 2)
"""


@pytest.mark.starts(1)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there are no workers")
def test_workers_end_with_their_parent_and_hold_no_pipe() -> None:
    """Killed by the system, it cleans nothing up; whoever started it reads to the end all the same."""
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as parent:
        assert parent.stdout
        assert parent.stderr
        children = [int(parent.stdout.readline()) for _ in range(2)]
        watched = [os.pidfd_open(child) for child in children]
        parent.kill()
        parent.wait()
        assert parent.stdout.read() == b""       # ends only when nobody holds the other end any more
        parent.stderr.read()
        for descriptor in watched:
            assert select.select([descriptor], [], [], 600)[0]       # readable as soon as the process has ended
            os.close(descriptor)
