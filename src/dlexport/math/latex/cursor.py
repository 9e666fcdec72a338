"""A cursor over the tokens of a formula, which raises errors with their positions."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from dlexport.math.errors import MathError
from dlexport.math.latex.lexer import END, tokens

DEEPEST: Final = 64
"""Limit on the nesting of groups and arguments."""

_ROOM: Final = 10.0     # ems to the left of what stands before: more would leave the paper
_GAIN: Final = 0.3      # ems by which a token stands further to the right, about
_BRACKETED_LENGTH: Final = re.compile(r"\[\s*[+-]?[\d.]+\s*[a-z]{2}\s*\]")


class Cursor:
    """A position in the tokens of a source; `at` is the index of the next token."""

    __slots__ = ("_depth", "_pulled_to", "_room", "_tokens", "at", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._tokens = tokens(source)
        self._depth = 0
        self._room, self._pulled_to = _ROOM, 0
        self.at = 0

    def peek(self) -> str:
        """The next token other than white space, not consumed; white space before it is."""
        sign = self._tokens[self.at]
        if sign.isspace():
            self.at += 1
            sign = self._tokens[self.at]
        return sign

    def raw(self) -> str:
        """Consume the next token, white space included; at the end, END each time."""
        sign = self._tokens[self.at]
        if sign is not END:
            self.at += 1
        return sign

    def taken(self, sign: str) -> bool:
        """Whether the next token is `sign`; if so, it is consumed."""
        found = self.peek() == sign
        self.at += found
        return found

    def offset(self, at: int | None = None) -> int:
        """Index into the source of the start of token `at`, by default the next one."""
        return sum(map(len, self._tokens[: self.at if at is None else at]))

    def fail(self, message: str, hint: str = "", at: int | None = None) -> NoReturn:
        """Raise a `MathError` at token `at`, by default the next one."""
        offset = self.offset(at)
        raise MathError(message, min(offset, len(self.source)), hint)

    def deeper(self) -> None:
        """Enter a group, an argument or an environment; `self.shallower()` leaves it."""
        self._depth += 1
        if self._depth > DEEPEST:
            self.fail(f"the formula nests more than {DEEPEST} levels deep", "name its parts in formulas of their own")

    def shallower(self) -> None:
        """Leave what `deeper` entered."""
        self._depth -= 1

    def pull_back(self, width: float, start: int) -> None:
        """Note a negative space of so many ems, by the command at token `start`.

        Raises:
            MathError: it takes what follows far to the left of what stands before.
        """
        self._room = min(self._room + (start - self._pulled_to) * _GAIN, _ROOM) - width
        self._pulled_to = self.at
        if self._room < 0.0:
            self.fail("negative spaces take this far to the left of what stands before it",
                      f"the limit is {_ROOM:.0f}em", at=start)

    def words(self, what: str, opening: str = "{", closing: str = "}") -> str:
        """Consume an argument of plain characters: a name, a colour, a length.

        Raises:
            MathError: there is none, or it is not closed; the message names it as `what`.
        """
        if self.peek() != opening:
            self.fail(f"{what} is missing", f"write it in braces: {opening}…{closing}")
        start = self.at
        self.at += 1
        first = self.at
        while (sign := self.raw()) != closing:
            if sign is END or sign in "{}":
                self.fail(f"this {opening} is never closed", f"add the missing {closing}", at=start)
        return "".join(self._tokens[first : self.at - 1]).strip()

    def length_follows(self) -> bool:
        """Whether a length in square brackets comes next without a space, as after a line break."""
        if self._tokens[self.at] != "[":
            return False
        ahead = "".join(self._tokens[self.at : self.at + 16])
        return _BRACKETED_LENGTH.match(ahead) is not None
