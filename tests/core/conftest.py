"""Small banks for the core's tests."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from small_banks import HEAD, question

from dlexport.book.book import compose
from dlexport.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.book.book import Book

KITCHEN_SINK = Path(__file__).parents[1] / "cases" / "valid" / "kitchen-sink"


@pytest.fixture
def make_book(tmp_path: Path) -> Callable[..., Book]:
    """A book of these questions."""
    def make(*questions: str, head: str = HEAD) -> Book:
        path = tmp_path / "questions.yaml"
        path.write_text(head + "".join(questions), encoding="utf-8")
        return compose(read(path))

    return make


@pytest.fixture
def pictured(make_book: Callable[..., Book], tmp_path: Path) -> Book:
    """A book whose question `a` shows a bitmap and a drawing."""
    (tmp_path / "media").mkdir()
    shutil.copy(KITCHEN_SINK / "media" / "gradient.png", tmp_path / "media")
    (tmp_path / "media" / "tall.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="90"><rect width="20" height="90"/></svg>',
        encoding="utf-8")
    prompt = "|\n      ![渐变](media/gradient.png)\n\n      ![高](media/tall.svg)"
    return make_book(question("a").replace("prompt: 题目", f"prompt: {prompt}"))
