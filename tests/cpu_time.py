"""Processor time of a call, for tests of growth."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 3
LONGEST = 60.0


def seconds(call: Callable[[], object]) -> float:
    """Seconds of the processor that a call takes, at best: the least of three, since a busy machine adds to some."""
    least = LONGEST
    for _ in range(TIMES):
        start = time.process_time()
        call()
        least = min(least, time.process_time() - start)
    return least
