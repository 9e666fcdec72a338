"""`--check-reproducible`: the run is repeated in a new process, and the files are compared byte by byte."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dlexport.problems import Problem, SourceError
from dlexport.publish import manifest

if TYPE_CHECKING:
    from dlexport.run.request import Report, Request

_AGAIN = """import pickle, sys
sys.path[:], request = pickle.load(sys.stdin.buffer)
from dlexport import build
for problem in build(pickle.loads(request)).problems:
    if problem.severity == "error":
        sys.exit(problem.message)"""
_HINT = "an exporter looked at a clock, the environment or a random order: report it to its authors"


def check(request: Request, report: Report) -> None:
    """Make the artifacts of a report again, in another process, folder, time zone and hash order.

    Raises:
        SourceError: an artifact came out with other bytes.
    """
    with tempfile.TemporaryDirectory(prefix="dlexport-") as name:
        out = Path(name)
        names = tuple(made.entry.exporter for made in report.made)
        # the lock must not change; but `--locked` would also refuse a font of this machine, which the first run allowed
        locked = not any(p.code == "font-on-machine" for p in report.problems)
        again = replace(request, out=out, exporters=names, file=None, locked=locked, again=True, cache=False)
        environment = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati"}
        done = subprocess.run(   # noqa: S603 - this very program
            # -P: no module may be imported from the bank's folder
            [sys.executable, "-P", "-c", _AGAIN], input=pickle.dumps((sys.path, pickle.dumps(again))),
            capture_output=True, check=False, env={**os.environ, **environment})
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().rsplit("\n", 1)[-1]
            raise SourceError([_problem(f"the second run failed: {said}",
                                        "mend what it says; with --only-topic, `dlexport lock` must have been run")])
        second = {entry.name: entry for entry in manifest.read(out).artifacts}
        problems = [_problem(f"{made.entry.name} came out different: {made.entry.sha256[:16]}… of {made.entry.size} "
                             f"bytes, then {second[made.entry.name].sha256[:16]}… of {second[made.entry.name].size}")
                    for made in report.made if second[made.entry.name].sha256 != made.entry.sha256]
    if problems:
        raise SourceError(problems)


def _problem(message: str, hint: str = _HINT) -> Problem:
    return Problem("not-reproducible", message, hint=hint)
