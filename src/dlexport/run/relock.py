"""`dlexport lock`: brings the lock up to date and makes no artifact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport import reader
from dlexport.book.book import compose
from dlexport.lock import blanks
from dlexport.lock import file as lockfile
from dlexport.lock import lock as locks
from dlexport.plugin.registry import ExporterError
from dlexport.problems import Problem, SourceError
from dlexport.publish import publish
from dlexport.run.plan import plan, stamps
from dlexport.run.preconditions import now
from dlexport.run.rebuilt_lock import from_deck
from dlexport.run.request import Request
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from dlexport.lock.records import Lock


@dataclass(frozen=True, slots=True)
class Wish:
    """The author's corrections to the lock, from the command line.

    Attributes:
        restore: retired ids that may return with other content.
        forget: retired ids to drop.
        new_blanks: (`question/keypoint`, text) of blanks that are new ones and not corrections of former ones.
        deck: a published deck from which a lost lock is rebuilt.
    """

    restore: Collection[str] = ()
    forget: Collection[str] = ()
    new_blanks: Collection[tuple[str, str]] = ()
    deck: Path | None = None


def relock(source: Path, styles: Path | None, wish: Wish) -> list[str]:
    """Bring the lock up to date; returns a line for each change.

    Args:
        source: the bank's file.
        styles: the project's theme folder.
        wish: the author's corrections.

    Raises:
        SourceError: the source or lock has problems, and the lock was not written.
        ExporterError: an exporter is at fault; its dates are left as they are, the others' were written.
    """
    with publish.turn(Request(source, source.parent).lock):
        return _relocked(source, styles, wish)


def _relocked(source: Path, styles: Path | None, wish: Wish) -> list[str]:
    bank = reader.read(source)
    book = compose(bank)
    request = Request(source, source.parent, styles)
    path = request.lock
    old = kept = lockfile.read(path)
    if wish.deck:
        if old:
            raise SourceError([Problem("lock-exists", f"there is a lock already: {path}",
                                       hint="it knows more than a deck does; move it away to rebuild it from one")])
        kept = from_deck(wish.deck, book, request)
    for ident in wish.forget:
        try:
            kept = locks.forget(kept, ident, book)
        except KeyError:
            raise SourceError([Problem("not-retired", f"nothing called {ident!r} is retired in {path}",
                                       hint="retired ids are those with a `retired` date in the lock")]) from None
    wanted, planned = stamps(book, plan(bank, request), theme(styles))
    new, problems = locks.refresh(book, kept, now(), wanted, restore=wish.restore)
    if problems:
        raise SourceError(problems, bank.sources)
    for point, text in wish.new_blanks:
        new = _with_new_blank(new, point, text, path)
    if new != old:
        publish.replace_file(path, lockfile.write(new))
    if planned.failed:
        raise ExporterError(planned.failed.values())
    return locks.changes(old, new)


def _with_new_blank(lock: Lock, point: str, text: str, path: Path) -> Lock:
    record = lock.get(("keypoint", point))
    if record is None or text not in record.blanks:
        known = f"its blanks are: {', '.join(record.blanks)}" if record else "write it as question/keypoint"
        what = f"{path} knows no blank {text!r} of a key point {point!r}"
        raise SourceError([Problem("lock-blank", what, hint=known)])
    return {**lock, ("keypoint", point): blanks.anew(record, text, now())}
