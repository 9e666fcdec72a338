"""Selection and order of a quiz's questions.

With a seed, questions are sorted by the SHA-256 of seed and id. So the order is the same on every machine and in every
version of Python, and a question that is added later does not change the order of the others.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, assert_never

if TYPE_CHECKING:
    from dlexport.book.bank import Numbering
    from dlexport.book.book import Book, Entry


class Order(NamedTuple):
    """The entries in the order of the quiz, with its numbers; and the seed, empty if they were not shuffled."""

    entries: list[Entry]
    seed: str


def asked(book: Book, seed: str, take: int) -> list[Entry]:
    """The entries in the order of the quiz.

    Args:
        book: all the questions.
        seed: any text; an empty string keeps the order of the book.
        take: how many, from the first; 0 for all.
    """
    entries = list(book.entries())
    if seed:
        entries.sort(key=lambda entry: hashlib.sha256(f"{seed}\0{entry.question.id}".encode()).digest())
    return entries[:take] if take > 0 else entries


def numbered(entries: list[Entry], seed: str, numbering: Numbering) -> Order:
    """The entries with the quiz's numbers: 1, 2, 3 … in this order, or with `numbering: source` those they have."""
    match numbering:
        case "topics":
            return Order([replace(entry, number=number) for number, entry in enumerate(entries, 1)], seed)
        case "source":
            return Order(entries, seed)
        case _:
            assert_never(numbering)


def selected(book: Book, entries: list[Entry]) -> Book:
    """The book with these entries only, in the order of the book."""
    kept = {entry.question.id for entry in entries}
    chapters = (replace(chapter, entries=tuple(e for e in chapter.entries if e.question.id in kept))
                for chapter in book.chapters)
    return replace(book, chapters=tuple(chapter for chapter in chapters if chapter.entries))
