"""Checks before a run: it overwrites no input, the topic exists, the lock is there, the date is possible."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from dlexport.book.book import only_topic
from dlexport.problems import Problem, SourceError
from dlexport.publish import manifest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.book.bank import Bank
    from dlexport.run.request import Request

LATEST = 2**32 - 1       # Unix seconds, in 2106; time stamps of archives hold no later date


def spare_inputs(bank: Bank, request: Request) -> None:
    """Check that no output path is an input of the run.

    Raises:
        SourceError: the output file is one of the run's inputs.
    """
    if request.file is None or not request.file.exists():
        return
    inputs = (request.source, request.lock, *(request.source.parent / path for path in bank.media))
    of_theme = request.styles is not None and request.file.resolve().is_relative_to(request.styles.resolve())
    if of_theme or any(path.exists() and path.samefile(request.file) for path in inputs):
        raise SourceError([Problem("output-write", f"{request.file} is an input of this run",
                                   hint="name another file with -o")])


def select(bank: Bank, topic: str) -> Bank:
    """The bank with the questions of one topic.

    Raises:
        SourceError: there is no such topic.
    """
    try:
        return only_topic(bank, topic)
    except KeyError:
        known = ", ".join(t.id for t in bank.topics)
        unknown = Problem("unknown-topic", f"the bank has no topic {topic!r}", hint=f"it has: {known}")
        raise SourceError([unknown]) from None


def lost_lock(request: Request, bank: str, artifacts: Iterable[str]) -> list[Problem]:
    """A warning if artifacts of an earlier run exist without their lock: all dates would begin anew.

    Args:
        request: the run.
        bank: id of its bank; what the output folder holds of another bank has a lock of its own.
        artifacts: names of the files that the run makes.
    """
    if request.lock.exists() or not (request.out / manifest.NAME).exists():
        return []
    others = manifest.read(request.out).bank.get("id", bank) != bank
    if others and not any((request.out / name).exists() for name in artifacts):
        return []
    what = f"there is no lock {request.lock}, though {request.out} holds what was made before"
    return [Problem("lock-missing", what, severity="warning", hint=(
        "restore it from version control, or rebuild it from the last deck that was published:\n"
        "dlexport lock --from OLD.apkg\n"
        "without it, every note is dated and every blank numbered anew"))]


def now() -> int:
    """The date for content that changes now: SOURCE_DATE_EPOCH if it is set, else the clock; Unix seconds.

    Raises:
        SourceError: SOURCE_DATE_EPOCH is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return max(0, int(time.time()))     # the clock of a machine without a battery may be before 1970
    if not epoch.isascii() or not epoch.isdigit() or len(epoch) > len(str(LATEST)) or int(epoch) > LATEST:
        raise SourceError([Problem("option-value", f"SOURCE_DATE_EPOCH is {epoch[:40]!r}",
                                   hint="it must be a whole number of seconds since 1970, before 2106, or not set")])
    return int(epoch)
