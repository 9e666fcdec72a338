"""Which exporters a run has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from small_banks import question

from dlexport.run.plan import plan
from dlexport.run.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.book.bank import Bank
    from dlexport.book.book import Book


def jobs(bank: Bank, exporters: tuple[str, ...] | None, key: str) -> set[str]:
    """The names of those that run."""
    request = Request(Path("b"), Path("o"), exporters=exporters, settings={"key-pdf": {"key": key}})
    return {job.name for job in plan(bank, request).jobs}


def test_a_key_that_nobody_wants_is_left_out(make_book: Callable[..., Book]) -> None:
    """Unless it is asked for by its name."""
    bank = make_book(question("a")).bank
    all_of_them = jobs(bank, None, "full")
    assert {"key-pdf", "quiz-pdf", "apkg"} < all_of_them
    assert jobs(bank, None, "none") == all_of_them - {"key-pdf"}
    assert jobs(bank, ("key-pdf",), "none") == {"key-pdf"}
