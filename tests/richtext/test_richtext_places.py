"""A problem in a text stands at its line and column of the file, however YAML wrote the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from by_hand import MINIMAL
from dlexport.problems import SourceError
from dlexport.reader import read

if TYPE_CHECKING:
    from pathlib import Path

HEAD = MINIMAL.replace("    answer: 答案\n", "")


@pytest.mark.parametrize(("answer", "mark"), [
    ("    answer: |\n      第一行\n      第二行\n      第三行 $@\\x$", "\\x"),
    ("    answer: |\n      - 一\n\n        > 二 $a$\n        > $@\\x$", "\\x"),
    ("    answer: |2\n      第一行\n\n      第三行 $@\\x$", "\\x"),
    ("    answer: >\n      第一行\n      第二行 $@\\x$\n      第三行", "\\x"),
    ("    answer: >-\n      第一行\n\n      第二行\n      $@\\x$", "\\x"),
    ('    answer: "一\\t二 \\u4e8c $@\\\\x$"', "\\\\x"),
    ('    answer: "一\\r> 二 $@\\\\x$"', "\\\\x"),
    ("    answer: '一 ''二'' $@\\x$'", "\\x"),
    ("    answer: 一 $@\\x$ 二", "\\x"),
    ("    answer: 一\n      二 $@\\x$", "\\x"),
    ("    answer: |\n      甲 **乙** 丙@**\n      丁", "**"),
    ("    answer: |\n      甲\n      [乙](#a) @[丙](d.html)", "["),
    ("    answer: |\n      甲@[^9]", "[^9]"),
    ("    answer: |\n      | 一 | 二 |\n      | -- | -- |\n      | `\\|` | $@\\x$ |", "\\x"),
    ("    answer: |\n      甲\n\n      $$\n      a\n      + @\\x\n      $$", "\\x"),
    ("    answer: |\n      甲[^1]\n\n      [^1]: 乙\n\n          丙 $@\\x$", "\\x"),
])
def test_a_problem_stands_where_it_is(answer: str, mark: str, tmp_path: Path) -> None:
    """`@` marks the place."""
    text = f"{HEAD}{answer.replace('@' + mark, mark)}\n"
    before = f"{HEAD}{answer}\n".partition(f"@{mark}")[0]
    path = tmp_path / "questions.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        problems = read(path).warnings
    except SourceError as error:
        problems = error.problems
    spans = [problem.span for problem in problems]
    assert [(span.line, span.column) for span in spans if span] == [
        (before.count("\n") + 1, len(before) - before.rfind("\n"))]
