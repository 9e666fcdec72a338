"""Permanent numbers of topics."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dlexport.lock.topic_numbers import between, missing


def test_a_topic_that_is_inserted_sorts_where_it_belongs() -> None:
    """And no other is renamed."""
    first = missing(["a", "b", "c"], {})
    assert first == {"a": "01", "b": "02", "c": "03"}
    assert missing(["a", "n", "b", "c"], first) == {"n": "01.5"}
    assert missing(["z", "a", "b", "c", "d"], first) == {"z": "00.5", "d": "04"}


def test_a_hundred_topics_have_three_digits() -> None:
    """So that they sort."""
    numbers = missing([str(n) for n in range(120)], {})
    assert list(numbers.values()) == sorted(numbers.values())
    assert numbers["0"] == "001"
    assert missing(["x", "y"], {"x": "99"}) == {"y": "99.5"}


@given(st.lists(st.integers(0, 30), max_size=40))
def test_whatever_is_inserted_the_names_sort_in_the_order_of_the_bank(places: list[int]) -> None:
    """Also as Anki sorts them: number, space, title."""
    topics: list[str] = []
    numbers: dict[str, str] = {}
    for count, place in enumerate(places):
        topics.insert(min(place, len(topics)), f"t{count}")
        numbers |= missing(topics, numbers)
    names = [f"{numbers[topic]} 甲" for topic in topics]
    assert names == sorted(names)
    assert len(set(names)) == len(names)


def test_between() -> None:
    """The shortest there is."""
    assert between("02", "03", 2) == "02.5"
    assert between("02", "02.1", 2) == "02.05"
    assert between("02.2", "02.3", 2) == "02.25"
