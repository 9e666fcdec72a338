"""Blocks of text looked for in what an artifact holds: one after the other, or in any order."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from dlexport.plugin.contract import Part
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dlexport.book.bank import Question

# What typesetting may add or take away inside a passage: white space, soft hyphens, zero-width breaks, joiners,
# selectors and marks of direction.
_INVISIBLE = re.compile(
    r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")
_DRAWN_ALIKE = re.compile("[\u2e80-\u2ef3\u2f00-\u2fd5\ufb00-\ufdff\ufe70-\ufefc]")
_TELLING = 2        # characters of an option: a single one may be its letter
SHOWN = 40
"""Number of characters of a text that a problem quotes."""
USED = "\0"
"""Stands for a character that something was found in already; no bank holds it."""


def lacking_blocks(part: Part, blocks: Sequence[str], text: str, figures: Sequence[str] = ()) -> Iterator[str]:
    """The blocks that are not found in the text one after the other; figures that float, in their order, anywhere."""
    position, below, left = 0, 0, list(reversed(figures))
    for number, block in enumerate(blocks, 1):
        floats = bool(left) and left[-1] == block
        if floats:
            left.pop()
        wanted = squeeze(block)
        at = find(text, wanted, below if floats else position)
        if at < 0:
            where = "out of its place" if find(text, wanted) >= 0 else "missing"
            yield f"{part}, block {number} is {where}: {begun(block)}"
        elif floats:
            below = at + len(wanted)
        else:
            position = at + len(wanted)


def lacking_stretches(part: Part, stretches: Iterable[tuple[Sequence[str], Sequence[str]]],
                       text: str) -> Iterator[str]:
    """The blocks that are not found in order; loose blocks of a stretch may be in any order after its ordered ones."""
    position = 0
    for ordered, loose in stretches:
        for block in ordered:
            at = find(text, squeeze(block), position)
            if at < 0:
                yield (f"{part}, a block is out of its place: {begun(block)}" if find(text, squeeze(block)) >= 0
                       else f"{part}, a block is missing: {begun(block)}")
            else:
                position = at + len(squeeze(block))
        end = position
        for wanted in sorted(map(squeeze, loose), key=len, reverse=True):
            at = find(text, wanted, position)
            if at < 0:
                yield f"{part}, a block is missing: {begun(wanted)}"
            else:
                end = max(end, at + len(wanted))
                text = text[:at] + USED * len(wanted) + text[at + len(wanted):]
        position = end


def lacking_anywhere(part: Part, blocks: Sequence[str], text: str) -> Iterator[str]:
    """The blocks missing from the text, in any order; the longest are looked for first, as one may contain another."""
    for block in sorted(blocks, key=lambda one: -len(squeeze(one))):
        wanted = squeeze(block)
        at = find(text, wanted)
        if at < 0:
            yield f"{part}, a block is missing: {begun(block)}"
        else:
            text = text[:at] + USED + text[at + len(wanted):]


def wrong_ones(question: Question, text: str) -> Iterator[str]:
    """The wrong options that are found among the right ones."""
    right, wrong = list[str](), list[str]()
    for choice in question.choices:
        (right if choice.correct else wrong).append(squeeze(plain(choice.text)))
    for said in sorted(right, key=len, reverse=True):
        if said and (at := find(text, said)) >= 0:
            text = text[:at] + USED + text[at + len(said):]
    yield from (f"{Part.CORRECT}, a choice is not right: {begun(said)}"
                for said in wrong if len(_composed(said)) >= _TELLING and find(text, said) >= 0)


def begun(text: str) -> str:
    """The beginning of a text, quoted."""
    text = _composed(text)
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")


def find(text: str, wanted: str, start: int = 0, end: int | None = None) -> int:
    """The place of a squeezed text in another between these two, or -1: as it was typed, else with marks in any order.

    Unicode's own order holds for a letter's marks, so it cannot be that of texts of which one may begin with a mark.
    To bring marks into it moves none beyond its letter: places stay what they are.
    """
    at = text.find(wanted, start, end)
    if at >= 0 or wanted.isascii():
        return at
    return unicodedata.normalize("NFD", text).find(unicodedata.normalize("NFD", wanted), start, end)


def squeeze(text: str) -> str:
    """A text in the form that is searched: decomposed, without white space, invisible break hints, variation selectors.

    What is made of two texts is then the two, one after the other: composed, an accent at the beginning of a block
    would become part of the letter before it. Ligatures, radicals and Arabic's presentation forms are compared as what
    they are drawn like: a page has no more.
    """
    shown = _DRAWN_ALIKE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    visible = _INVISIBLE.sub("", shown)
    return visible if unicodedata.is_normalized("NFD", visible) else "".join(map(_decomposed, visible))


def canonical(text: str) -> str:
    """A text in the form that is compared as a whole: squeezed, the marks of each letter in Unicode's order."""
    return unicodedata.normalize("NFC", squeeze(text))


@lru_cache(4_096)
def _decomposed(char: str) -> str:
    return unicodedata.normalize("NFD", char)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
