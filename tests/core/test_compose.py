"""Bank -> Book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_banks import HEAD, question

from dlexport.book.book import compose, only_topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.book.book import Book

BY_SOURCE = HEAD.replace("version: '1'", "version: '1', numbering: source")


def test_questions_are_grouped_by_topic_and_numbered_through(make_book: Callable[..., Book]) -> None:
    """The order of `topics`, and within a topic that of the file."""
    book = make_book(question("b", "two"), question("a"), question("c", "two"))
    found = [(chapter.number, chapter.topic.id, entry.number, entry.place, entry.question.id)
             for chapter in book.chapters for entry in chapter.entries]
    assert found == [(1, "one", 1, 1, "a"), (2, "two", 2, 1, "b"), (2, "two", 3, 2, "c")]


def test_a_topic_without_questions_makes_no_chapter(make_book: Callable[..., Book]) -> None:
    """An empty chapter would be an empty page."""
    book = make_book(question("a", "two"))
    assert [(chapter.number, chapter.topic.id) for chapter in book.chapters] == [(1, "two")]


def test_a_selection_holds_one_topic(make_book: Callable[..., Book]) -> None:
    """An unknown one is the caller's to report."""
    bank = make_book(question("a"), question("b", "two")).bank
    assert [entry.question.id for entry in compose(only_topic(bank, "two")).entries()] == ["b"]
    with pytest.raises(KeyError):
        only_topic(bank, "three")


def test_numbers_can_follow_the_source(make_book: Callable[..., Book]) -> None:
    """Chapters group by topic all the same; by their numbers the questions are in the order of the file."""
    book = make_book(question("b", "two"), question("a"), question("c", "two"), head=BY_SOURCE)
    found = [(chapter.number, entry.number, entry.place, entry.question.id)
             for chapter in book.chapters for entry in chapter.entries]
    assert found == [(1, 2, 1, "a"), (2, 1, 1, "b"), (2, 3, 2, "c")]
    listed = [(chapter.number, entry.question.id) for chapter, entry in book.by_number()]
    assert listed == [(2, "b"), (1, "a"), (2, "c")]


@pytest.mark.parametrize(("head", "numbers"), [(HEAD, [1, 2]), (BY_SOURCE, [1, 3])])
def test_a_selection_keeps_the_numbers_of_the_source(
    head: str, numbers: list[int], make_book: Callable[..., Book],
) -> None:
    """Those that follow the topics begin with 1."""
    bank = make_book(question("b", "two"), question("a"), question("c", "two"), head=head).bank
    assert [entry.number for entry in compose(only_topic(bank, "two")).entries()] == numbers
    assert [entry.number for entry in compose(only_topic(only_topic(bank, "two"), "two")).entries()] == numbers
