"""A cursor over the tokens of a formula, which knows where it is and can say what is wrong there."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from dlexport.math.errors import MathError
from dlexport.math.latex.lexer import END, tokens

DEEPEST: Final = 64
"""How deep groups and arguments may nest."""

_BRACKETED_LENGTH: Final = re.compile(r"\[\s*[+-]?[\d.]+\s*[a-z]{2}\s*\]")


class Cursor:
    """Stands before a token; `at` counts them."""

    __slots__ = ("_depth", "_tokens", "at", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._tokens = tokens(source)
        self._depth = 0
        self.at = 0

    def peek(self) -> str:
        """The next token that is not white space; the cursor then stands on it."""
        sign = self._tokens[self.at]
        if sign.isspace():
            self.at += 1
            sign = self._tokens[self.at]
        return sign

    def raw(self) -> str:
        """The next token as it is, taken: END is given again and again."""
        sign = self._tokens[self.at]
        if sign is not END:
            self.at += 1
        return sign

    def taken(self, sign: str) -> bool:
        """Whether this token was next; it is then behind us."""
        found = self.peek() == sign
        self.at += found
        return found

    def offset(self, at: int | None = None) -> int:
        """Where a token begins, by default the next one, as an index into the source."""
        return sum(map(len, self._tokens[: self.at if at is None else at]))

    def fail(self, message: str, hint: str = "", at: int | None = None) -> NoReturn:
        """Raise a MathError at a token, by default the next one."""
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

    def words(self, what: str, opening: str = "{", closing: str = "}") -> str:
        """An argument read as plain characters: a name, a colour, a length."""
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
