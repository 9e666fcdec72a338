"""`dlexport stats`: a bank in numbers that were counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from click.testing import CliRunner

from dlexport.cli.commands import cli
from dlexport.lint.reading_time import TextSize
from dlexport.run.inspect import numbers

if TYPE_CHECKING:
    import pytest

BANK = """\
format: 1
bank: {id: s, title: 统计, language: zh-CN, version: '1'}
topics: [{id: one, title: 甲 & 乙}, {id: two, title: 丙}]
questions:
  - id: a
    topic: one
    title: 第一题
    difficulty: 2
    tags: [x, y]
    prompt: 用GPU吗
    answer: |
      $x$与

      $$y$$
    analysis: 略
    keypoints:
      - {id: k, text: 记住**甲**和**乙**}
    references: [{title: 书, doi: 10.1000/1}, {title: 无处}]
  - {id: b, topic: two, title: 第二题, tags: [x], prompt: 题, answer: 答, analysis: 析}
"""


def test_the_numbers(tmp_path: Path) -> None:
    """Marks of Markdown are no characters; words and Han count one each."""
    source = tmp_path / "questions.yaml"
    source.write_text(BANK, encoding="utf-8")
    found, drawing, changed = numbers(source)
    data = found.as_data()
    assert {name: data[name] for name in ("questions", "difficulty", "keypoints", "blanks", "references", "unaddressed")
            } == {"questions": 2, "difficulty": {0: 1, 2: 1}, "keypoints": 1, "blanks": 2, "references": 2,
                  "unaddressed": 1}
    assert data["parts"] == {"formulas": 2, "programs": 0, "tables": 0, "pictures": 0}
    assert data["tags"] == {"x": 2, "y": 1}
    assert (found.han, found.words) == (3 + 2 + 1 + 1 + 5 + 6, 1 + 1 + 1)
    assert [(row.id, row.questions, row.difficulty) for row in found.topics] == [("one", 1, {2: 1}), ("two", 1, {0: 1})]
    assert "question a is new" in changed
    texts = [element.text for element in ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text")]     # noqa: S314 - our own
    assert texts == ["甲 & 乙", "1", "丙", "1", "难度", "–", "●●○"]
    assert numbers(source, "two")[0].questions == 1


def test_minutes() -> None:
    """300 Han or 238 words are a minute."""
    assert TextSize(300, 238).minutes == 2
    assert TextSize(600, 0).total == 600


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines for people, JSON for programs, a drawing where one is wanted."""
    monkeypatch.chdir(tmp_path)
    Path("source").mkdir()
    Path("source/questions.yaml").write_text(BANK, encoding="utf-8")
    done = CliRunner().invoke(cli, ["stats", "--plot", "a.svg"])
    assert done.exit_code == 0
    assert done.stdout.startswith("2 questions (2 × open)")
    assert Path("a.svg").read_text(encoding="utf-8").startswith("<svg ")
    assert json.loads(CliRunner().invoke(cli, ["stats", "--json"]).stdout)["kinds"] == {"open": 2}
