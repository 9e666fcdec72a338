"""Small banks for the core's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlexport.compose import compose
from dlexport.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dlexport.compose import Book

HEAD = """\
format: 1
bank: {id: demo, title: 题库, language: zh-CN, version: '1'}
topics:
  - {id: one, title: 甲}
  - {id: two, title: 乙}
questions:
"""


def question(ident: str, topic: str = "one", answer: str = "答案一", extra: str = "") -> str:
    """The YAML of one question; `extra` is further indented lines."""
    return (f"  - id: {ident}\n    topic: {topic}\n    title: 问题{ident}\n    prompt: 题目\n"
            f"    answer: {answer}\n    analysis: 解析\n{extra}")


def keypoints(*sentences: str) -> str:
    """Key points k1, k2, … with these texts, for `extra`."""
    rows = [f"      - {{id: k{n}, text: '{text}'}}\n" for n, text in enumerate(sentences, 1)]
    return "    keypoints:\n" + "".join(rows)


@pytest.fixture
def make_book(tmp_path: Path) -> Callable[..., Book]:
    """A book of these questions."""
    def make(*questions: str, head: str = HEAD) -> Book:
        path = tmp_path / "questions.yaml"
        path.write_text(head + "".join(questions), encoding="utf-8")
        return compose(read(path))

    return make
