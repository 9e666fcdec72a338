"""A part of regular expressions: something as often as it occurs, none of it given back, in little memory."""

from __future__ import annotations


def many(one: str) -> str:
    """A pattern of as many turns as there are, perhaps none: what `(?:…)*+` means.

    That itself is matched wrong by Python before 3.11.5 (gh-106052). An atomic group, `(?>(?:…)*)`, is right, but holds
    some eighty bytes a turn until it ends: a few million characters of a stranger's file take hundreds of megabytes.
    In groups of a thousand turns they take a thousandth.

    Args:
        one: the pattern of a turn, which takes something; for speed, all at once where it can: `[^<]++`.
    """
    return rf"(?>(?:(?>(?:{one}){{1,1000}}))*)"
