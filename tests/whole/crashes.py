"""A run of dlexport that is stopped at one of its writing calls: `python crashes.py MODE NUMBER ARGUMENTS…`.

Python's audit events tell of each call before it is made: opening for writing, renaming, removing, making a folder.
At the call of that number the process is killed (MODE kill), or the call fails as on a full disk (MODE full). A run
that ends by itself says on the last line of stderr which files it wrote to, as JSON.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from pathlib import Path

WRITES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")


def main(mode: str, number: int, arguments: list[str]) -> int:
    """Run the command line; its exit status."""
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
        if len(written) == number:
            if mode == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)

    from dlexport.cli.commands import run  # noqa: PLC0415 - its import writes bytecode

    sys.dont_write_bytecode = True
    sys.addaudithook(watch)
    status = run(arguments)
    print(json.dumps(written), file=sys.stderr)  # noqa: T201 - it is for the test
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
