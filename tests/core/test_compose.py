"""Bank -> Book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_banks import question

from dlexport.book.book import compose, only_topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.book.book import Book


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
