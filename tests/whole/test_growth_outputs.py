"""What an output costs grows with the text, for each exporter: four times of anything, at most five times the work.

Counted are the functions that are called to read a bank, to make the output and to read it back: the same however busy
the machine is. Here some constructs stand in one bank; `make fuzz` takes all, each by itself.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import shutil
from typing import TYPE_CHECKING

import pytest

from by_hand import KITCHEN_SINK
from dlexport import Request, build

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.unmeasured
EXPORTERS = ["apkg", "pdf", "quiz-pdf", "key-pdf", "cards-pdf", "epub", "html", "moodle", "qti", "sheet-json"]
ALONE = "DLEXPORT_FUZZ_SECONDS" in os.environ
FEW = 100 if ALONE else 20
TIMES = 4
_A_PARAGRAPH = 20       # of what a paragraph may have 200
TEXTS = {
    "words": "word other ", "Han": "文字，", "strong": "**甲**乙", "emphasis": "*a* b ", "struck": "~~a~~ b ",
    "marked": "==甲==乙", "under": "<u>甲</u>乙", "below": "H~2~O ", "code": "`a` b ", "formulas": "$x_1^2$和",
    "fractions": r"$\frac{a}{b}$ ", "chemistry": r"$\ce{H2O}$ ", "quantities": r"$\qty{3}{m/s}$ ",
    "links": "[a](https://a.b/c) ", "addresses": "<https://a.b/c> ", "questions": "[甲](#other) ",
    "icons": "![图](media/dot.png)字", "brackets": r"\\( \\) ", "clozes": "{{c1::a}} ", "braces": "}} {{ ",
    "quotes": '“甲”"b" ', "emoji": "😀", "flags": "🇨🇳", "accents": "e\u0301", "breaks": "a\\\n", "tags": "a<br>b ",
    "signs": "&<> ", "Korean": "한국 ", "Greek": "αβγ ", "numbers": "1,000 ", "items": "- 项\n", "numbered": "1. 项\n",
    "loose items": "- 项\n\n", "tasks": "- [x] a\n", "paragraphs": "段落\n\n", "quotations": "> 引\n\n甲\n\n",
    "callouts": "> [!NOTE]\n> 甲\n\n乙\n\n", "headings": "### 题\n\n甲\n\n", "rules": "甲\n\n***\n\n",
    "listings": "```python\nx = 1\n```\n\n", "displays": "$$x^2$$\n\n", "figures": '![图](media/dot.png "注")\n\n',
}
FRAMED = {
    "rows": ("| a | b |\n| -- | -- |\n", "| 甲 | 乙 |\n", ""),
    "lines of code": ("```python\n", "x = f(1)  # 甲\n", "```\n"),
    "plain lines": ("```\n", "x = f(1)\n", "```\n"),
    "a long word": ("", "internationalisation", "\n"), "a long line of code": ("```python\n", "f(1) ", "\n```\n"),
}
TITLES = {"a long title": "文字模型，学习", "a long English title": "Of words and other models. "}
FIELDS = {
    "key points": "keypoints:\n{}", "tags": "tags:\n{}", "references": "references:\n{}", "sections": "sections:\n{}",
    "parts": "parts:\n{}",
}
ROWS = {
    "key points": "      - {{id: k{0}, text: 甲**乙**}}\n", "tags": "      - t{0}\n",
    "references": "      - {{title: T{0}, authors: [A], year: 2000}}\n",
    "sections": "      - {{title: S{0}, body: 甲}}\n",
    "parts": "      - {{prompt: 甲{0}, answer: 乙}}\n",
}


def text(name: str, count: int) -> str:
    """So many of a construct, in paragraphs where one may not have all."""
    if name in FRAMED:
        before, one, after = FRAMED[name]
        return before + one * count + after
    one = TEXTS[name]
    return one * count if "\n" in one else (one * _A_PARAGRAPH + "\n\n") * (count // _A_PARAGRAPH)


def question(number: int, name: str, count: int) -> str:
    """A question that has so many of a construct in each of its texts, or so many of a field."""
    title = TITLES[name] * count if name in TITLES else f"第{number}题"
    head = f"  - id: q{number}\n    topic: one\n    title: '{title}'\n"
    if name in TITLES:
        return head + "    answer: 答\n"
    if name in FIELDS:
        rows = "".join(ROWS[name].format(one) for one in range(count))
        return head + ("    answer: 答\n" if name != "parts" else "") + "    " + FIELDS[name].format(rows)
    body = "".join(f"      {line}\n" if line else "\n" for line in text(name, count).rstrip("\n").split("\n"))
    fields = "".join(f"    {field}: |\n{body}" for field in ("prompt", "answer", "analysis"))
    return head + fields + "    keypoints:\n      - {id: k, text: 甲**乙**}\n"


def calls(folder: Path, exporter: str, names: list[str], count: int) -> Mapping[str, int]:
    """How often each file's functions are called to make an output of a bank, and all of them."""
    (folder / "questions.yaml").write_text(
        "format: 1\nbank: {id: demo, title: 题, language: zh-CN}\ntopics: [{id: one, title: 甲}]\nquestions:\n"
         "  - {id: other, topic: one, title: 别, answer: 答}\n"
        + "".join(question(number, name, count) for number, name in enumerate(names)), encoding="utf-8")
    profile = cProfile.Profile()
    profile.runcall(build, Request(folder / "questions.yaml", folder / "build", None, exporters=(exporter,), again=True,
                                   cache=False, allow_missing_glyphs=True))
    (folder / "questions.lock").unlink()
    found = {"all": 0}
    for (file, _, _), (_, number, *_) in pstats.Stats(profile).stats.items():      # type: ignore[attr-defined]
        found[file] = found.get(file, 0) + number
        found["all"] += number
    return found


NAMES = [*TEXTS, *FRAMED, *FIELDS, *TITLES]
TOGETHER = ["marked", "formulas", "icons", "questions", "brackets", "items", "rows", "key points",
            "a long word", "a long title"]


@pytest.mark.parametrize("names", [[name] for name in NAMES] if ALONE else [TOGETHER],
                         ids=NAMES if ALONE else ["together"])
@pytest.mark.parametrize("exporter", EXPORTERS)
def test_work_grows_with_the_text(exporter: str, names: list[str], tmp_path: Path) -> None:
    """The whole of it; and file by file, so that what is quadratic does not hide behind what is not."""
    (tmp_path / "media").mkdir()
    shutil.copy(KITCHEN_SINK / "media/dot.png", tmp_path / "media/dot.png")
    few, many = (calls(tmp_path, exporter, names, count) for count in (FEW, TIMES * FEW))
    assert many["all"] <= (TIMES + 1) * few["all"]
    beyond = {file: (few.get(file, 0), number) for file, number in many.items()
              if number > (TIMES + 2) * few.get(file, 0) + 40_000}
    assert beyond == {}
