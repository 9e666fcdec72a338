"""`dlexport diff`: what is new in a release, without Anki."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, dlexport

from by_hand import ROOT
from dlexport.book.book import compose
from dlexport.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Project = Callable[[str], Path]

BANK = MINIMAL + "outputs: {apkg: {}}\n"
SECOND = """\
  - {id: b, topic: one, title: 第二题, prompt: 题目, answer: 答案, analysis: 解析}
"""
TWO = BANK.replace("outputs", SECOND + "outputs")


@pytest.fixture
def released(project: Project) -> Path:
    """A project with a release of two questions, kept as `old.apkg`."""
    folder = project(TWO)
    assert dlexport("all", cwd=folder).returncode == 0
    shutil.copy(folder / "build/demo.apkg", folder / "old.apkg")
    return folder


def rewrite(folder: Path, text: str) -> None:
    (folder / "source/questions.yaml").write_text(text, encoding="utf-8")


def test_the_source_as_it_stands_is_compared_and_nothing_is_written(released: Path) -> None:
    """Neither the lock nor a deck; the list is on stdout."""
    before = {path: path.read_bytes() for path in released.rglob("*") if path.is_file()}
    rewrite(released, BANK.replace("**要点**", "**新要点**"))
    before[released / "source/questions.yaml"] = (released / "source/questions.yaml").read_bytes()
    done = dlexport("diff", "old.apkg", cwd=released)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "changed  a/k  第一题  (keypoints; c1: 要点 → 新要点, reviews kept)", "retired  b  第二题",
        "0 added, 1 changed, 1 retired, 0 moved, 1 untouched",
        ('To remove them from Anki: Browse, search for `"note:demo · *" "Id:re:^(b(/.*)?)$"`, select all, '
        "Notes › Delete.")]
    assert {path: path.read_bytes() for path in released.rglob("*") if path.is_file()} == before


def test_two_decks_are_compared(released: Path) -> None:
    """As text, as Markdown, as JSON that keeps to its schema's names; without a source."""
    rewrite(released, TWO.replace("第二题, prompt: 题目, answer: 答案", "第二题, prompt: 题目, answer: 新"))
    assert dlexport("all", cwd=released).returncode == 0
    (released / "source/questions.yaml").unlink()
    assert dlexport("diff", "old.apkg", "build/demo.apkg", "--markdown", cwd=released).stdout == (
        "## Changed (1)\n\n- 第二题 (`b`): answer\n\nUntouched: 2 notes.\n")
    data = json.loads(dlexport("diff", "old.apkg", "build/demo.apkg", "--json", cwd=released).stdout)
    assert [(row["id"], row["fields"]) for row in data["difference"]["changed"]] == [("b", ["answer"])]
    assert [row["id"] for row in data["difference"]["untouched"]] == ["a", "a/k"]


def test_exit_code_tells_whether_they_differ(released: Path) -> None:
    """As git's does; without it, 0."""
    assert dlexport("diff", "old.apkg", "--exit-code", "--quiet", cwd=released).returncode == 0
    rewrite(released, BANK)
    done = dlexport("diff", "old.apkg", "--exit-code", "--quiet", cwd=released)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert dlexport("diff", "old.apkg", cwd=released).returncode == 0


def test_a_renamed_question_is_changed_not_new(released: Path) -> None:
    """It is the same note."""
    rewrite(released, TWO.replace("{id: b,", "{id: beta, renamed_from: b,"))
    assert dlexport("diff", "old.apkg", cwd=released).stdout.splitlines()[0] == "changed  beta  第二题  (id)"


@pytest.mark.parametrize(("arguments", "message"), [
    (["gone.apkg"], "cannot read gone.apkg"),
    (["notes.txt"], "no installed exporter writes files like notes.txt"),
    (["broken.apkg"], "broken.apkg is not a whole apkg file"),
    (["old.apkg", "build/demo.epub"], "old.apkg and demo.epub are not of one format"),
])
def test_what_cannot_be_compared_is_said(arguments: list[str], message: str, released: Path) -> None:
    """A problem, no traceback."""
    (released / "broken.apkg").write_bytes(b"PK")
    done = dlexport("diff", *arguments, cwd=released)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_an_id_used_again_for_other_content_stops_it(released: Path) -> None:
    """The release could not be made either."""
    rewrite(released, BANK)
    assert dlexport("all", cwd=released).returncode == 0
    rewrite(released, TWO.replace("第二题", "别的题"))
    done = dlexport("diff", "old.apkg", cwd=released)
    assert (done.returncode, "retired-returns" in done.stderr) == (1, True)


def test_the_real_deck_does_not_differ_from_itself(real_build: Path) -> None:
    """All notes are found, and found again: one for each question, one for each key point."""
    deck = real_build / "build/dl-interview.apkg"
    questions = compose(read(ROOT / "source/questions.yaml")).bank.questions
    notes = sum(1 + len(question.keypoints) for question in questions)
    assert notes > 90
    done = dlexport("diff", deck, deck, cwd=ROOT)
    assert done.stdout == f"0 added, 0 changed, 0 retired, 0 moved, {notes} untouched\n"
