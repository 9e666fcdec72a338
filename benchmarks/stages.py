"""One run of the command line, in this process, and the processor seconds of each of its stages as JSON.

`stages.py export pdf --quiet` is `dlexport export pdf --quiet --jobs 1`. What no stage takes is the start: of Python,
of the modules, of the command line.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from dlexport.cli.commands import run
from dlexport.run import pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STAGES: Mapping[str, tuple[Any, str]] = {
    "read": (pipeline.reader, "read"), "composed, dated": (pipeline, "dated"), "made": (pipeline.calls, "exported"),
    "read back": (pipeline.calls, "read_back"), "verified": (pipeline, "verify"), "published": (pipeline, "_publish"),
}
START = "start"
NAMES = (START, *STAGES)


def main() -> None:
    """Run, and print the seconds by stage."""
    seconds = dict.fromkeys(NAMES, 0.0)
    for name, (owner, function) in STAGES.items():
        setattr(owner, function, _timed(getattr(owner, function), name, seconds))
    status = run([*sys.argv[1:], "--jobs", "1"])
    seconds[START] = time.process_time() - sum(seconds.values())
    print(json.dumps(seconds))
    sys.exit(status)


def _timed(function: Callable[..., object], name: str, seconds: dict[str, float]) -> Callable[..., object]:
    """The function, with its seconds added to those of its stage."""
    def timed(*given: object, **named: object) -> object:
        start = time.process_time()
        try:
            return function(*given, **named)
        finally:
            seconds[name] += time.process_time() - start

    return timed


if __name__ == "__main__":
    main()
