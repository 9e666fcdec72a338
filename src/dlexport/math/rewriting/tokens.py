"""Tokens with their offsets in the source."""

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
    """A token; `place` is the offset in the source of the text from which it was made."""

    text: str
    place: int


def located(source: str) -> list[Token]:
    """The tokens of a source, without the end token."""
    found, place = [], 0
    for text in tokens(source)[:-1]:
        found.append(Token(text, place))
        place += len(text)
    return found


def made(latex: str, place: int) -> list[Token]:
    """The tokens of some LaTeX, all with one offset, as a replacement of the source there.

    Raises:
        MathError: the LaTeX is longer than a formula may be.
    """
    if len(latex) > LONGEST:
        raise MathError(f"written out this has {len(latex):,} characters; the limit is {LONGEST:,}", place,
                        "split it into several formulas")
    return [Token(text, place) for text in tokens(latex)[:-1]] if latex.strip() else []


def typed(found: Iterable[Token]) -> str:
    """The text of tokens, with a space between a command and a letter that follows it."""
    parts: list[str] = []
    for text, _ in found:
        if parts and text[0].isalpha() and text[0].isascii() and _ends_in_a_name(parts[-1]):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class TokenPlaces:
    """Map from offsets in rewritten LaTeX to offsets in the source; without entries, the identity."""

    starts: Sequence[int] = ()
    sources: Sequence[int] = field(default=())

    def source(self, offset: int) -> int:
        """The offset in the source that belongs to an offset in the LaTeX."""
        if not self.starts:
            return offset
        return self.sources[max(0, bisect_right(self.starts, offset) - 1)]


AS_TYPED: Final = TokenPlaces()


def written(found: Sequence[Token], end: int) -> tuple[str, TokenPlaces]:
    """The tokens as LaTeX, and the map back to the source; `end` is the length of the source."""
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
