"""Processes without the second that Python takes to start: forked from a server that has imported everything.

The server has run nothing, so a run starts clean and what it changes in itself ends with it. What Python does before
`main` and after it is not tested this way: for that a test starts Python, and says how often: `@pytest.mark.starts`.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import resource
import subprocess
import sys
import tempfile
from functools import cache
from multiprocessing.reduction import DupFd
from typing import TYPE_CHECKING, Any, TextIO

import pytest
from coverage import Coverage

import dlexport
from dlexport.cli.commands import main, run

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Sequence
    from multiprocessing.context import ForkServerContext, ForkServerProcess
    from pathlib import Path

    Program = Callable[[list[str]], int]

Result = subprocess.CompletedProcess[str]


def unsynced(_: object) -> None:
    """`os.fsync` of all tests: it takes 8 ms, ten thousand times, and no test cuts the power."""


os.fsync = unsynced
SECONDS = 300           # of the processor, that any of them may take: none takes a tenth of it, nor of
MEMORY = 2**32          # bytes of address space; Chromium, which reserves terabytes, is no child of theirs


def modules() -> list[str]:
    """The names of all modules of the program but the one that runs it."""
    return [module.name for module in pkgutil.walk_packages(dlexport.__path__, "dlexport.")
            if not module.name.endswith("__main__")]


@cache
def _server() -> ForkServerContext:
    """The server's context. What this file itself imports is there too: each process would import it anew."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["coverage", "pytest", *modules()])
    return context


def started(
    program: Program, arguments: Sequence[str], *, cwd: Path, streams: Sequence[int | None],
    environment: dict[str, str],
) -> ForkServerProcess:
    """Start a function of the command line's shape in a process, and a session, of its own.

    Args:
        program: a function of a module; its result is the exit status.
        arguments: what it is given.
        cwd: its folder.
        streams: the descriptors that are its stdin, stdout and stderr; None for one that is closed. Where there are
            two, its stdin is `/dev/null`.
        environment: all of it.
    """
    hears, up = os.pipe()
    null = os.open(os.devnull, os.O_RDONLY)
    process = _server().Process(target=_run, args=(
        program, list(arguments), str(cwd), environment, _Handles([null, *streams, up][-4:])))
    process.start()
    os.close(null)
    os.close(up)
    os.read(hears, 1)       # its end: the process has a session of its own now, and may be killed with all it starts
    os.close(hears)
    return process


def forked(*arguments: str | Path, cwd: Path, program: Program = run, **environment: str) -> Result:
    """Run the command line, or a function of its shape, to its end; the environment adds to that of the tests."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        status = ended(program, list(map(str, arguments)), cwd=cwd, streams=(out.fileno(), err.fileno()),
                       environment={**os.environ, **environment})
        for file in (out, err):
            file.seek(0)
        return Result(list(arguments), status, out.read().decode(), err.read().decode())


def ended(
    program: Program, arguments: Sequence[str], *, cwd: Path, streams: Sequence[int | None],
    environment: dict[str, str],
) -> int:
    """As `started`; waits for the end and returns the exit status."""
    process = started(program, arguments, cwd=cwd, streams=streams, environment=environment)
    process.join()
    status = process.exitcode
    assert status is not None
    process.close()
    return status


def side_by_side(program: Program, runs: Sequence[Sequence[str]], cwd: Path) -> list[int | None]:
    """Start a program once for each list of arguments, all at the same time; their exit statuses."""
    running = [started(program, words, cwd=cwd, streams=(1, 2), environment=dict(os.environ)) for words in runs]
    for process in running:
        process.join()
    return [process.exitcode for process in running]


def as_main(arguments: list[str]) -> int:
    """The command line as its process runs it: closed streams replaced, signals heard."""
    sys.argv[1:] = arguments
    main()
    raise AssertionError


def stopped(program: Program, arguments: Sequence[str], number: signal.Signals, cwd: Path) -> tuple[int, str]:
    """Start a program, send it a signal when it has said its first word, and wait for its end.

    Returns:
        The exit status and what it said on stderr. Whatever it has started is gone too.
    """
    hears, says = os.pipe()
    with tempfile.TemporaryFile() as err:
        process = started(program, arguments, cwd=cwd, streams=(says, err.fileno()),
                          environment=dict(os.environ))
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

    def __init__(self, numbers: Sequence[int | None]) -> None:
        self.numbers = numbers

    def __getstate__(self) -> list[Any]:
        return [None if number is None else DupFd(number) for number in self.numbers]

    def __setstate__(self, state: list[Any]) -> None:
        self.numbers = [handle and handle.detach() for handle in state]


def _run(program: Program, arguments: list[str], cwd: str, environment: dict[str, str], handles: _Handles) -> None:
    *streams, up = handles.numbers
    for number, handle in enumerate(streams):
        if handle is None:
            os.close(number)
        else:
            os.dup2(handle, number)
    os.environ.clear()
    os.environ.update(environment)
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    # new ones, as Python's start makes them: the server's were opened on something else
    sys.stdin = _stream(0, streams[0], "r", encoding, "strict")     # type: ignore[assignment]
    sys.stdout = _stream(1, streams[1], "w", encoding, "strict")    # type: ignore[assignment]
    sys.stderr = _stream(2, streams[2], "w", encoding, "backslashreplace")  # type: ignore[assignment]
    sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
    # a plug-in that a test writes again within the second, and as long as it was, would be read as it was compiled
    sys.dont_write_bytecode = True
    os.chdir(cwd)
    os.setsid()
    for limit, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))     # a test may set lower ones
    for handle in (*streams, up):
        if handle is not None:
            os.close(handle)
    if "COVERAGE_PROCESS_START" not in environment:
        sys.exit(program(arguments))
    coverage = Coverage(environment["COVERAGE_FILE"], data_suffix=True,
                        config_file=environment["COVERAGE_PROCESS_START"])
    coverage.start()
    try:
        sys.exit(program(arguments))
    finally:
        coverage.stop()
        coverage.save()


def _stream(number: int, handle: int | None, mode: str, encoding: str, errors: str) -> TextIO | None:
    """A standard stream on its descriptor, for good; None where that is closed, as Python has it."""
    if handle is None:
        return None
    return open(number, mode, buffering=1, encoding=encoding, errors=errors, closefd=False)     # type: ignore[return-value]
