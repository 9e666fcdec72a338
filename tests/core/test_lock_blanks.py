"""Which blank of a sentence is the one that learners know."""

from __future__ import annotations

import pytest

from dlexport.lock.blanks import anew, corrected, numbered
from dlexport.lock.records import Record


def record(blanks: dict[str, int], following: int = 0, gone: dict[str, int] | None = None) -> Record:
    """A key point's record with these blanks."""
    return Record("keypoint", "q/k", "", 100, blanks=blanks, gone=gone or {}, next=following or len(blanks) + 1)


@pytest.mark.parametrize(("old", "texts", "numbers", "gone", "following"), [
    ({}, ["甲", "乙"], {"甲": 1, "乙": 2}, {}, 3),
    ({"Limma": 1}, ["Lima"], {"Lima": 1}, {"Limma": 1}, 2),
    ({"甲": 1, "乙": 2}, ["甲", "丙"], {"甲": 1, "丙": 2}, {}, 3),
    ({"甲": 1, "乙": 2}, ["乙", "甲"], {"乙": 2, "甲": 1}, {}, 3),
    ({"甲": 1, "乙": 2}, ["起", "甲", "乙"], {"起": 3, "甲": 1, "乙": 2}, {}, 4),
    ({"甲": 1, "乙": 2}, ["乙"], {"乙": 2}, {"甲": 1}, 3),
    ({"甲": 1, "乙": 2, "丙": 3}, ["甲子", "乙", "丁", "丙"], {"甲子": 1, "乙": 2, "丁": 4, "丙": 3}, {}, 5),
    ({"甲": 7}, ["甲", "乙"], {"甲": 7, "乙": 8}, {}, 9),
    ({"甲": 1, "乙": 2}, ["丙", "丁", "戊"], {"丙": 3, "丁": 4, "戊": 5}, {"甲": 1, "乙": 2}, 6),
], ids=["new", "corrected", "beside one that stays", "swapped", "added before", "gone", "corrected and added",
        "a `next` that was lost", "rewritten"])
def test_numbers(
    old: dict[str, int], texts: list[str], numbers: dict[str, int], gone: dict[str, int], following: int,
) -> None:
    """A blank keeps its number by its text; where as many come as go between two that stay, they are corrections."""
    found, left, after = numbered(texts, record(old) if old else None)
    assert (found, after) == (numbers, following)
    assert {text: number for text, number in left.items() if number not in numbers.values()} == {
        text: number for text, number in gone.items() if number not in numbers.values()}


def test_a_blank_that_returns_has_its_own_number() -> None:
    """It is not taken for the correction of another."""
    found, _, following = numbered(["乙"], record({"甲": 2}, 3, {"乙": 1}))
    assert (found, following) == ({"乙": 1}, 3)


def test_what_was_decided_can_be_told_and_undone() -> None:
    """`dlexport lock` names the correction; `--new-blank` gives it a number of its own."""
    old = record({"甲": 1, "乙": 2})
    found, gone, following = numbered(["甲", "丙"], old)
    new = record(found, following, gone)
    assert corrected(old, new) == [("乙", "丙")]
    own = anew(new, "丙", 500)
    assert (own.blanks, own.next, own.changed) == ({"甲": 1, "丙": 3}, 4, 500)
    assert 2 in own.gone.values()
    with pytest.raises(KeyError):
        anew(new, "乙", 500)
