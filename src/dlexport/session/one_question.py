"""A book reduced to one question, which keeps its chapter and its number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlexport.book.book import Book


def one_question(book: Book, question: str) -> Book:
    """The book with this question alone; links to other questions become plain text.

    Raises:
        KeyError: there is no such question.
    """
    for chapter in book.chapters:
        for entry in chapter.entries:
            if entry.question.id == question:
                bank = replace(book.bank, questions=(entry.question,),
                               places={question: entry.number})
                return replace(book, bank=bank, chapters=(replace(chapter, entries=(entry,)),))
    raise KeyError(question)
