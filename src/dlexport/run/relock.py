"""`dlexport lock`: the lock brought up to date without making anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport import reader
from dlexport.book.book import compose
from dlexport.lock import file as lockfile
from dlexport.lock import lock as locks
from dlexport.plugin.registry import ExporterError
from dlexport.problems import Problem, SourceError
from dlexport.publish import publish
from dlexport.run.plan import plan, stamps
from dlexport.run.preconditions import now
from dlexport.run.request import Request
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def relock(source: Path, styles: Path | None, restore: Collection[str], forget: Collection[str]) -> list[str]:
    """Write the lock as it should be, and say what changed, a line each.

    Args:
        source: the bank's file.
        styles: the project's theme folder.
        restore: retired ids that may return with other content.
        forget: retired ids to drop.

    Raises:
        SourceError: the source or lock has problems, and the lock was not written.
        ExporterError: an exporter is at fault; its dates are left as they are, the others' were written.
    """
    with publish.turn(Request(source, source.parent).lock):
        return _relocked(source, styles, restore, forget)


def _relocked(source: Path, styles: Path | None, restore: Collection[str], forget: Collection[str]) -> list[str]:
    bank = reader.read(source)
    book = compose(bank)
    request = Request(source, source.parent)
    path = request.lock
    old = kept = lockfile.read(path)
    for ident in forget:
        try:
            kept = locks.forget(kept, ident)
        except KeyError:
            raise SourceError([Problem("not-retired", f"nothing called {ident!r} is retired in {path}",
                                       hint="retired ids are those with a `retired` date in the lock")]) from None
    wanted, planned = stamps(book, plan(bank, request), theme(styles))
    new, problems = locks.refresh(book, kept, now(), wanted, restore=restore)
    if problems:
        raise SourceError(problems, bank.sources)
    if new != old:
        publish.replace_file(path, lockfile.write(new))
    if planned.failed:
        raise ExporterError(planned.failed.values())
    return locks.changes(old, new)
