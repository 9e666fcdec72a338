r"""Macros and aliases expanded, commands handed to whoever rewrites them: in one pass, within bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

from dlexport.math.errors import MathError, TooMuchError
from dlexport.math.latex.commands import COMMANDS as KNOWN
from dlexport.math.latex.commands.words import STYLES
from dlexport.math.latex.lexer import LONGEST
from dlexport.math.rewriting.aliases import ALIASES
from dlexport.math.rewriting.macros import macro
from dlexport.math.rewriting.tokens import CLOSES, OPENS, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dlexport.math.rewriting.macros import Macro

_LONGEST_OPTION: Final = 500     # tokens
_TEXT: Final = frozenset("\\" + name for name in STYLES)
_TWO: Final = frozenset({
    r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\binom", r"\dbinom", r"\tbinom", r"\overset", r"\underset",
    r"\stackrel",
})  # fmt: skip
_ALIASES: Final[Mapping[str, Macro]] = {name: macro(known) for name, known in ALIASES.items()}


@dataclass(frozen=True, slots=True)
class Remark:
    """What was left out of a formula: a warning with its place in the source."""

    message: str
    hint: str
    offset: int
    length: int = 1


class Expander:
    """Rewrites one formula.

    Args:
        found: its tokens.
        macros: the bank's own, by name.
        commands: what is rewritten by code, by name; the code is handed the expander and the command's token.
        end: how long the source is.

    Attributes:
        done: what has been rewritten.
        remarks: warnings so far.
        depth: how many groups, environments and growing delimiters are open.
        environments: that are open, each by the name it was typed with and the one it has got.
    """

    def __init__(
        self, found: Sequence[Token], macros: Mapping[str, Macro],
        commands: Mapping[str, Callable[[Expander, Token], None]], end: int,
    ) -> None:
        self._waiting = list(reversed(found))
        self._macros = macros
        self._commands = commands
        self._end = end
        self._made = 0
        self.done: list[Token] = []
        self.remarks: list[Remark] = []
        self.depth = 0
        self.environments: list[tuple[str, str]] = []
        # What each open brace stands in: mathematics or words; and how many arguments are still to come there.
        self._modes: list[str] = []
        self._wanted = [0]

    def run(self) -> list[Token]:
        """The whole formula."""
        while self._waiting:
            token = self._waiting.pop()
            if self._in_words():
                self._words(token)
            elif (own := self._macros.get(token.text)) is not None:
                self._expand(token, own)
            elif (command := self._commands.get(token.text)) is not None:
                command(self, token)
            elif (alias := _ALIASES.get(token.text)) is not None:
                self._expand(token, alias)
            else:
                self.emit(token)
        return self.done

    # -- what commands need

    def put_back(self, found: Sequence[Token]) -> None:
        """Tokens to be read next. There is an end to how many a formula may make."""
        self._made += len(found)
        if self._made > 2 * LONGEST and found:
            raise TooMuchError(f"macros make more than {2 * LONGEST:,} signs of this formula", found[0].place,
                               "use fewer of them here, or let each make less")
        self._waiting.extend(reversed(found))

    def put_one(self, found: Sequence[Token]) -> None:
        """Tokens to be read next, which stay one where one argument is wanted."""
        if len(found) > 1 and self._wanted[-1]:
            place = found[0].place
            found = [Token("{", place), *found, Token("}", place)]
        self.put_back(found)

    def emit(self, token: Token) -> None:
        """One token as it is."""
        text = token.text
        self.depth += (text in OPENS) - (text in CLOSES)
        if text == "{":
            before = self.done[-1].text if self.done else ""
            self._modes.append("words" if self._in_words() or before in _TEXT else "math")
            self._wanted.append(0)
        elif text == "}" and self._modes:
            self._modes.pop()
            self._wanted.pop()
            self._wanted[-1] = max(0, self._wanted[-1] - 1)
        elif text in {"^", "_"}:
            self._wanted[-1] = 1
        elif text in KNOWN:
            self._wanted[-1] = 2 if text in _TWO else 1
        elif not text.isspace():
            self._wanted[-1] = max(0, self._wanted[-1] - 1)
        self.done.append(token)

    def following(self) -> str:
        """The next token that is no space, which stays; empty at the end."""
        at = len(self._waiting) - 1
        while at >= 0 and self._waiting[at].text.isspace():
            at -= 1
        return self._waiting[at].text if at >= 0 else ""

    def taken(self, sign: str) -> bool:
        """Whether this token was next; it is then gone, with the space before it."""
        if self.following() != sign:
            return False
        while self._waiting.pop().text != sign:
            pass
        return True

    def raw(self) -> Token | None:
        """The next token whatever it is, or None."""
        return self._waiting.pop() if self._waiting else None

    def argument(self, command: Token) -> list[Token]:
        """The next argument without its braces.

        Raises:
            MathError: there is none, or it does not end.
        """
        while self._waiting and self._waiting[-1].text.isspace():
            self._waiting.pop()
        if not self._waiting or self._waiting[-1].text in {"}", "&", r"\\", r"\end", r"\right"}:
            self.missing(command)
        first = self._waiting.pop()
        if first.text != "{":
            return [first]
        found: list[Token] = []
        depth = 1
        while self._waiting:
            token = self._waiting.pop()
            depth += (token.text == "{") - (token.text == "}")
            if not depth:
                return found
            found.append(token)
        raise MathError("this { is never closed", first.place, "add the missing }")

    def optional(self) -> list[Token] | None:
        """The argument in square brackets, if one is next."""
        if self.following() != "[":
            return None
        self.taken("[")
        depth, first, at = 0, len(self._waiting) - 1, len(self._waiting) - 1
        while at >= max(0, first - _LONGEST_OPTION):
            text = self._waiting[at].text
            if text == "]" and not depth:
                found = self._waiting[at + 1:][::-1]
                del self._waiting[at:]
                return found
            depth += (text == "{") - (text == "}")
            at -= 1
        self._waiting.append(Token("[", self._waiting[-1].place if self._waiting else self._end))
        return None

    def remark(self, message: str, hint: str, token: Token) -> None:
        """Warn of something at a token."""
        self.remarks.append(Remark(message, hint, token.place, len(token.text)))

    def missing(self, command: Token) -> NoReturn:
        """Refuse a command without an argument."""
        raise MathError(f"{command.text} has no argument", min(command.place, self._end), "write it in braces: {…}")

    # -- macros

    def _expand(self, command: Token, own: Macro) -> None:
        arguments = [self.argument(command) for _ in range(own.arguments)]
        found: list[Token] = []
        for text in own.body:
            if len(text) > 1 and text[0] == "#":
                found += arguments[int(text[1]) - 1]
            else:
                found.append(Token(text, command.place))
        self.put_one(found)

    # -- words

    def _in_words(self) -> bool:
        return bool(self._modes) and self._modes[-1] == "words"

    def _words(self, token: Token) -> None:
        """Words are left alone, but for the formulas in them."""
        self.emit(token)
        if token.text != "$":
            return
        inner: list[Token] = []
        while self._waiting and self._waiting[-1].text != "$":
            inner.append(self._waiting.pop())
        within = Expander(inner, self._macros, self._commands, self._end)
        within._made = self._made
        self.done += within.run()
        self._made = within._made
        self.remarks += within.remarks
        if self._waiting:
            self.done.append(self._waiting.pop())
