"""`dlexport lint`: each rule at its place, and what `--fix` writes."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlexport import reader
from dlexport.lint.lint import lint
from dlexport.lint.prose import prose
from dlexport.problems import SourceError
from dlexport.run.advice import advise

if TYPE_CHECKING:
    from collections.abc import Sequence

REAL = Path(__file__).parents[2] / "source" / "questions.yaml"
HEAD = """\
format: 1
bank: {id: b, title: 题库, language: %s, version: '1'}
topics: [{id: t, title: 题}]
questions:
"""


def write(folder: Path, questions: Sequence[tuple[str, str, str]], language: str = "zh-CN") -> Path:
    """A bank of (title, answer, further lines) questions."""
    file = folder / "questions.yaml"
    rows = [HEAD % language]
    for number, (title, answer, more) in enumerate(questions, 1):
        rows.append(f"  - id: q{number}\n    topic: t\n    title: {title}\n    prompt: 请说说\n    answer: |\n"
                    f"{indent(answer, '      ')}\n    analysis: 略\n{indent(more, '    ')}\n")
    file.write_text("".join(rows), encoding="utf-8")
    return file


def said(file: Path) -> list[tuple[str, str]]:
    return [(one.code, str(one.span).removeprefix(f"{file}:")) for one in advise(file)[0]]


KEYPOINT = "keypoints:\n  - {id: k, text: '%s'}"


@pytest.mark.parametrize(("questions", "expected"), [
    ([("甲", "他说,好", "")], [("style-punctuation", "10:9")]),
    ([("甲", "残差(即恒等)支路", "")], [("style-punctuation", "10:9")]),
    ([("甲", "用 CNN 提取", "")], [("style-space", "10:8"), ("style-space", "10:12")]),
    ([("甲", "`a,b` 与$甲,乙$和[甲,乙](u(甲,乙))、\\,", "")], [("style-punctuation", "10:22")]),
    ([("甲", "1. 甲\n2. 乙\n\nA 甲,乙\nB 丙\n\n    丁 code 戊,己", "")], [("style-punctuation", "13:10")]),
    ([("甲", "乙", KEYPOINT % ("长" * 91 + "**空**"))], [("style-keypoint-long", "13:24")]),
    ([("甲", "乙", KEYPOINT % "损失对参数求导得 **梯度、方向和步长都在内**")], [("style-keypoint-facts", "13:33")]),
    ([("甲", "乙", KEYPOINT % "它是 **梯度**")], [("style-keypoint-context", "13:24")]),
    ([("甲", "乙", "references: [{title: 书}]")], [("style-reference-address", "5:9")]),
    ([("什么是卷积神经网络的感受野", "一", ""), ("什么是卷积神经网络的感受野？", "二", "")],
     [("style-duplicate", "13:9")]),
    ([("甲", "深度学习是机器学习的一个分支，它的好处", ""), ("乙", "深度学习是机器学习的一个分支，它的坏处", "")],
     [("style-same-beginning", "18:7")]),
    ([("甲", "一", "tags: [a, b]"), ("乙", "二", "tags: [a]")], [("style-tag-once", "5:9")]),
])
def test_each_rule(questions: list[tuple[str, str, str]], expected: list[tuple[str, str]], tmp_path: Path) -> None:
    """What is told, and where."""
    assert said(write(tmp_path, questions)) == expected


def test_other_languages_have_other_punctuation(tmp_path: Path) -> None:
    """The rules of Chinese text are for Chinese banks."""
    assert said(write(tmp_path, [("甲", "他说,用 CNN", "")], "ja")) == []


def test_fix_changes_these_places_alone(tmp_path: Path) -> None:
    """Comments, quotes, line ends and a byte order mark stay; a second run finds nothing."""
    file = write(tmp_path, [("甲,乙", "他说,用 CNN(卷积)\n\n```\n甲,乙 a 丙\n```", "tags: [a]   # 注,释")])
    before = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(before)
    problems, made, _ = advise(file, fix=True)
    assert (problems, made) == ((), 5)
    assert file.read_bytes() == before.replace("甲,乙\r".encode(), "甲，乙\r".encode(), 1).replace(
        "他说,用 CNN(卷积)".encode(), "他说，用CNN（卷积）".encode())
    assert advise(file, fix=True)[1] == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] in ([], [".dlexport"])


def test_an_escape_is_left_to_the_author(tmp_path: Path) -> None:
    """Where the file spells a character otherwise, it is told and not mended."""
    file = write(tmp_path, [('"甲\\x2c乙"', "答", "")])
    before = file.read_bytes()
    problems, made, _ = advise(file, fix=True)
    assert [one.code for one in problems] == ["style-punctuation"]
    assert made == 0
    assert file.read_bytes() == before


def test_what_reads_otherwise_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is read before it takes the place of the old one."""
    file = write(tmp_path, [("甲", "他说,好", "")])
    before = file.read_bytes()
    monkeypatch.setattr("dlexport.run.advice.mended", lambda lines, _edits: ([*lines[:-2], "x: [", ""], 1))
    with pytest.raises(SourceError) as caught:
        advise(file, fix=True)
    assert [problem.code for problem in caught.value.problems] == ["not-mended"]
    assert file.read_bytes() == before


def test_the_real_bank_is_well_written() -> None:
    """Nothing to advise but tags that are one question's own."""
    assert {finding.problem.code for finding in lint(reader.read(REAL))} <= {"style-tag-once"}


@given(st.text(st.sampled_from("甲a ,(`$[]<>{}\\\n"), max_size=40))
def test_prose_keeps_offsets(text: str) -> None:
    """Painting over changes no length, and no character but those painted."""
    painted = prose(text)
    assert len(painted) == len(text)
    assert all(new in {old, "\0"} for old, new in zip(text, painted, strict=True))
