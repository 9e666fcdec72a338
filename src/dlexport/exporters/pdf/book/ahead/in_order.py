"""Parts of a print in their order: from the cache, set in processes of their own ahead of their turn, or set here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.book.page_cache import SheetRun

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from dlexport.exporters.pdf.book.ahead.setters import Setters
    from dlexport.exporters.pdf.book.page_cache import KeptSheets
    from dlexport.exporters.pdf.pages.pages import Pages

_MANY = 100     # questions to set: for fewer, processes take longer to start than they save
_WARM = 8       # a part of at most such a share of the questions to set is set here first: see `in_order`


class PartToSet(NamedTuple):
    """Sheets in a row: the text that they depend on, what makes them, how many questions they hold."""

    key: bytes
    make: Callable[[], Pages]
    questions: int = 0

    def run(self) -> SheetRun:
        """The sheets, made."""
        return SheetRun.of(self.make())


def in_order(kept: KeptSheets, parts: Sequence[PartToSet]) -> Generator[SheetRun, None, None]:
    """The sheets of the parts. What is to be set is set in several processes, if it is much and the run has spare ones.

    The first part that is set is set here, unless it is a large one: fonts and shaped text that all parts need are
    there then when the processes are forked.

    Closed before its end, the iterator ends the processes.
    """
    absent = kept.absent(part.key for part in parts) if kept.spare.possible else frozenset()
    left = {number: part for number, part in enumerate(parts) if part.key in absent}
    setters: Setters | None = None
    warm = False
    try:
        for number, part in enumerate(parts):
            if number in left and setters is None:
                questions = sum(one.questions for one in left.values())
                if len(left) > 1 and questions >= _MANY and (warm or part.questions * _WARM > questions) and (
                        kept.spare.take()):
                    setters = _setters(kept, left)
                warm = True
            left.pop(number, None)
            if setters:
                yield kept.keyed(part.key, partial(setters.here, part.run), partial(setters.part, number))
            else:
                yield kept.keyed(part.key, part.run)
    finally:
        if setters:
            setters.end()


def _setters(kept: KeptSheets, parts: dict[int, PartToSet]) -> Setters:
    from dlexport.exporters.pdf.book.ahead.setters import Setters  # noqa: PLC0415 - multiprocessing: 10 ms

    return Setters(kept, {number: part.run for number, part in parts.items()})
