"""Tokens that remember where in the source they came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from dlexport.math.errors import MathError
from dlexport.math.latex.lexer import LONGEST, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


OPENS: Final = frozenset({"{", r"\begin", r"\left"})
CLOSES: Final = frozenset({"}", r"\end", r"\right"})


class Token(NamedTuple):
    """A token, and the offset of what it came from."""

    text: str
    place: int


def located(source: str) -> list[Token]:
    """The tokens of a source, without its end."""
    found, place = [], 0
    for text in tokens(source)[:-1]:
        found.append(Token(text, place))
        place += len(text)
    return found


def made(latex: str, place: int) -> list[Token]:
    """Tokens that stand for what is at one place.

    Raises:
        MathError: they are more than a formula may have.
    """
    if len(latex) > LONGEST:
        raise MathError(f"written out this has {len(latex):,} characters; the limit is {LONGEST:,}", place,
                        "split it into several formulas")
    return [Token(text, place) for text in tokens(latex)[:-1]] if latex.strip() else []


def typed(found: Iterable[Token]) -> str:
    """What tokens say when written out, a space kept between a command and a letter."""
    parts: list[str] = []
    for text, _ in found:
        if parts and text[0].isalpha() and text[0].isascii() and _ends_in_a_name(parts[-1]):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class TokenPlaces:
    """Leads from an offset in rewritten LaTeX to one in the source; without entries they are the same."""

    starts: Sequence[int] = ()
    sources: Sequence[int] = field(default=())

    def source(self, offset: int) -> int:
        """The offset in the source of what is at an offset in the LaTeX."""
        if not self.starts:
            return offset
        return self.sources[max(0, bisect_right(self.starts, offset) - 1)]


AS_TYPED: Final = TokenPlaces()


def written(found: Sequence[Token], end: int) -> tuple[str, TokenPlaces]:
    """The tokens as LaTeX, and the way back from it; `end` is the length of the source."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for before, token in pairwise([Token("", 0), *found]):
        if token.text[0].isalpha() and token.text[0].isascii() and _ends_in_a_name(before.text):
            parts.append(" ")
            at += 1
        starts.append(at)
        parts.append(token.text)
        at += len(token.text)
    return "".join(parts), TokenPlaces([*starts, at], [*(token.place for token in found), end])


def _ends_in_a_name(text: str) -> bool:
    return len(text) > 1 and text[0] == "\\" and text[-1].isalpha() and text[-1].isascii()
