"""Processes of their own without the second that it takes to start one: forked from a server that has all imported.

The server has run nothing, so that whatever a run changes in itself is gone with it. What Python does before `main`
and after it is not tested this way.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import sys
import tempfile
from multiprocessing.reduction import DupFd
from typing import TYPE_CHECKING, Any

import pytest
from projects import Result

import dlexport
from dlexport.cli.commands import run

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Sequence
    from multiprocessing.context import ForkServerProcess
    from pathlib import Path

    Program = Callable[[list[str]], int]

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload([
    module.name for module in pkgutil.walk_packages(dlexport.__path__, "dlexport.")
    if not module.name.endswith("__main__")])


def started(
    program: Program, arguments: Sequence[str], *, cwd: Path, streams: Sequence[int], environment: dict[str, str],
) -> ForkServerProcess:
    """Start a function of the command line's shape in a process, and a session, of its own.

    Args:
        program: a function of a module; its result is the exit status.
        arguments: what it is given.
        cwd: its folder.
        streams: the descriptors that are its stdout and stderr.
        environment: set beside what is set here.
    """
    hears, up = os.pipe()
    process = _SERVER.Process(target=_run, args=(
        program, list(arguments), str(cwd), {**os.environ, **environment}, _Handles([*streams, up])))
    process.start()
    os.close(up)
    os.read(hears, 1)       # its end: the process has a session of its own now, and may be killed with all it starts
    os.close(hears)
    return process


def forked(*arguments: str | Path, cwd: Path, program: Program = run, **environment: str) -> Result:
    """Run the command line, or a function of its shape, to its end."""
    words = [str(argument) for argument in arguments]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = started(program, words, cwd=cwd, streams=(out.fileno(), err.fileno()), environment=environment)
        process.join()
        status = process.exitcode
        assert status is not None
        process.close()
        for file in (out, err):
            file.seek(0)
        return Result(words, status, out.read().decode(), err.read().decode())


def stopped(program: Program, arguments: Sequence[str], number: signal.Signals, cwd: Path) -> tuple[int, str]:
    """Start a program, send it a signal when it has said its first word, and wait for its end.

    Returns:
        The exit status and what it said on stderr. Whatever it has started is gone too.
    """
    hears, says = os.pipe()
    with tempfile.TemporaryFile() as err:
        process = started(program, arguments, cwd=cwd, streams=(says, err.fileno()), environment={})
        os.close(says)
        assert os.read(hears, 1)
        assert process.pid
        os.kill(process.pid, number)
        process.join()
        os.close(hears)
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)
        status = process.exitcode
        assert status is not None
        process.close()
        err.seek(0)
        return status, err.read().decode()


class _Handles:
    """Descriptors on their way to the other process: they can only travel while it is being started."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = numbers

    def __getstate__(self) -> list[Any]:
        return [DupFd(number) for number in self.numbers]

    def __setstate__(self, state: list[Any]) -> None:
        self.numbers = [handle.detach() for handle in state]


def _run(program: Program, arguments: list[str], cwd: str, environment: dict[str, str], handles: _Handles) -> None:
    out, err, up = handles.numbers
    os.dup2(out, 1)
    os.dup2(err, 2)
    # new ones, as Python's start makes them: the server's were opened on something else
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - a descriptor, for good
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115 - the same
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    os.chdir(cwd)
    os.setsid()
    for handle in (out, err, up):
        os.close(handle)
    sys.exit(program(arguments))
