"""Orders that follow from words alone, on every machine and for ever: a Fisher–Yates shuffle fed by SHA-256."""

from __future__ import annotations

import hashlib
from itertools import count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import Question, Subquestion

_WORD: Final = 4        # bytes of a drawn number
_RANGE: Final = 256 ** _WORD


def permutation(length: int, *seed: str) -> tuple[int, ...]:
    """The numbers below a length, each once, in an order that follows from the seed; all orders are equally likely."""
    numbers, drawn = list(range(length)), _numbers(seed)
    for last in range(length - 1, 0, -1):
        other = _below(last + 1, drawn)
        numbers[last], numbers[other] = numbers[other], numbers[last]
    return tuple(numbers)


def option_order(task: Question | Subquestion, *seed: str) -> tuple[int, ...]:
    """The places in the source of a task's options, in an order that follows from the seed.

    Options that may not be shuffled keep the source's order, and one that is fixed stays last.
    """
    length = len(task.choices)
    if not task.shuffle or task.true_false is not None:
        return tuple(range(length))
    loose = length - 1 if task.fixed == "last" else length
    by_id = sorted(range(loose), key=lambda place: task.choices[place].id)      # the source's order says nothing
    return (*(by_id[place] for place in permutation(loose, *seed)), *range(loose, length))


def rank(*words: str) -> bytes:
    """A sort key that depends on a seed and an id only, so that an item's place does not depend on other items."""
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).digest()


def _below(limit: int, drawn: Iterator[int]) -> int:
    """A number below the limit, each as likely as any other."""
    fair = _RANGE - _RANGE % limit
    return next(number for number in drawn if number < fair) % limit


def _numbers(seed: tuple[str, ...]) -> Iterator[int]:
    for block in count():
        digest = rank(*seed, str(block))
        yield from (int.from_bytes(digest[at:at + _WORD], "big") for at in range(0, len(digest), _WORD))
