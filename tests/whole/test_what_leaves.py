"""What strangers wrote and the program says: one line each, nothing that a terminal, an eye or a pipeline obeys."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, dlexport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("within_bounds")
BAD = "\n::error::x\x1b[31m\x9b2J\u202eb\u2028c"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]")


def hostile_deck(deck: Path) -> None:
    """The deck with a title, an id, a tag and a key that would be obeyed."""
    with zipfile.ZipFile(deck) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(members["collection.anki2"])
        for ident, fields in connection.execute("SELECT id, flds FROM notes").fetchall():
            changed = fields.replace("第一题", f"第一题{BAD}")
            connection.execute("UPDATE notes SET flds = ?, guid = guid || ?, tags = tags || ? WHERE id = ?",
                               (changed, BAD, " a\x1bb ", ident))
        connection.commit()
        members["collection.anki2"] = connection.serialize()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    deck.write_bytes(buffer.getvalue())


@pytest.mark.parametrize("form", [(), ("--markdown",), ("--json",)])
def test_a_deck_cannot_speak_to_terminal_or_pipeline(form: tuple[str, ...], project: Callable[[str], Path]) -> None:
    """Its titles are one line each, in every form of the list."""
    folder = project(MINIMAL)
    assert dlexport("export", "apkg", cwd=folder).returncode == 0
    hostile_deck(folder / "build/demo.apkg")
    done = dlexport("diff", "build/demo.apkg", *form, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "第一题" in done.stdout
    assert not OBEYED.search(done.stdout)
    assert not [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]
    if form == ("--json",):
        titles = [note["title"] for notes in json.loads(done.stdout)["difference"].values() for note in notes
                  if isinstance(note, dict)]
        assert any("\u202e" in title for title in titles)       # the data is as it was


def test_names_of_files_are_one_line(project: Callable[[str], Path]) -> None:
    """A folder may be called anything."""
    folder = project(MINIMAL)
    name = f"o{BAD}".replace("/", "")
    for command in (("all",), ("all",), ("verify",), ("all", "--json")):
        done = dlexport(*command, "--out", name, cwd=folder)
        assert done.returncode == 0, done.stderr
        said = done.stdout + done.stderr
        assert not OBEYED.search(said), said
        assert not [line for line in said.splitlines() if line.startswith("::")]
    (folder / name / "demo.epub").write_bytes(b"x")
    assert not OBEYED.search(dlexport("verify", "--out", name, cwd=folder).stderr)


@pytest.mark.parametrize("form", ["gcc", "github", "json", "sarif"])
def test_problems_in_every_form(form: str, project: Callable[[str], Path]) -> None:
    """A key of a bank that would be obeyed."""
    folder = project(MINIMAL.replace("title: 第一题", 'title: 第一题\n    "x\\e[31m\\u202e\\n::error::y": 1'))
    done = dlexport("check", "--format", form, cwd=folder)
    assert done.returncode == 1
    assert "unknown-key" in done.stdout
    assert not OBEYED.search(done.stdout)
    assert sum(line.startswith("::") for line in done.stdout.splitlines()) == (form == "github")
