"""Links, pipes and devices where files should be, and limits of the system: told for what they are, nothing shown."""

from __future__ import annotations

import os
import resource
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, dlexport

from dlexport.cli.commands import run
from forks import forked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("within_bounds")
SECRET = "root:x:0:0:secret:/root:/bin/sh\n"  # noqa: S105 - a stand-in


@pytest.fixture
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("etc") / "shadow"
    path.write_text(SECRET, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "command"), [
    ("source/questions.yaml", "check"), ("source/questions.yaml", "all"),
    ("source/questions.lock", "check"), ("source/questions.lock", "all"), ("source/questions.lock", "lock"),
    ("styles/anki/card.css", "all"), ("styles/html/page.css", "all"), ("styles/print/handout.yaml", "all"),
])
def test_a_link_out_of_the_project_shows_nothing(
    name: str, command: str, project: Callable[[str], Path], secret: Path,
) -> None:
    """A pull request may bring one: no line of what it leads to is said, or put into an output."""
    folder = project(MINIMAL + "outputs: {apkg: {}, html: {}}\n")
    link = folder / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(secret)
    done = dlexport(command, cwd=folder)
    assert done.returncode == 1
    assert f"{name} is a link that leads out of the project" in done.stderr
    assert "root:x" not in done.stderr + done.stdout
    assert not [path for path in folder.glob("build/demo*") if b"secret" in path.read_bytes()]


def test_a_folder_that_is_a_link_shows_nothing(project: Callable[[str], Path], secret: Path) -> None:
    """The same where the style's folder is the link."""
    folder = project(MINIMAL + "outputs: {html: {}}\n")
    (secret.parent / "page.css").write_text(SECRET, encoding="utf-8")
    (folder / "styles").mkdir()
    (folder / "styles" / "html").symlink_to(secret.parent)
    done = dlexport("all", cwd=folder)
    assert (done.returncode, "root:x" in done.stderr) == (1, False)
    assert "leads out of the project" in done.stderr


def test_links_within_the_project_are_followed(project: Callable[[str], Path]) -> None:
    """A bank, a lock and a style that stand elsewhere in it."""
    folder = project(MINIMAL + "outputs: {html: {}}\n")
    assert dlexport("all", cwd=folder).returncode == 0
    (folder / "kept").mkdir()
    (folder / "styles" / "html").mkdir(parents=True)
    (folder / "kept" / "study.css").write_text("p { color: red }", encoding="utf-8")
    for name in ("questions.yaml", "questions.lock"):
        (folder / "source" / name).rename(folder / "kept" / name)
        (folder / "source" / name).symlink_to(f"../kept/{name}")
    (folder / "styles/html/study.css").symlink_to("../../kept/study.css")
    done = dlexport("all", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "color: red" in (folder / "build/demo.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("sort", ["pipe", "device", "link to nothing"])
def test_a_style_that_is_no_file(sort: str, project: Callable[[str], Path]) -> None:
    """It is told; the default one is not taken in silence, and nobody waits."""
    folder = project(MINIMAL + "outputs: {html: {}}\n")
    (folder / "styles" / "html").mkdir(parents=True)
    style = folder / "styles" / "html" / "study.css"
    if sort == "pipe":
        os.mkfifo(style)
    else:
        style.symlink_to("/dev/zero" if sort == "device" else "nothing")
    done = dlexport("all", cwd=folder)
    assert done.returncode == 1
    assert "error[file-unreadable]" in done.stderr
    assert "study.css is no file" in done.stderr


def few_files(arguments: list[str]) -> int:
    """Run the command line where twelve files may be open."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))
    return run(arguments)


def test_too_few_files_may_be_open(project: Callable[[str], Path]) -> None:
    """The true reason, not that the output cannot be written."""
    done = forked("all", cwd=project(MINIMAL), program=few_files)
    assert done.returncode == 1
    assert "Too many open files" in done.stderr
    assert "cannot write the output" not in done.stderr
    assert "Traceback" not in done.stderr
