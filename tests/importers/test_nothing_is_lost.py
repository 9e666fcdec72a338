"""Markdown that mixes forms: each word is in a question, or a remark stands where it stood."""

from __future__ import annotations

import random
import re
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from dlexport import SourceError
from dlexport.importers.contract import ImportOptions
from dlexport.importers.markdown.reader import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.importers.draft import Draft

pytestmark = pytest.mark.unmeasured
# `@` is a word, `%` a number. Headings may end in nothing: those without text are no loss.
BLOCKS: Final = [
    "# @", "## @", "## %. @？", "### @", "@ @。", "**答案：** @", "**答案：**\n\n@\n\n@", "**题目：** @",
    "**解析：** @",
    "**作用：** @", "Q: @\nA: @", "Q: @", "A: @", "C: @ [@] @", "@::@", "@\n?\n@", "@ ==@== @",
    "- [ ] @\n- [x] @\n- [ ] @",
    "A. @\nB. @\nC. @", "A. @  B. @  C. @", "%. @（  B  ）", "%、@", "答案：B", "答案：@", "【解析】@", "答案：√",
    "<details><summary>@</summary>\n\n@\n\n</details>", "<details><summary>Answer</summary>\n\n@\n\n</details>",
    "- @\n- @\n  - @", "1. @\n2. @", "```py\n@\n```", "| @ | @ |\n|---|---|\n| @ | @ |", "---", "> @\n> @",
    "[@](https://e.org/@)", "## 附录\n\n1. @\n2. @", "一、单选题（每题3分）", "参考答案\n1-3 ABC\n4. @",
    "**参考资料：**\n\n- [@](https://e.org/@)", "**难度：** @", "**标签：** @", "**提示：** @",
    "<div align=center>@</div>",
    "**@**", "%. @____@", "**题型：** 单选题", "**选项：**\n\nA. @\nB. @", "**总结：** @",
]
FILES: Final = 500
WORD: Final = re.compile(r"w\d+w")


def texts(value: Any) -> Iterator[str]:     # noqa: ANN401 - what a draft holds
    """All texts of a draft."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def lost(rows: list[str], draft: Draft) -> list[str]:
    """The words that are nowhere, and below a question instead of a remark that would cover them."""
    have = "\n".join([*texts(asdict(draft)), *(remark.message for remark in draft.remarks)])
    places = sorted([*((one.place.line, False) for one in draft.questions),
                     *((remark.span.line - 2, True) for remark in draft.remarks if remark.span)])
    missing = []
    for line, row in enumerate(rows, 1):
        told = next((told for place, told in reversed(places) if place <= line), False)
        missing += [word for word in WORD.findall(row) if word not in have and not told and not row.startswith("#")]
    return missing


def test_nothing_is_dropped_in_silence() -> None:
    """The same files each time, of four to twelve blocks of a few kinds."""
    for number in range(FILES):
        dice, words, numbers = random.Random(number), count(1), count(1)     # noqa: S311 - no secret
        kinds = dice.sample(BLOCKS, dice.choice((3, 4, 6)))
        ends = ("\n\n", "\n\n", "\n\n", "\n")
        text = "".join(dice.choice(kinds) + dice.choice(ends) for _ in range(dice.choice((4, 8, 12))))
        text = re.sub("%", lambda _: str(next(numbers)), re.sub("@", lambda _: f"w{next(words)}w", text))   # noqa: B023
        try:
            draft = read_text(text, "a.md", ImportOptions(), Path())
        except SourceError:     # it has no question, and says so
            continue
        assert lost(text.split("\n"), draft) == [], text


@pytest.mark.parametrize(("text", "parts"), [
    ("### 甲\n\n一\n\n## 1. 乙？\n\n**答案：** 二\n\n## 2. 丙？\n\n**答案：** 三\n", ["甲 一", "乙？ 二", "丙？ 三"]),
    ("## 1. 甲？\n\n**题型：** 简答题\n\n说明。\n\n**答案：** 一\n", ["甲？ 说明。 一"]),
    ("## 1. 甲？\n\n**答案：** 一\n\n**难度：** 易\n又一句。\n", ["甲？ 一\n\n又一句。"]),
    ("## 1. 甲？\n\n### 乙\n\n一\n\n二\n\n### 丙\n\n三\n\n## 2. 丁？\n\n四\n", [
        "甲？ **乙**\n\n一\n\n二\n\n**丙**\n\n三", "丁？ 四"]),
    ("## [甲？](https://e.org/a)\n\n一\n", ["甲？ 一 https://e.org/a"]),
    ("---\nQ: 甲？\nA: 一\n---\n\nQ: 乙？\nA: 二\n", ["甲？ 一", "乙？ 二"]),
    ("## 甲？\n\n- [x] 一\n- [ ] 二\n\n**答案：** 因为三\n", ["甲？ 因为三"]),
], ids=["deeper first", "kind", "difficulty", "parts", "link", "rules", "ticked"])
def test_what_was_lost(text: str, parts: list[str]) -> None:
    """Each in its place."""
    made = read_text(text, "a.md", ImportOptions(), Path()).questions
    found = [(one.title, one.prompt, one.answer, one.analysis, *(reference.url for reference in one.references))
             for one in made]
    assert [" ".join(filter(None, one)) for one in found] == parts
