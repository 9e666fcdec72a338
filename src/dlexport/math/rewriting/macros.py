r"""A bank's macros: `\R` -> `\mathbb{R}`, with arguments written #1 to #9."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dlexport.math.latex.lexer import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAME: Final = re.compile(r"\\[A-Za-z]+|\\[^A-Za-z\s]")
_FIXED: Final = frozenset({
    "\\\\", r"\{", r"\}", r"\(", r"\)", r"\[", r"\]", r"\begin", r"\end", r"\left", r"\right", r"\middle", r"\text",
})  # fmt: skip
_ARGUMENTS: Final = frozenset("123456789")
_USED: Final = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro: the tokens that replace the command, `#1` being one token, and its number of arguments."""

    body: tuple[str, ...]
    arguments: int = 0


def macro(text: str) -> Macro:
    r"""The macro with a replacement text such as `\mathbb{R}` or `\frac{#1}{2}`."""
    body: list[str] = []
    most = 0
    for sign in tokens(text)[:-1]:
        if body and body[-1] == "#" and sign in _ARGUMENTS:
            body[-1] = f"#{sign}"
            most = max(most, int(sign))
        else:
            body.append(sign)
    return Macro(tuple(body), most)


@dataclass(frozen=True, slots=True)
class Macros:
    """The macros of a bank: (name, replacement) pairs in its order, and the table made of them. Compared by pairs."""

    entries: tuple[tuple[str, str], ...] = ()
    table: Mapping[str, Macro] = field(default_factory=dict, compare=False)

    def used(self, texts: Iterable[str]) -> list[tuple[str, str]]:
        """The entries that texts use, directly or through other macros, in the order of the bank."""
        if not self.entries:
            return []
        wanted = {name for text in texts for name in _USED.findall(text) if name in self.table}
        found: set[str] = set()
        while wanted:
            name = wanted.pop()
            found.add(name)
            wanted |= {inner for inner in self.table[name].body if inner in self.table and inner not in found}
        return [(name, body) for name, body in self.entries if name in found]


NONE: Final = Macros()


def macros(entries: Iterable[tuple[str, str]]) -> Macros:
    """The macros of a bank, made of (name, replacement) pairs."""
    pairs = tuple(entries)
    return Macros(pairs, {name: macro(body) for name, body in pairs})


def is_name(text: str) -> bool:
    r"""Whether a text can be the name of a macro: `\name`, or a backslash with one sign."""
    return _NAME.fullmatch(text) is not None and text not in _FIXED


def mistake(body: str) -> tuple[str, str] | None:
    """The fault of a macro's replacement and its remedy, in words; None if it is valid.

    Raises:
        MathError: the replacement has a character that no formula may have.
    """
    depth = 0
    found = tokens(body)
    for before, text in pairwise(["", *found]):
        depth += (text == "{") - (text == "}")
        if depth < 0:
            return "a } closes nothing", "delete it, or add the missing {"
        if before == "#" and text not in _ARGUMENTS:
            return "a # without a number", "arguments are #1 to #9; the sign itself is \\#"
        if text == "$":
            return "a dollar sign", "write what stands between the dollar signs only"
    return ("a { is never closed", "add the missing }") if depth else None


def loop(macros: Mapping[str, Macro]) -> str | None:
    """The name of a macro that refers to itself, directly or through others; None if there is none."""
    done: set[str] = set()
    for start in macros:
        path: list[tuple[str, Iterable[str]]] = [(start, iter(macros[start].body))]
        on_path = {start}
        while path:
            name, rest = path[-1]
            inner = next((one for one in rest if one in macros and one not in done), None)
            if inner is None:
                done.add(name)
                on_path.discard(name)
                path.pop()
            elif inner in on_path:
                return inner
            else:
                on_path.add(inner)
                path.append((inner, iter(macros[inner].body)))
    return None
