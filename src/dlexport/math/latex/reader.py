r"""Reading a formula: rows of atoms with their scripts, groups and arguments, in one pass without backing up.

The meaning of single commands is in the tables that the reader is given (`dlexport.math.latex.commands`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from dlexport.math.alphabets import styled
from dlexport.math.latex.attach import attached, takes_limits
from dlexport.math.latex.cursor import Cursor
from dlexport.math.latex.fractions import INFIXES
from dlexport.math.latex.leaves import LEAVES, content, is_writing, mo, mrow, single, typed
from dlexport.math.latex.lexer import END
from dlexport.math.latex.near import meant
from dlexport.math.latex.signs import (
    DIGITS,
    ENDS,
    FONT_SWITCHES,
    NOT_ARGUMENTS,
    PRIMES,
    SCRIPTS,
    STRAY,
    STYLE_SWITCHES,
    unknown_hint,
)
from dlexport.math.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Reader(Cursor):
    """Reader of one formula.

    Attributes:
        alphabet: the style of letters at this point; None for TeX's default.
        tag: the equation number given to the current line.
    """

    __slots__ = ("_commands", "_refused", "alphabet", "tag")

    def __init__(
        self, source: str, commands: Mapping[str, Callable[[Reader], Element | None]], refused: Mapping[str, str]
    ) -> None:
        super().__init__(source)
        self._commands = commands
        self._refused = refused
        self.alphabet: str | None = None
        self.tag: Element | None = None

    # -- whole formulas, rows and groups

    def formula(self) -> Element:
        """The whole formula as one `mrow`."""
        children = self.row()
        if (sign := self.peek()) is not END:
            self.stray(sign)
        if self.tag is not None:
            children.append(self.tag.having(tex_tag="line"))
        return mrow(children)

    def stray(self, sign: str) -> NoReturn:
        """Raise `MathError` for a token that closes something not opened."""
        message, hint = STRAY[sign]
        self.fail(message, hint)

    def row(self, close: str = END) -> list[Element]:
        """The atoms up to `close` or another token that ends a row; that token is not consumed."""
        all_tokens, alphabet = self._tokens, self.alphabet
        done: list[Element] = []
        items: list[Element] = []
        switch: dict[str, str] = {}
        infix: tuple[str, list[Element]] | None = None
        while True:
            sign = all_tokens[self.at]
            leaf = LEAVES.get(sign)
            if leaf is not None and sign != close:
                self.at += 1
                if sign in DIGITS or sign == ".":
                    leaf = self._number(sign, leaf)
                if self.alphabet is not None:
                    leaf = self._in_alphabet(leaf)
                following = all_tokens[self.at]
                if following in SCRIPTS or following.isspace():
                    items.append(self._scripted(leaf))
                else:
                    items.append(leaf)
            elif sign.isspace():
                self.at += 1
            elif sign in ENDS or sign == close:
                break
            elif sign in STYLE_SWITCHES or sign == r"\color":
                self._close(done, items, switch)
                items = []
                switch = switch | self._switch()
            elif sign in FONT_SWITCHES:
                self.at += 1
                self.alphabet = FONT_SWITCHES[sign]
            elif sign in INFIXES:
                if infix is not None:
                    self.fail(f"two of {', '.join(INFIXES)} in one group", r"use \frac{…}{…}")
                self.at += 1
                self._close(done, items, switch)
                infix = sign, done
                done, items = [], []
            elif (atom := self._atom()) is not None:
                items.append(self._scripted(atom))
        self.alphabet = alphabet
        self._close(done, items, switch)
        if infix is not None:
            return [INFIXES[infix[0]](single(infix[1]), single(done))]
        return done

    @staticmethod
    def _close(done: list[Element], items: list[Element], switch: dict[str, str]) -> None:
        if switch and items:
            done.append(Element("mstyle", tuple(items), "", tuple(switch.items())))
        else:
            done.extend(items)

    def _switch(self) -> dict[str, str]:
        sign = self.raw()
        if sign in STYLE_SWITCHES:
            return STYLE_SWITCHES[sign]
        return {"mathcolor": self.colour()}

    def _number(self, sign: str, leaf: Element) -> Element:
        """A run of digits, with single points between them, as one `mn`."""
        all_tokens, start = self._tokens, self.at
        if sign == "." and all_tokens[start] not in DIGITS:
            return leaf
        while all_tokens[self.at] in DIGITS or (
            all_tokens[self.at] == "." and sign != "." and all_tokens[self.at + 1] in DIGITS
        ):
            self.at += 1
        return leaf if self.at == start else Element("mn", (), sign + "".join(all_tokens[start : self.at]))

    def _in_alphabet(self, leaf: Element) -> Element:
        """A letter or number in the current alphabet; other leaves are unchanged."""
        style = self.alphabet
        if style is None or leaf.tag not in {"mi", "mn"} or leaf.get("tex-class") is not None:
            return leaf
        if leaf.tag == "mn":
            return Element("mn", (), styled(leaf.text, style))
        return self.letter(leaf.text, style)

    @staticmethod
    def letter(text: str, style: str) -> Element:
        """The identifier of a letter in the alphabet of a style."""
        changed = styled(text, style)
        return Element("mi", (), changed, (("mathvariant", "normal"),) if changed == text else ())

    def _atom(self) -> Element | None:
        """One atom that is not in the table of leaves: a group, a command, a character outside ASCII."""
        sign = self._tokens[self.at]
        if sign == "{":
            return self.group()
        if sign in SCRIPTS:
            if sign not in {"^", "_", "'", "’"}:
                self.fail(f"{sign} follows no operator", f"write it right after the operator: \\sum{sign}_{{i}}")
            return mrow(())
        if sign[0] == "\\":
            return self._command(sign)
        if not sign.isascii():
            return self._typed(sign)
        if sign == "%":
            self.fail("% starts a comment in LaTeX, so what follows would be lost", r"write \% for the sign")
        return self.fail(f"the character {sign} has no meaning in a formula", f"write \\{sign} for the sign")

    def _command(self, sign: str) -> Element | None:
        handler = self._commands.get(sign)
        if handler is not None:
            self.at += 1
            return handler(self)
        if sign == "\\":
            self.fail("a backslash with nothing after it", r"write \backslash for the sign")
        if (hint := self._refused.get(sign)) is not None:
            self.fail(f"{sign} cannot be used here", hint)
        return self.fail(f"unknown command {sign}", unknown_hint(sign, self._commands))

    def _typed(self, sign: str) -> Element:
        """A symbol typed as a Unicode character; or a run of text, such as Chinese, as `mtext`."""
        self.at += 1
        element = typed(sign)
        if element is not None:
            return element if self.alphabet is None else self._in_alphabet(element)
        start = self.at
        while is_writing(self._tokens[self.at]):
            self.at += 1
        return Element("mtext", (), "".join(self._tokens[start - 1 : self.at]))

    def group(self) -> Element:
        """A group in braces, whose `{` is next, as one ordinary atom."""
        start = self.at
        self.deeper()
        self.at += 1
        children = self.row()
        self.shut(start)
        self.shallower()
        if len(children) == 1 and children[0].tag in {"mi", "mn", "mtext", "mrow", "mfrac", "msqrt"}:
            only = children[0]
            if only.get("tex-class") is None:
                return only
        return mrow(children)

    def shut(self, start: int, close: str = "}") -> None:
        """Consume the closing bracket of the group begun at token `start`; raises `MathError` if it is not next."""
        if self.taken(close):
            return
        sign = self.peek()
        if sign is END or (sign == "}" != close):
            self.fail(f"this {self._tokens[start]} is never closed", f"add the missing {close}", at=start)
        self.stray(sign)

    # -- scripts

    def _scripted(self, base: Element) -> Element:
        """The atom with its primes, subscripts and superscripts, if any follow."""
        sign = self.peek()
        if sign not in SCRIPTS:
            return base
        limits: str | None = None
        below: Element | None = None
        above: Element | None = None
        primes = 0
        while sign in SCRIPTS:
            if sign == "_":
                if below is not None:
                    self.fail("two subscripts on one symbol", "set braces to say which belongs to which: {a_b}_c")
                below = self._script()
            elif sign == "^":
                if above is not None:
                    self.fail("two superscripts on one symbol", "set braces to say which belongs to which: {a^b}^c")
                above = self._script()
            elif sign in {"'", "’"}:
                if above is not None:
                    self.fail("a prime after a superscript", "write the prime first: f'^2, or set braces: {f^2}'")
                primes += 1
                self.at += 1
            else:
                if not takes_limits(base):
                    self.fail(f"{sign} follows no operator", r"it belongs right after \sum, \lim, \operatorname*{…} …")
                limits = sign
                self.at += 1
            sign = self.peek()
        if primes:
            prime = mo(PRIMES.get(primes) or "′" * primes)
            above = prime if above is None else single([prime, *content(above)])
        return attached(base, below, above, limits)

    def _script(self) -> Element:
        self.at += 1
        return self.argument("a script", after=self.at - 1)

    # -- arguments

    def argument(self, what: str, after: int | None = None) -> Element:
        """Consume the next argument: a group or a single token.

        Args:
            what: name of the argument, for the message if it is missing.
            after: index of the token at which that error is reported; by default the next one.

        Raises:
            MathError: there is no argument.
        """
        sign = self.peek()
        if sign == "{":
            start = self.at
            self.deeper()
            self.at += 1
            children = self.row()
            self.shut(start)
            self.shallower()
            return single(children)
        leaf = LEAVES.get(sign)
        if leaf is not None:
            self.at += 1
            return leaf if self.alphabet is None else self._in_alphabet(leaf)
        if sign in NOT_ARGUMENTS:
            message = f"{what} is missing" if after is None else f"{what} is missing after {self._tokens[after]}"
            self.fail(message, "write it in braces: {…}", at=after)
        self.deeper()
        atom = self._atom()
        self.shallower()
        return mrow(()) if atom is None else atom

    def optional(self) -> Element | None:
        """Consume an argument in square brackets; None if none is next."""
        if self.peek() != "[":
            return None
        start = self.at
        self.deeper()
        self.at += 1
        children = self.row("]")
        self.shut(start, "]")
        self.shallower()
        return single(children)

    def colour(self) -> str:
        """Consume an argument that names a colour, as `#rrggbb`; raises `MathError` if it is unknown."""
        from dlexport.math.latex.colours import NAMES, colour  # noqa: PLC0415 - few formulas have colours

        self.peek()
        start = self.at
        name = self.words("a colour")
        found = colour(name)
        if found is None:
            near = meant(name, NAMES, 3)
            hint = f"did you mean {near}?" if near else "name a colour, such as teal, or write it as #0f5c6e"
            self.fail(f"unknown colour {name!r}", hint, at=start)
        return found
