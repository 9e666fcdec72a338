"""The whole program on whole banks."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from projects import ROOT, dlexport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

@pytest.fixture(scope="session")
def real_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`dlexport all` on the real bank, once: the project folder it was built in."""
    folder = tmp_path_factory.mktemp("real")
    shutil.copytree(ROOT / "source", folder / "source")
    done = dlexport("all", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Path]:
    """A project folder with this text as its bank."""
    def make(text: str) -> Path:
        (tmp_path / "source").mkdir(exist_ok=True)
        (tmp_path / "source" / "questions.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return make
