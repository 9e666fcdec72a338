"""`dlexport init` and `dlexport import` into folders that somebody else made, or where something stands in the way.

Refused before anything is written: nothing leaves the project by a link, nobody waits for a pipe, no half of a project.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from dlexport.cli.commands import run

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("within_bounds")
COMMANDS = {"init": ("init", "p", "--title", "T"), "import": ("import", "in/a.md", "-o", "p"),
            "replace": ("import", "in/a.md", "-o", "p", "--force")}
FOLDERS = ["source", "source/media"]
FILES = ["source/questions.yaml", "source/media/p.png", "source/questions.imported"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with something to import, another that is not the project's, and an empty project."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.md").write_text("# 题库\n\n## 什么是甲？\n\n答案：乙\n\n![图](p.png)\n", encoding="utf-8")
    Image.new("RGB", (9, 9), (200, 20, 20)).save(made := io.BytesIO(), "png")
    (tmp_path / "in/p.png").write_bytes(made.getvalue())
    (tmp_path / "away").mkdir()
    (tmp_path / "p").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: Path, sort: str, away: Path) -> None:
    """Something in the way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    match sort:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "file":
            path.write_text("mine", encoding="utf-8")
        case "link to a file":
            (away / "file").write_text("theirs", encoding="utf-8")
            path.symlink_to(away / "file")
        case "link":
            path.symlink_to(away)
        case "link to nothing":
            path.symlink_to(away / "nothing")
        case "loop":
            path.symlink_to(path)
        case _:
            path.symlink_to("/dev/full")


def there(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("place", "sort"), [
    *((place, sort) for place in FOLDERS for sort in ("pipe", "file", "link", "link to nothing", "loop", "device")),
    *((place, sort) for place in FILES for sort in (
        "pipe", "folder", "link", "link to a file", "link to nothing", "loop", "device")),
    *((".github", sort) for sort in ("pipe", "file", "link", "loop", "device")),
])
def test_what_is_in_the_way(
    command: str, place: str, sort: str, here: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    """Told with its path; also a link to a folder beside the project, where we run."""
    put(here / "p" / place, sort, here / "away")
    before = there(here / "p"), there(here / "away")
    reader = os.open(here / "p" / place, os.O_RDONLY | os.O_NONBLOCK) if sort == "pipe" else None
    try:
        status = run([*COMMANDS[command]])
        written = os.read(reader, 9) if reader is not None else b""
    finally:
        if reader is not None:
            os.close(reader)
    said = capsys.readouterr().err
    meant = place not in FILES[1:] if command == "init" else place != ".github"
    assert (status, written) == (int(meant), b"")
    assert there(here / "away") == before[1]
    if meant:
        assert there(here / "p") == before[0]
        assert f"p/{place}" in said
        assert said.startswith(("error[output-write]", "error[init-exists]", "error[import-exists]"))


def test_links_within_the_project_are_followed(here: Path) -> None:
    """A source folder that stands elsewhere in the project."""
    (here / "p/kept").mkdir()
    (here / "p/source").symlink_to("kept")
    assert run([*COMMANDS["import"]]) == 0
    assert (here / "p/kept/media/p.png").is_file()
    assert run([*COMMANDS["replace"], "--dry-run"]) == 0


def test_names_that_a_terminal_would_obey(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are written to, and said on one line."""
    for command in COMMANDS.values():
        (here / "p").rename(odd := here / "a\x1b[31m\n::error::b\u202e")
        assert run([word.replace("p", odd.name, 1) if word == "p" else word for word in command]) == 0
        said = capsys.readouterr().err
        assert "\x1b" not in said
        assert "\n::error" not in said
        assert "\u202e" not in said
        for path in (odd / "source").rglob("*.*"):
            path.unlink()
        odd.rename(here / "p")


def test_pictures_of_a_project_that_are_links_out_are_not_copied(here: Path) -> None:
    """An update reads the bank as it will be, with its pictures: those alone that stand in the project."""
    assert run([*COMMANDS["import"]]) == 0
    (here / "away/secret.png").write_bytes(b"x")
    (here / "p/source/media/other.png").symlink_to(here / "away/secret.png")
    (here / "p/source/media/pipe.png").symlink_to("/dev/zero")
    assert run([*COMMANDS["import"], "--update"]) == 0
