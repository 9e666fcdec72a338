"""The whole program on whole banks."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from coverage import Coverage
from projects import dlexport

from by_hand import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Once


@pytest.fixture(scope="session")
def real_build(once: Once) -> Path:
    """`dlexport all` on the real bank, once: the project folder it was built in."""
    def make(folder: Path) -> None:
        shutil.copytree(ROOT / "source", folder / "source")
        done = dlexport("all", cwd=folder)
        assert done.returncode == 0, done.stderr

    return once("real", make)


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Path]:
    """A project folder with this text as its bank."""
    def make(text: str) -> Path:
        (tmp_path / "source").mkdir(exist_ok=True)
        (tmp_path / "source" / "questions.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return make


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test starts counts for the coverage. To be measured takes thrice the time, and nobody may kill it."""
    if coverage := Coverage.current():
        monkeypatch.setenv("COVERAGE_PROCESS_START", str(ROOT / "pyproject.toml"))
        monkeypatch.setenv("COVERAGE_FILE", os.path.abspath(str(coverage.get_option("run:data_file"))))  # noqa: PTH100
