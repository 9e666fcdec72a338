"""A bank read within bounds of processor time and memory: a program for `forks.forked`."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from dlexport.problems import SourceError
from dlexport.reader import read

SECONDS = 5             # of processor time; on a machine of 2024 all take less than one
MEMORY = 200_000_000    # bytes of addresses beyond those of a program that has everything imported


def bounded_read(arguments: list[str]) -> int:
    """Read the bank in the file named; print code, line and column of each problem as JSON."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":     # elsewhere the limit is not kept
        most = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        found = read(Path(arguments[0])).warnings
    except SourceError as error:
        found = error.problems
    print(json.dumps([(one.code, one.span.line, one.span.column) for one in found if one.span]))  # noqa: T201 - the test reads it
    return 0
