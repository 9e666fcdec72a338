"""`dlexport check` in a process of its own, in bounded time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from projects import MINIMAL, Result

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 3         # of processor time; on a machine of 2024 all take less than one, mostly for starting Python
MEMORY = 300_000    # kB of resident memory
CHECK = f"""
import re, resource, sys
from pathlib import Path
from dlexport.cli.commands import run
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
status = run(["check", "--json", "--source", "questions.yaml"])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if Path("/proc/self/status").exists():      # on Linux, ru_maxrss begins with the memory of whoever started us
    peak = int(re.search("VmHWM:[^0-9]*([0-9]+)", Path("/proc/self/status").read_text())[1])
print(peak, file=sys.stderr)
sys.exit(status)
"""


def check(folder: Path) -> Result:
    """`dlexport check` on the folder's bank, within the bounds; measured as users run it, without coverage."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.run(
        [sys.executable, "-c", CHECK], cwd=folder, capture_output=True, text=True, check=False, env=environment)


def answer(text: str) -> str:
    return MINIMAL.replace("答案", "|\n" + "".join(f"      {line}\n" for line in text.split("\n")))
