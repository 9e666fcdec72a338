"""Runs of dlexport that are stopped at a call of a certain number: programs for `forks.forked`.

Python's audit events tell of each call before it is made: an import, opening a file, renaming, removing, making a
folder. What stops a run does so at the same place each time, however busy the machine is.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dlexport.cli.commands import main, run
from dlexport.exporters.pdf.book.ahead import in_order
from dlexport.plugin.registry import installed

if TYPE_CHECKING:
    from collections.abc import Callable

WRITES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")


def at_a_write(arguments: list[str]) -> int:
    """Run a command line whose first two words are MODE and NUMBER; its exit status.

    At the writing call of that number the process is killed (MODE kill), or the call fails as on a full disk (MODE
    full). A run that ends by itself says on the last line of stderr which files it wrote to, as JSON.
    """
    mode, number, *rest = arguments
    here, written = str(Path.cwd()), list[str]()

    def watch(event: str, details: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = details
            writes = bool(int(str(flags)) & (os.O_WRONLY | os.O_RDWR))
        else:
            path, writes = details[0] if details else None, event in WRITES
        if not writes or not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.path.realpath(os.fsdecode(path))
        if not name.startswith(here):
            return
        written.append(name.removeprefix(here + "/"))
        if len(written) == int(number):
            if mode == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)

    sys.addaudithook(watch)
    status = run(rest)
    print(json.dumps(written), file=sys.stderr)  # noqa: T201 - it is for the test
    return status


def interrupted(arguments: list[str]) -> int:
    """Run a command line whose first word is NUMBER; its exit status.

    Ctrl-C comes at the audit event of that number. A run that ends by itself says on the last line of stderr how many
    there were.
    """
    number, *rest = arguments
    own, seen = os.getpid(), 0

    def watch(*_: object) -> None:
        nonlocal seen
        if os.getpid() == own:
            seen += 1
            if seen == int(number):
                os.kill(own, signal.SIGINT)

    signal.signal(signal.SIGINT, signal.default_int_handler)    # a shell starts background jobs with it ignored
    sys.addaudithook(watch)
    status = run(rest)
    print(seen, file=sys.stderr)  # noqa: T201 - it is for the test
    return status


def held(arguments: list[str]) -> int:
    """Run a command line whose first word is the NUMBER of a signal; it is at its default when the program starts.

    The first format that is being made says "now" on stdout, and then all wait for the signal.
    """
    number, *rest = arguments
    signal.signal(int(number), signal.SIG_DFL)  # a shell starts background jobs with SIGINT ignored
    return _held(main, rest)


def held_by_python(arguments: list[str]) -> int:
    """The same where nobody but Python listens, and Ctrl-C raises KeyboardInterrupt."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return _held(lambda: run(arguments), arguments)


def _held(program: Callable[[], int | None], arguments: list[str]) -> int:
    told = os.dup(1)        # in a worker, 1 leads to where 2 does: results are the parent's to tell

    def wait(*_: object) -> None:
        os.write(told, b"now\n")
        while True:
            signal.pause()

    sys.argv[1:] = arguments
    for one in installed().values():
        type(one.exporter).export = wait
    return program() or 0


def in_chapters(arguments: list[str]) -> int:
    """Run the command line; chapters of a small handout too are set in processes of their own, all of them."""
    in_order._MANY, in_order._WARM = 1, 1_000  # noqa: SLF001 - a larger bank would take longer
    return run(arguments)


def limited(arguments: list[str]) -> int:
    """Run a command line whose first word is the size in bytes that no file may exceed; its exit status."""
    size, *rest = arguments
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))
    return run(rest)


def without_rights(arguments: list[str]) -> int:
    """Run the command line; root's process without the rights that root has beyond its files'."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        version = 0x20080522        # _LINUX_CAPABILITY_VERSION_3 of capset(2): two times three words, all zero
        header, none = (ctypes.c_uint32 * 2)(version, 0), (ctypes.c_uint32 * 6)()
        assert libc.capset(header, none) == 0, os.strerror(ctypes.get_errno())
    return run(arguments)
