"""A lock that was lost, and what a published deck still knows."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, dlexport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BANK = MINIMAL.replace("记住**要点**", "先**甲**后**乙**") + """\
  - id: b
    topic: one
    title: 第二题
    prompt: 题目
    answer: 答案
    analysis: 解析
"""


def lines(folder: Path) -> dict[str, dict[str, object]]:
    """The lock's questions and key points, by id."""
    rows = map(json.loads, (folder / "source/questions.lock").read_text(encoding="utf-8").splitlines())
    return {row.get("keypoint") or row["question"]: row for row in rows if "keypoint" in row or "question" in row}


def test_a_lost_lock_is_said_and_rebuilt_from_a_deck(project: Callable[[str], Path]) -> None:
    """Dates, numbers and what left are those of the deck; the next release changes only what has changed."""
    folder = project(BANK)
    assert dlexport("export", "apkg", cwd=folder, SOURCE_DATE_EPOCH="1000000000").returncode == 0
    swapped = BANK.replace("先**甲**后**乙**", "起**丙**先**甲**后**乙**")
    (folder / "source/questions.yaml").write_text(swapped, encoding="utf-8")
    assert dlexport("export", "apkg", cwd=folder, SOURCE_DATE_EPOCH="1100000000").returncode == 0
    before = lines(folder)
    assert before["a/k"]["blanks"] == {"丙": 3, "甲": 1, "乙": 2}
    deck = folder / "old.apkg"
    (folder / "build/demo.apkg").rename(deck)

    (folder / "source/questions.lock").unlink()
    lost = dlexport("export", "apkg", cwd=folder)
    assert "warning[lock-missing]" in lost.stderr
    assert "dlexport lock --from OLD.apkg" in lost.stderr
    refused = dlexport("lock", "--from", "old.apkg", cwd=folder)
    assert (refused.returncode, "lock-exists" in refused.stderr) == (1, True)

    (folder / "source/questions.lock").unlink()
    shorter = swapped.split("  - id: b")[0].replace("答案", "更好的答案", 1)
    (folder / "source/questions.yaml").write_text(shorter, encoding="utf-8")
    done = dlexport("lock", "--from", "old.apkg", cwd=folder, SOURCE_DATE_EPOCH="1200000000")
    assert done.returncode == 0, done.stderr
    after = lines(folder)
    assert after["a/k"]["blanks"] == before["a/k"]["blanks"]
    assert after["a/k"]["changed"] == 1_100_000_000
    assert after["a"]["changed"] == 1_200_000_000
    assert after["b"]["retired"] == 1_000_000_000
    again = dlexport("lock", cwd=folder)
    assert "nothing changed" in again.stderr


def test_blanks_that_differ_in_white_space_only_keep_their_own_numbers(project: Callable[[str], Path]) -> None:
    """And a formula has its number though a deck reads otherwise; the lock can be read again."""
    text = BANK.replace("**乙**", "**a b** 与 **ab** 与 **$x_1$** 与 **$x_2$**")
    folder = project(text)
    assert dlexport("export", "apkg", "-o", "old.apkg", cwd=folder).returncode == 0
    before = lines(folder)["a/k"]["blanks"]
    assert len(before) == 5
    (folder / "source/questions.lock").unlink()
    assert dlexport("lock", "--from", "old.apkg", cwd=folder).returncode == 0
    assert lines(folder)["a/k"]["blanks"] == before
    again = dlexport("lock", cwd=folder)
    assert "nothing changed" in again.stderr


@pytest.mark.parametrize("change", [
    "notes SET mod = 9223372036854775807", "notes SET mod = 200000000000", "notes SET mod = -5"])
def test_a_deck_with_dates_or_numbers_beyond_reason_is_refused(project: Callable[[str], Path], change: str) -> None:
    """They would be in a lock that cannot be read again, or in a deck that cannot be written."""
    folder = project(BANK)
    assert dlexport("export", "apkg", cwd=folder).returncode == 0
    with zipfile.ZipFile(folder / "build/demo.apkg") as archive, closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(archive.read("collection.anki2"))
        database.execute(f"UPDATE {change}")
        database.commit()
        with zipfile.ZipFile(folder / "odd.apkg", "w") as odd:
            odd.writestr("collection.anki2", database.serialize())
            odd.writestr("media", archive.read("media"))
    (folder / "source/questions.lock").unlink()
    done = dlexport("lock", "--from", "odd.apkg", cwd=folder)
    assert done.returncode == 1
    assert "error[not-verified]: odd.apkg says what no lock may hold: " in done.stderr
    assert not (folder / "source/questions.lock").exists()


def test_the_deck_of_another_bank_is_refused(project: Callable[[str], Path]) -> None:
    """Its numbers are not ours."""
    folder = project(BANK)
    assert dlexport("export", "apkg", "-o", "old.apkg", cwd=folder).returncode == 0
    (folder / "source/questions.lock").unlink()
    text = BANK.replace("id: demo", "id: another")
    (folder / "source/questions.yaml").write_text(text, encoding="utf-8")
    done = dlexport("lock", "--from", "old.apkg", cwd=folder)
    assert done.returncode == 1
    assert "is a deck of the bank 'demo', not of 'another'" in done.stderr


def test_a_new_blank_that_was_taken_for_a_correction(project: Callable[[str], Path]) -> None:
    """`--new-blank` gives it a number of its own; `lock` says what was decided."""
    folder = project(BANK)
    assert dlexport("lock", cwd=folder).returncode == 0
    (folder / "source/questions.yaml").write_text(BANK.replace("**乙**", "**丁**"), encoding="utf-8")
    said = dlexport("lock", cwd=folder)
    assert "the blank '乙' is now '丁', with its card and reviews" in said.stderr
    assert dlexport("lock", "--new-blank", "a/k", "丁", cwd=folder).returncode == 0
    assert lines(folder)["a/k"]["blanks"] == {"甲": 1, "丁": 3}
    wrong = dlexport("lock", "--new-blank", "a/k", "戊", cwd=folder)
    assert wrong.returncode == 1
    assert "lock-blank" in wrong.stderr
    assert "its blanks are: 甲, 丁" in wrong.stderr


def test_a_second_bank_in_a_folder_has_lost_no_lock(project: Callable[[str], Path]) -> None:
    """What the folder holds of another bank says nothing of it; its own files do, with the other's manifest too."""
    folder = project(BANK)
    assert dlexport("export", "html", cwd=folder).returncode == 0
    second = folder / "source/second.yaml"
    second.write_text(BANK.replace("id: demo", "id: another"), encoding="utf-8")
    of_second = ("export", "html", "--source", "source/second.yaml")
    done = dlexport(*of_second, cwd=folder)
    assert (done.returncode, "lock-missing" in done.stderr) == (0, False), done.stderr
    assert {path.name for path in (folder / "build").glob("*.html")} == {"demo.html", "another.html"}
    (folder / "source/questions.lock").unlink()
    assert "lock-missing" in dlexport("export", "html", cwd=folder).stderr
    (folder / "source/second.lock").unlink()
    assert "lock-missing" in dlexport(*of_second, cwd=folder).stderr
