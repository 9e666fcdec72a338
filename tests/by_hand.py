"""What banks made by hand are made of: texts as if they stood in a file, and the shortest bank there is."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dlexport.book.bank import Bank, KeyPoint, Question, Topic
from dlexport.book.book import compose
from dlexport.problems import Span
from dlexport.richtext.markdown.parse import parse_blocks, parse_inline, parse_title
from dlexport.source.yaml_tree import Located

if TYPE_CHECKING:
    from dlexport.book.book import Book
    from dlexport.richtext.nodes import Line, RichText

ROOT = Path(__file__).resolve().parents[1]
KITCHEN_SINK = ROOT / "tests" / "cases" / "valid" / "kitchen-sink"      # a bank with every construct
MINIMAL = (ROOT / "tests" / "cases" / "minimal.yaml").read_text(encoding="utf-8")
MOMENT = 1_764_000_000      # 2025-11-24T16:00:00Z


def without_warnings(folder: Path) -> Path:
    """The bank with every construct, copied there without the HTML and Anki's markup that is warned of; its path."""
    shutil.copytree(KITCHEN_SINK, folder)
    bank = folder / "questions.yaml"
    warned = r"(?m)(?<=^ {6})(?:<script>|行内 <img ).*$| <b>(?=\*\*)"
    text, changed = re.subn(warned, "文字", bank.read_text(encoding="utf-8"))
    text, titles = re.subn(r"(?m)^([ -]*(?:title|summary): [^\"\n]*?)</?[a-z]+>.*$", r"\1文字", text)
    text, marks = re.subn(r"\{\{(?=c\d::)|\[(?=sound:|latex\]|\${1,2}\]|anki:tts)", "", text)
    assert (changed, titles, bool(marks)) == (3, 5, True)
    bank.write_text(text, encoding="utf-8")
    return bank


def located(value: str) -> Located:
    """A text as if it stood in a file."""
    return Located(value, "bank.yaml", 1, 1, "|", value.splitlines())


def title(value: str) -> Line:
    """A title without problems; what looks like markup in it is shown as it was typed."""
    line, problems = parse_title(located(value))
    assert {problem.code for problem in problems} <= {"html", "stray-markup"}
    return line


def sentence(value: str) -> Line:
    """A key point's text without problems."""
    line, problems = parse_inline(located(value))
    assert problems == ()
    return line


def keypoint(ident: str, value: str) -> KeyPoint:
    """A key point without problems."""
    return KeyPoint(ident, sentence(value))


def rich(value: str) -> RichText:
    """A field without problems."""
    text, problems = parse_blocks(located(value))
    assert problems == ()
    return text


def question(ident: str = "one", topic: str = "topic", **changes: Any) -> Question:  # noqa: ANN401 - any field
    """A question with only what is required, and what is given."""
    plain = Question(ident, topic, title(f"问题 {ident}"), rich("题目"), rich("答案"), rich("解析"),
                     title(f"摘要 {ident}"), Span("bank.yaml", 1, 1))
    return replace(plain, **changes)


def book(*questions: Question, **changes: Any) -> Book:  # noqa: ANN401 - any field of the bank
    """A book of these questions, in the topics they name."""
    topics = tuple(Topic(ident, title(f"主题 {ident}")) for ident in dict.fromkeys(one.topic for one in questions))
    bank = Bank("demo", title("题库"), "zh-CN", "1.0", topics, questions, {})
    return compose(replace(bank, **changes))
