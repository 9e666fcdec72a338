"""The bytes of every artifact follow from source, lock, styles, options and versions alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, dlexport, process

from by_hand import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.unmeasured]

DAY = 86_400


def build(folder: Path, seed: str, zone: str, epoch: int) -> dict[str, bytes]:
    """All artifacts of the real bank, from a process of its own."""
    shutil.copytree(ROOT / "source", folder / "source")
    done = process("all", cwd=folder, PYTHONHASHSEED=seed, TZ=zone, SOURCE_DATE_EPOCH=str(epoch))
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in (folder / "build").iterdir()}


@pytest.mark.starts(2)
def test_two_builds_a_day_apart_give_the_same_bytes(tmp_path: Path) -> None:
    """Other hash seed, other time zone, another day: with the committed lock nothing differs."""
    one = build(tmp_path / "one", "1", "Asia/Shanghai", 1_900_000_000)
    two = build(tmp_path / "two", "2", "America/New_York", 1_900_000_000 + DAY)
    assert sorted(one) == sorted(two) == [
        "SHA256SUMS", "dl-interview-cards.pdf", "dl-interview-key.pdf", "dl-interview-quiz.pdf", "dl-interview.apkg",
        "dl-interview.epub",
        "dl-interview.html", "dl-interview.pdf", "manifest.json"]
    assert [name for name in one if one[name] != two[name]] == []


def test_the_committed_lock_is_up_to_date(tmp_path: Path) -> None:
    """A release pipeline may run with --locked."""
    shutil.copytree(ROOT / "source", tmp_path / "source")
    done = dlexport("all", "--locked", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("verified and published")) == (0, 1), done.stderr


@pytest.mark.starts(1)
def test_no_module_is_taken_from_the_folder_that_the_bank_lies_in(tmp_path: Path) -> None:
    """A bank may come from anybody, with files beside it; `dlexport`, unlike `python -m`, does not look there."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "questions.yaml").write_text(MINIMAL, encoding="utf-8")
    for name in ("pickle", "json", "yaml", "dlexport"):
        (tmp_path / f"{name}.py").write_text("open('run', 'w').close()\n")
    command = "import sys; del sys.path[0]; sys.argv[0] = 'dlexport'; from dlexport.cli.commands import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command, "export", "html", "--check-reproducible"], cwd=tmp_path, capture_output=True,
        text=True, check=False, timeout=600)
    assert (done.returncode, (tmp_path / "run").exists()) == (0, False), done.stderr
