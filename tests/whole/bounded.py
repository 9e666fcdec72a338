"""`dlexport check` in a process of its own, in bounded time and memory."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

from projects import MINIMAL, Result

from dlexport.cli.commands import run
from forks import forked

SECONDS = 3         # of processor time; on a machine of 2024 all take less than one
MEMORY = 300_000    # kB of resident memory


def bounded(arguments: list[str]) -> int:
    """Run the command line, then say on stderr how many kB it took."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    status = run(arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if Path("/proc/self/status").exists():      # on Linux, ru_maxrss begins with the memory of whoever started us
        found = re.search("VmHWM:[^0-9]*([0-9]+)", Path("/proc/self/status").read_text())
        assert found
        peak = int(found[1])
    print(peak, file=sys.stderr)  # noqa: T201 - it is for the test
    return status


def check(folder: Path) -> Result:
    """`dlexport check` on the folder's bank, within the bounds."""
    return forked("check", "--json", "--source", "questions.yaml", cwd=folder, program=bounded)


def answer(text: str) -> str:
    return MINIMAL.replace("答案", "|\n" + "".join(f"      {line}\n" for line in text.split("\n")))
