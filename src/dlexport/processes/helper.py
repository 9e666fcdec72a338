"""A helper: a forked process that inherits all there is, answers requests one at a time and ends with its parent."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from multiprocessing.connection import Pipe, wait
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from dlexport import signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from multiprocessing.connection import Connection

Q = TypeVar("Q")
A = TypeVar("A")


class HelperDied(Exception):  # noqa: N818 - what happened to it
    """A helper ended without an answer: killed by the system or by its own work."""


class Helper(Generic[Q, A]):
    """A forked process that answers requests, one at a time, so that it and its parent never both block on writing.

    Args:
        answer: called there with a request; both it and the result must be picklable.
        others: helpers that this process has, whose pipes the new one must not hold.
        at_end: called there when nothing more will be asked.

    Attributes:
        pipe: to it, and back.
        busy: whether it was asked and has not answered yet.

    Raises:
        OSError: the system has no process left.
    """

    def __init__(self, answer: Callable[[Q], A], others: Iterable[Helper[Q, A]], at_end: Callable[[], None]) -> None:
        self.pipe, theirs = Pipe()
        self.busy = False
        inherited, parent = [self.pipe, *(one.pipe for one in others)], os.getpid()
        gc.freeze()     # else a collection there would copy every page of memory that both share
        self._pid = 0
        try:
            with signals.held_back():   # until the child ignores them: the handlers are the parent's
                self._pid = os.fork()
                if not self._pid:
                    _serve(answer, theirs, at_end, inherited, parent)
        except BaseException:       # none was left; or a signal that was held back, and nobody will have this helper
            if self._pid:
                self.end()
            self.pipe.close()
            raise
        finally:
            theirs.close()

    def ask(self, request: Q) -> None:
        """Send a request; that the helper has died is told where its answer is waited for."""
        self.busy = True
        with contextlib.suppress(OSError):
            self.pipe.send(request)

    def answer(self) -> A:
        """Its answer to the last request.

        Raises:
            HelperDied: it ended first.
        """
        self.busy = False
        try:
            received: A = self.pipe.recv()
        except (EOFError, OSError) as error:    # the latter if it ended in the middle of its answer
            raise HelperDied from error
        return received

    def end(self) -> None:
        """End it: at once if it is busy."""
        self.pipe.close()
        if self.busy:
            with contextlib.suppress(ProcessLookupError):   # as below
                os.kill(self._pid, signal.SIGTERM)
        with contextlib.suppress(ChildProcessError):    # where SIGCHLD is ignored nobody has to wait for a process
            os.waitpid(self._pid, 0)

    @staticmethod
    def answering(helpers: Iterable[Helper[Q, A]]) -> list[Helper[Q, A]]:
        """Wait until some of those that are busy have answered, or died: which ones. None if nobody is busy."""
        busy = [one for one in helpers if one.busy]
        ready = wait([one.pipe for one in busy]) if busy else ()    # for no pipe it would wait for ever
        return [one for one in busy if one.pipe in ready]


def begin(parent: int, inherited: Iterable[Connection]) -> None:
    """What a forked process does first: end with its parent, let go of the pipes of others, print nothing to stdout.

    Else it would keep its siblings' pipes open, and they would block on writing for ever.
    """
    signals.end_with(parent)
    for other in inherited:
        other.close()
    signals.leave_to_parent()
    with contextlib.suppress(OSError):      # one of the two is closed
        os.dup2(2, 1)       # results are the parent's to tell: what a task prints is no part of them


def _serve(answer: Callable[[Any], Any], pipe: Connection, at_end: Callable[[], None], inherited: Iterable[Connection],
           parent: int) -> NoReturn:
    status = 1      # whatever is raised: the parent takes this process for dead
    try:
        begin(parent, inherited)
        with contextlib.suppress(EOFError):     # the parent asks nothing more
            while True:
                pipe.send(answer(pipe.recv()))
        at_end()
        status = 0
    finally:
        os._exit(status)
