"""One command measured in a process of its own: processor and wall seconds, and the peak memory."""

from __future__ import annotations

import os
import platform
import re
import statistics
import subprocess
import sys
import sysconfig
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: processor and wall seconds, and megabytes of the largest process.

    Attributes:
        size: bytes of the file that was made, where one is compared.
    """

    cpu: float
    wall: float
    memory: float
    size: int = 0


def machine() -> str:
    """In words: the Python at hand, and how far its build says that it was optimised; cores; what else is running.

    Distributions may optimise by the profile without the option of `configure`, which nothing in the build tells then.
    """
    options = str(sysconfig.get_config_var("CONFIG_ARGS") or "")
    built = "with" if "--enable-optimizations" in options else "without"
    level = (re.findall(r"-O\w", str(sysconfig.get_config_var("OPT"))) or ["no -O"])[-1]
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    return (f"CPython {platform.python_version()} of {platform.python_compiler()}, built with {level} and {built} "
            f"`--enable-optimizations`; "
            f"{len(os.sched_getaffinity(0))} cores of {platform.machine()}; load {load} (1, 5, 15 minutes)")


def median(runs: int, command: Sequence[str], folder: Path, before: Callable[[], object] = lambda: None) -> Cost:
    """The median of each cost over so many runs, something done before each."""
    costs = []
    for _ in range(runs):
        before()
        costs.append(_cost(command, folder))
    columns = zip(*((one.cpu, one.wall, one.memory) for one in costs), strict=True)
    return Cost(*map(statistics.median, columns))


def environment(folder: Path) -> dict[str, str]:
    """Ours, with a cache folder of the benchmark's own, and with bytecode."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "XDG_CACHE_HOME": str(folder / "cache")}


def _cost(command: Sequence[str], folder: Path) -> Cost:
    """One run, in a process of its own, with its children."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, env=environment(folder))
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1_000)
