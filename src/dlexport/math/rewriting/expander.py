r"""Expansion of macros, aliases and commands rewritten by code, in one pass and within limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

from dlexport.math.errors import MathError, OverlongError
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
    """A warning about a part of a formula that is left out; `offset` and `length` count code points of the source."""

    message: str
    hint: str
    offset: int
    length: int = 1


class Expander:
    """Rewrites one formula.

    Args:
        found: the formula's tokens.
        macros: name -> macro of the bank.
        commands: name -> function that rewrites the command; it takes the expander and the command's token.
        end: length of the source.
        spanning: whether the formula is read for an output whose cells may span columns.

    Attributes:
        done: the tokens rewritten so far.
        remarks: the warnings so far.
        depth: number of open groups, environments and growing delimiters.
        environments: the open environments, each with its typed and its new name.
    """

    def __init__(
        self, found: Sequence[Token], macros: Mapping[str, Macro],
        commands: Mapping[str, Callable[[Expander, Token], None]], end: int, *, spanning: bool = False,
    ) -> None:
        self.spanning = spanning
        self._waiting = list(reversed(found))
        self._macros = macros
        self._commands = commands
        self._end = end
        self._made = 0
        self.done: list[Token] = []
        self.remarks: list[Remark] = []
        self.depth = 0
        self.environments: list[tuple[str, str]] = []
        # For each open brace: whether it is in words, and how many arguments in words are still to come there.
        self._modes: list[str] = []
        self._wanted = [0]

    def run(self) -> list[Token]:
        """The tokens of the whole formula, rewritten.

        Raises:
            MathError: a command lacks its argument, or macros make too many tokens.
        """
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
        """Insert tokens to be read next.

        Raises:
            MathError: the formula has made too many tokens.
        """
        self._made += len(found)
        if self._made > 2 * LONGEST and found:
            raise OverlongError(f"macros make more than {2 * LONGEST:,} signs of this formula", found[0].place,
                               "use fewer of them here, or let each make less")
        self._waiting.extend(reversed(found))

    def put_between(self, cells: Mapping[int, Sequence[Token]]) -> None:
        """Insert cells into each row of the environment that begins here.

        Args:
            cells: number of cells before it -> the cell with its `&`.
        """
        found: list[Token] = []
        depth, before = 0, 1
        while self._waiting and (depth or self._waiting[-1].text != r"\end"):
            token = self._waiting.pop()
            depth += (token.text in OPENS) - (token.text in CLOSES)
            found.append(token)
            if not depth and token.text == "&":
                found += cells.get(before, ())
                before += 1
            elif not depth and token.text in {r"\\", r"\cr"}:
                before = 1
        self.put_back(found)

    def put_one(self, found: Sequence[Token]) -> None:
        """Insert tokens to be read next, in braces if there are several, so that they are one argument."""
        if len(found) > 1 and self._wanted[-1]:
            place = found[0].place
            found = [Token("{", place), *found, Token("}", place)]
        self.put_back(found)

    def emit(self, token: Token) -> None:
        """Append one token to the result, unchanged."""
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
        """The text of the next token other than space, which is not consumed; empty at the end."""
        at = len(self._waiting) - 1
        while at >= 0 and self._waiting[at].text.isspace():
            at -= 1
        return self._waiting[at].text if at >= 0 else ""

    def taken(self, sign: str) -> bool:
        """Whether the next token is this one; if so, it is consumed with the space before it."""
        if self.following() != sign:
            return False
        while self._waiting.pop().text != sign:
            pass
        return True

    def raw(self) -> Token | None:
        """Consume the next token of any kind; None at the end."""
        return self._waiting.pop() if self._waiting else None

    def argument(self, command: Token) -> list[Token]:
        """Consume the next argument; returned without its braces.

        Raises:
            MathError: there is none, or it is not closed.
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
        """Consume the argument in square brackets that is next; None if there is none."""
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
        """Add a warning at a token."""
        self.remarks.append(Remark(message, hint, token.place, len(token.text)))

    def missing(self, command: Token) -> NoReturn:
        """Raise `MathError` for a command without its argument."""
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
        """Copy a token of words unchanged; only formulas within words are rewritten."""
        self.emit(token)
        if token.text != "$":
            return
        inner: list[Token] = []
        while self._waiting and self._waiting[-1].text != "$":
            inner.append(self._waiting.pop())
        within = Expander(inner, self._macros, self._commands, self._end, spanning=self.spanning)
        within._made = self._made
        self.done += within.run()
        self._made = within._made
        self.remarks += within.remarks
        if self._waiting:
            self.done.append(self._waiting.pop())
