"""The whole program on whole banks."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from coverage import Coverage
from projects import dlexport

from by_hand import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Once


SECONDS, MEMORY = 60, 500_000       # of the processor; kB of memory beyond what the process has when the test begins


@pytest.fixture
def within_bounds() -> Iterator[None]:
    """For tests of what is hostile in this process: holds its time and memory to bounds."""
    memory = _memory("VmRSS")
    if memory:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")     # the peak begins anew
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS
    assert _memory("VmHWM") - memory < MEMORY


def _memory(name: str) -> int:
    """A line of the process's status in kB; 0 where there is none."""
    status = Path("/proc/self/status")
    found = re.search(f"{name}:[^0-9]*([0-9]+)", status.read_text(encoding="ascii")) if status.exists() else None
    return int(found[1]) if found else 0


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
