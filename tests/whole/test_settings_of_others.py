"""Settings that ReportLab would execute: from a home folder that is the checkout, from modules beside the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, dlexport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("within_bounds")


@pytest.mark.parametrize("name", [
    ".reportlab_mods", ".reportlab_settings", "reportlab_mods.py", "reportlab_settings.py"])
def test_they_are_not_executed(name: str, project: Callable[[str], Path]) -> None:
    """They could run anything, and would change bytes that the manifest does not tell of."""
    folder = project(MINIMAL)
    (folder / name).write_text("open('executed', 'w').close()\n", encoding="utf-8")
    done = dlexport("export", "pdf", "--no-cache", cwd=folder, HOME=str(folder), PYTHONPATH=str(folder))
    assert done.returncode == 0, done.stderr
    assert not (folder / "executed").exists()


def test_a_home_that_is_no_folder(project: Callable[[str], Path]) -> None:
    """As some containers have it."""
    folder = project(MINIMAL)
    done = dlexport("all", cwd=folder, HOME="/dev/null", XDG_CACHE_HOME="")
    assert done.returncode == 0, done.stderr
