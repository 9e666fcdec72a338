"""Small banks for the core's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_banks import HEAD

from dlexport.book.book import compose
from dlexport.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dlexport.book.book import Book

@pytest.fixture
def make_book(tmp_path: Path) -> Callable[..., Book]:
    """A book of these questions."""
    def make(*questions: str, head: str = HEAD) -> Book:
        path = tmp_path / "questions.yaml"
        path.write_text(head + "".join(questions), encoding="utf-8")
        return compose(read(path))

    return make
