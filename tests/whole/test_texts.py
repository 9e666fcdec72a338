"""What people really write, in every output: `cases/texts/NAME` is a question, what is said of it and what readers get.

All of them are one bank, made once. `pytest tests/whole/test_texts.py --accept` writes what comes of them now.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import pytest
from projects import dlexport

from dlexport.cache import Cache
from dlexport.plugin import calls, registry
from dlexport.reader import read
from dlexport.verify.blocks import squeeze

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Once

CASES = sorted((Path(__file__).parents[1] / "cases" / "texts").iterdir())
HEAD = """\
format: 1
bank: {id: demo, title: 题库, language: zh-CN, version: '1'}
topics: [{id: one, title: 甲}]
questions:
"""


def bank() -> tuple[str, dict[str, range]]:
    """The bank of all cases, and the lines of each."""
    text, places = HEAD, {}
    for folder in CASES:
        question = indent((folder / "question.yaml").read_text("utf-8"), "    ")
        first = text.count("\n") + 1
        text += f"  -{question[3:]}"
        places[folder.name] = range(first, text.count("\n") + 1)
    return text, places


@pytest.fixture(scope="module")
def made(once: Once) -> Path:
    """The project of that bank, with every output."""
    def make(folder: Path) -> None:
        (folder / "source").mkdir()
        (folder / "source" / "questions.yaml").write_text(bank()[0], "utf-8")
        for case in CASES:
            if (case / "media").exists():
                shutil.copytree(case / "media", folder / "source" / "media", dirs_exist_ok=True)
        done = dlexport("all", "--no-cache", cwd=folder)
        assert done.returncode == 0, done.stderr
    return once("texts", make)


@pytest.fixture(scope="module")
def shown(made: Path) -> dict[str, dict[str, str]]:
    """Question -> output -> its words, without white space: where lines end is the output's affair."""
    found: dict[str, dict[str, str]] = {folder.name: {} for folder in CASES}
    for one in (registry.installed()[name] for name in registry.unasked()):
        (file,) = (path for path in (made / "build").iterdir() if path.name == f"demo{one.exporter.suffix}")
        for passage in calls.read_back(one, file.read_bytes(), Cache()):
            words = found[passage.question]
            words[one.name] = f"{words.get(one.name, '')}{squeeze(passage.text)}|"
    return found


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_text_in_every_output(
    folder: Path, made: Path, shown: dict[str, dict[str, str]], expect: Callable[[Path, str], None],
) -> None:
    """The warnings, each at its line of the question, then the words of each output."""
    lines = bank()[1][folder.name]
    warnings = [one for one in read(made / "source" / "questions.yaml").warnings if one.span and one.span.line in lines]
    said = [f"{one.severity}[{one.code}] {one.span.line - lines.start + 1}:{one.span.column - 4}: {one.message}"
            for one in warnings if one.span]
    assert len(shown[folder.name]) == len(registry.unasked())
    expect(folder / "expected.txt", "\n".join([*said, *(
        f"{name}: {text}" for name, text in sorted(shown[folder.name].items()))]) + "\n")
