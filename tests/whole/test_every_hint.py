"""Every problem code has a story in which its hint is followed; what can have none is named here, with the reason."""

from __future__ import annotations

import ast
import fcntl
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from projects import MINIMAL, dlexport
from test_hints_of_banks import BANKS
from test_hints_of_runs import STORIES

from dlexport.cache import _sum as _checksum
from dlexport.codes import CODES

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]

# told elsewhere, where a test has at hand what the story needs -> the test that follows the hint
ELSEWHERE: Final = {
    "anki-connect": "whole/test_push.py::test_without_anki_it_says_what_to_start",
    "blank-limit": "anki/test_anki_import.py::test_a_number_that_anki_does_not_count_to_is_told",
    "cache-foreign": "whole/test_every_hint.py::test_the_advice_on_a_cache_of_somebody_else_works",
    "exporter-clash": "whole/test_plugins.py::test_two_of_one_name_are_both_named",
    "exporter-failed": "whole/test_plugins.py::test_one_whose_process_is_killed_is_named",
    "font-on-machine": "core/test_named_faces.py::test_a_font_of_the_machine",
    "not-reproducible": "whole/test_cli.py::test_locked_invents_no_date_for_a_selection_either",
    "output-busy": "whole/test_every_hint.py::test_the_advice_on_a_busy_folder_works",
    "port-taken": "preview/test_preview.py::test_a_port_that_is_taken",
}
# no hint can help
WITHOUT: Final = {
    "not-mended": "a fault of `lint --fix` or `fmt`, which no bank is known to meet: it is to be reported",
}


def stories_of_fields() -> set[str]:
    """The codes of the stories on single fields, which need no run: `tests/reader/test_hints.py`."""
    tree = ast.parse((ROOT / "reader/test_hints.py").read_text(encoding="utf-8"))
    return {node.elts[0].value for node in ast.walk(tree)
            if isinstance(node, ast.Tuple) and len(node.elts) > 2 and isinstance(node.elts[0], ast.Constant)
            and isinstance(node.elts[0].value, str)}


def test_every_code_has_a_story() -> None:
    """A new code wants one too; a code that has one is not named as an exception."""
    told = {story.code for story in (*STORIES, *BANKS)} | (stories_of_fields() & set(CODES))
    assert set(CODES) - told - set(ELSEWHERE) == set(WITHOUT)


@pytest.mark.parametrize(("code", "where"), ELSEWHERE.items())
def test_what_is_told_elsewhere_is_there(code: str, where: str) -> None:
    """The test is still there, and about this code."""
    name, _, function = where.partition("::")
    text = (ROOT / name).read_text(encoding="utf-8")
    found = next(node for node in ast.walk(ast.parse(text)) if getattr(node, "name", "") == function)
    assert code in (ast.get_source_segment(text, found) or "")


def test_the_advice_on_a_busy_folder_works(project: Callable[[str], Path]) -> None:
    """[output-busy]: elsewhere it goes, and here when the other run has ended."""
    folder = project(MINIMAL)
    (folder / "build").mkdir()
    handle = os.open(folder / "build", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    said = dlexport("export", "html", cwd=folder)
    assert (said.returncode, "error[output-busy]" in said.stderr) == (1, True)
    assert "wait until it has ended, or write elsewhere with --out" in said.stderr
    assert dlexport("export", "html", "--out", "elsewhere", cwd=folder).returncode == 0
    os.close(handle)
    assert dlexport("export", "html", cwd=folder).returncode == 0


def test_the_advice_on_a_cache_of_somebody_else_works(project: Callable[[str], Path]) -> None:
    """[cache-foreign]: without the cache, and when the folder is deleted."""
    folder = project(MINIMAL)
    place = folder / "cache"
    assert dlexport("export", "html", cwd=folder, XDG_CACHE_HOME=str(place)).returncode == 0
    file, = (path for path in (place / "dlexport").iterdir() if path.suffix not in {"-wal", "-shm"})
    with closing(sqlite3.connect(file)) as entries, entries:
        for key, in entries.execute("SELECT key FROM entries").fetchall():
            value = b"garbage"
            entries.execute("UPDATE entries SET value = ? WHERE key = ?", (_checksum(key, value) + value, key))
    shutil.rmtree(folder / "build")
    said = dlexport("export", "html", cwd=folder, XDG_CACHE_HOME=str(place))
    assert (said.returncode, "error[cache-foreign]" in said.stderr) == (1, True), said.stderr
    assert f"delete the folder {place / 'dlexport'}, or do without it: --no-cache" in said.stderr
    assert dlexport("export", "html", "--no-cache", cwd=folder, XDG_CACHE_HOME=str(place)).returncode == 0
    shutil.rmtree(place / "dlexport")
    assert dlexport("export", "html", cwd=folder, XDG_CACHE_HOME=str(place)).returncode == 0
