"""Setters: forked processes that each set some of a print's parts, in two steps that give the bytes of one process.

A part is set with character codes of the moment. Which glyphs it shows, for which text, comes back first; this process
settles their codes in the order of the parts, as if it had set them, and only then is the part packed. What comes back
is what the cache keeps of a part. Whatever goes wrong there, or lacks a character or room, this process sets again.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from dlexport import signals
from dlexport.exporters.pdf.book.ahead.setter import Errand, Setter
from dlexport.processes.helper import Helper, HelperDied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.exporters.pdf.book.ahead.setter import Answer, ShownGlyphs
    from dlexport.exporters.pdf.book.page_cache import KeptSheets, SheetRun

_HELD = 3       # parts that a setter may hold, unpacked, while those before them are set


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
        self._setter = Setter(kept, makes)      # each process has its own
        self._waiting = deque(sorted(makes))
        self._holds: dict[Helper[Errand, Answer], list[int]] = {}
        self._shown: dict[int, list[ShownGlyphs]] = {}
        self._codes: dict[int, list[list[int]]] = {}
        self._done: dict[int, bytes] = {}
        self._taken = 1
        self._enough = False    # no more are started: one has died, or the system has none left

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
            helper.ask(Errand(ready[0], held, self._codes.pop(ready[0])))
        elif self._waiting and len(held) < _HELD:
            held.append(self._waiting.popleft())
            helper.ask(Errand(held[-1], held))
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
        held = self._holds[helper]
        if number not in held:      # not wanted any more
            return
        if isinstance(answer, list):
            self._shown[number] = answer
        else:
            held.remove(number)
            if answer is not None:
                self._done[number] = answer

    def _start(self) -> None:
        self._kept.cache.close()    # a connection must not be used on both sides
        try:
            with signals.held_back():   # until it is known, so that it is ended
                helper = Helper(self._setter.answer, self._holds, self._kept.cache.close)
                self._holds[helper] = []
        except OSError:     # those that there are do it, or this one alone
            self._enough = True
            return
        self._employ(helper)

    def _let_go(self, helper: Helper[Errand, Answer]) -> None:
        """End a process; what it holds is left to this one."""
        helper.end()
        del self._holds[helper]     # only now: a signal in between ends it again
        if self._taken:
            self._taken -= 1
            self._kept.spare.give()
