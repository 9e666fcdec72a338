"""Permanent numbers of topics, sorted as text: a new number fits between two others, and none ever changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LEAST_DIGITS = 2


def missing(topics: Sequence[str], numbers: Mapping[str, str]) -> dict[str, str]:
    """Numbers for the topics that have none: each sorts after the topic before it and before the next number there is.

    Args:
        topics: their ids, in the order of the bank.
        numbers: topic id -> its number, those of topics that left the bank included.
    """
    width = max(_LEAST_DIGITS, len(str(len(topics))))
    taken, found = sorted(numbers.values()), {}
    before = ""
    for topic in topics:
        if topic in numbers:
            before = numbers[topic]
            continue
        after = next((number for number in taken if number > before), "")
        before = found[topic] = between(before, after, width)
        taken = sorted([*taken, before])
    return found


def between(before: str, after: str, width: int) -> str:
    """A number that sorts between two others, as short as possible; an empty one stands for no bound.

    Whole numbers have `width` digits; where none is free, a decimal follows: between `02` and `03` comes `02.5`.
    """
    whole, _, decimals = before.partition(".")
    following = str(int(whole or "0") + 1).zfill(width)
    if len(following) <= max(width, len(whole)) and following > before and (not after or following < after):
        return following
    whole = whole or "0" * width
    upper = after.partition(".")[2] if after.partition(".")[0] == whole else ""
    return f"{whole}.{_decimals(decimals, upper)}"


def _decimals(low: str, high: str) -> str:
    """Digits between two rows of digits, read as fractions of one; an empty `high` is one."""
    digits = ""
    for place in range(max(len(low), len(high)) + 1):
        first = int(low[place]) if place < len(low) else 0
        last = int(high[place]) if place < len(high) else (0 if high and digits == high[:place] else 10)
        if last - first > 1:
            return digits + str((first + last) // 2)
        digits += str(first)
        if last > first:
            high = ""
    return digits + "5"
