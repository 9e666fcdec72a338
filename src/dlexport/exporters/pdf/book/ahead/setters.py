"""Setters: forked processes that each set some of a print's parts, in two steps that give the bytes of one process.

A part is set with character codes of the moment. Which glyphs it shows, for which text, comes back first; this process
settles their codes in the order of the parts, as if it had set them, and only then is the part packed. What comes back
is what the cache keeps of a part. Whatever goes wrong there, or lacks a character or room, this process sets again.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from dlexport import signals
from dlexport.exporters.pdf.book.page_cache import finish
from dlexport.plugin.contract import unwatched
from dlexport.processes.helper import Helper, HelperDied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dlexport.exporters.pdf.book.page_cache import KeptSheets, SheetRun
    from dlexport.exporters.pdf.fonts.face import Face

_HELD = 3       # parts that a setter may hold, unpacked, while those before them are set


class ShownGlyphs(NamedTuple):
    """The glyphs that a part shows in a face, with the texts that they are copied as, in the order they are settled.

    Attributes:
        role, weight: what the face is named by.
    """

    role: str
    weight: int
    pairs: Sequence[tuple[int, str]]


class Errand(NamedTuple):
    """The request to set a part, or, with the codes of each face that it shows, to pack it."""

    number: int
    codes: Sequence[Sequence[int]] | None = None


Answer = tuple[int, list[ShownGlyphs] | bytes | None]
"""The number of the part, and what it shows or what is kept of it; None where it must be set again."""


class Setters:
    """The processes that set some parts of a print: two, for one of which a spare one was taken, and more spare ones.

    This process waits while they work, and so does not count. They are started when the first part is asked for, and
    never more than there are parts to begin with.

    Args:
        kept: where the parts would be stored.
        makes: the number of each part -> what makes it.
    """

    def __init__(self, kept: KeptSheets, makes: Mapping[int, Callable[[], SheetRun]]) -> None:
        self._kept = kept
        self._makes = makes
        self._waiting = deque(sorted(makes))
        self._holds: dict[Helper[Errand, Answer], list[int]] = {}
        self._shown: dict[int, list[ShownGlyphs]] = {}
        self._codes: dict[int, list[list[int]]] = {}
        self._done: dict[int, bytes] = {}
        self._taken = 1
        self._enough = False    # no more are started: one has died, or the system has none left
        self._set: dict[int, SheetRun] = {}     # in a process: what it holds

    def part(self, number: int) -> bytes | None:
        """What is kept of a part; None if it must be set here. Those before it are settled, and not asked for again."""
        self._forget(number)
        while self._is_coming(number):
            self._settle(number)
            self._hand_out()
            if not self._listen():      # all have died
                break
        return self._done.pop(number, None)

    def here(self, make: Callable[[], SheetRun]) -> SheetRun:
        """The sheets of a part, made in this process, which counts now: it waits until one of the others is idle."""
        while sum(helper.busy for helper in self._holds) > self._taken:
            self._listen()
        return make()

    def end(self) -> None:
        """End the processes, whatever they do."""
        while self._holds:
            self._let_go(next(iter(self._holds)))
        self._kept.spare.give(self._taken)
        self._taken = 0

    def _forget(self, number: int) -> None:
        """Forget the parts before this one: nobody asked for those that another run put into the cache meanwhile."""
        while self._waiting and self._waiting[0] < number:
            self._waiting.popleft()
        for held in self._holds.values():
            held[:] = [one for one in held if one >= number]
        for told in (self._shown, self._codes, self._done):
            for one in [one for one in told if one < number]:
                del told[one]

    def _is_coming(self, number: int) -> bool:
        return number in self._waiting or any(number in held for held in self._holds.values())

    def _settle(self, number: int) -> None:
        """Settle the codes of this part, and of those right after it, as far as they are set."""
        cast = self._kept.press.cast
        while (shown := self._shown.pop(number, None)) is not None:
            self._codes[number] = [[cast.face(one.role, one.weight).settle(*pair) for pair in one.pairs]
                                   for one in shown]
            number += 1

    def _drop(self, number: int) -> None:
        """Leave a part to this process."""
        for held in self._holds.values():
            if number in held:
                held.remove(number)

    def _hand_out(self) -> None:
        """Give each idle process something to do, or let it go; start more for parts that wait, if the run may."""
        for helper in [*self._holds]:
            if not helper.busy:
                self._employ(helper)
        while self._waiting and not self._enough and self._may_start():
            self._start()

    def _employ(self, helper: Helper[Errand, Answer]) -> None:
        """Give an idle process something to do, or let it go if there will be nothing."""
        held = self._holds[helper]
        ready = [number for number in held if number in self._codes]
        if ready:
            helper.ask(Errand(ready[0], self._codes.pop(ready[0])))
        elif self._waiting and len(held) < _HELD:
            held.append(self._waiting.popleft())
            helper.ask(Errand(held[-1]))
        elif not self._waiting and not held:
            self._let_go(helper)

    def _may_start(self) -> bool:
        if len(self._holds) > self._taken:
            if not self._kept.spare.take():
                return False
            self._taken += 1
        return True

    def _listen(self) -> bool:
        """Wait for answers of some processes; whether any is at work."""
        answering = Helper.answering(self._holds)
        for helper in answering:
            self._hear(helper)
        return bool(answering)

    def _hear(self, helper: Helper[Errand, Answer]) -> None:
        """Take the answer of a process."""
        try:
            number, answer = helper.answer()
        except HelperDied:
            self._enough = True
            self._let_go(helper)
            return
        if number not in self._holds[helper]:       # not asked for any more
            return
        if isinstance(answer, list):
            self._shown[number] = answer
        else:
            self._drop(number)
            if answer is not None:
                self._done[number] = answer

    def _start(self) -> None:
        self._kept.cache.close()    # a connection must not be used on both sides
        try:
            with signals.held_back():   # until it is known, so that it is ended
                helper = Helper(self._answer, self._holds, self._kept.cache.close)
                self._holds[helper] = []
        except OSError:     # those that there are do it, or this one alone
            self._enough = True
            return
        self._employ(helper)

    def _let_go(self, helper: Helper[Errand, Answer]) -> None:
        """End a process; what it holds is left to this one."""
        del self._holds[helper]
        helper.end()
        if self._taken:
            self._taken -= 1
            self._kept.spare.give()

    def _answer(self, request: Errand) -> Answer:
        """In a process: what it was asked for. What is raised there is raised here when the part is set again."""
        number = request.number
        try:
            if request.codes is None:
                return number, self._set_part(number)
            return number, self._packed(self._set.pop(number), request.codes)
        except Exception:  # noqa: BLE001 - whatever is wrong
            return number, None

    def _set_part(self, number: int) -> list[ShownGlyphs] | None:
        press, lacked = self._kept.press, self._kept.lacks
        press.progress = unwatched
        run = self._makes[number]()
        if self._kept.lacks != lacked:
            return None
        self._set[number] = run
        roles = press.cast.roles
        return [ShownGlyphs(*roles[face], pairs) for face, pairs in _pairs(run).items()]

    def _packed(self, run: SheetRun, codes: Sequence[Sequence[int]]) -> bytes:
        for (face, pairs), those in zip(_pairs(run).items(), codes, strict=True):
            face.agree(dict(zip(pairs, those, strict=True)))
        for sheet in run.sheets:
            finish(sheet, self._kept.press)
        return self._kept.dumped(run)


def _pairs(run: SheetRun) -> dict[Face, list[tuple[int, str]]]:
    """The glyphs and texts that sheets show in each face, in the order that they are settled in."""
    found: dict[Face, dict[tuple[int, str], None]] = {}
    for sheet in run.sheets:
        for face, codes in sheet.shown().items():
            found.setdefault(face, {}).update(dict.fromkeys(face.meant(codes)))
    return {face: list(pairs) for face, pairs in found.items()}
