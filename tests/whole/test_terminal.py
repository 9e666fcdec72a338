"""What a terminal shows, and what everything else does not get to see."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import termios
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from crashes import held_by_python
from projects import MINIMAL, dlexport

from dlexport.cli import terminal
from forks import as_main, started, stopped

if TYPE_CHECKING:
    from collections.abc import Callable

    from forks import Program

    Project = Callable[[str], Path]

pytestmark = pytest.mark.slow

ERASE = "\r\x1b[2K"
INTERRUPTED = "interrupted: every file is whole, as it was or as it was to be\n"
BROKEN = MINIMAL.replace("analysis", "anaylsis")


def impatient(arguments: list[str]) -> int:
    """The command line, drawing at once: however quick the machine is, it has something to erase."""
    terminal.PATIENCE = -1.0    # type: ignore[misc]
    return as_main(arguments)


def on_a_terminal(
    folder: Path, *arguments: str, program: Program = as_main, **environment: str,
) -> tuple[int, str]:
    """Exit status and what the terminal got, which is 100 columns wide; nothing of our own environment decides."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    ruling = ("CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS")
    kept = {name: value for name, value in os.environ.items() if name not in ruling}
    with Path(os.devnull).open("wb") as null:
        process = started(program, arguments, cwd=folder, streams=(null.fileno(), theirs),
                          environment={**kept, "TERM": "xterm", **environment})
    os.close(theirs)
    said = b""
    while True:
        try:
            said += (some := os.read(ours, 65536))
        except OSError:     # Linux says so that nobody is left to write
            break
        if not some:
            break
    os.close(ours)
    process.join()
    status = process.exitcode
    assert status is not None
    process.close()
    return status, said.decode()


@pytest.mark.usefixtures("measured")
def test_progress_is_shown_and_erased(project: Project) -> None:
    """Formats, questions; then only what would be there without."""
    status, said = on_a_terminal(project(MINIMAL), "all", program=impatient)
    assert status == 0
    *drawn, last = said.split(ERASE)
    assert any("of 7 formats done" in line for line in drawn)
    assert "formats done" not in last
    assert last.startswith("build/demo")


@pytest.mark.parametrize(("arguments", "environment"), [
    (["all", "--quiet"], {}), (["all", "--json"], {}), (["all"], {"TERM": "dumb"}), (["all"], {"CI": "true"})])
def test_no_progress_where_it_is_not_wanted(
    project: Project, arguments: list[str], environment: dict[str, str],
) -> None:
    """Nor any other control sequence."""
    status, said = on_a_terminal(project(MINIMAL + "outputs: {pdf: {}}\n"), *arguments, **environment)
    assert (status, "\x1b" in said, "formats done" in said) == (0, False, False)


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize(("environment", "coloured"), [
    ({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False),
    ({"TERM": "dumb", "FORCE_COLOR": "1"}, True), ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False)])
def test_colour_on_a_terminal(project: Project, environment: dict[str, str], *, coloured: bool) -> None:
    """NO_COLOR wins; an empty variable counts as none."""
    status, said = on_a_terminal(project(BROKEN), "check", **environment)
    assert (status, "\x1b[1;31m" in said) == (1, coloured)


def test_colour_elsewhere_only_by_force(project: Project) -> None:
    """A log that shows colours can ask for them."""
    folder = project(BROKEN)
    assert "\x1b" not in dlexport("check", cwd=folder, FORCE_COLOR="").stderr
    assert "\x1b[1;31m" in dlexport("check", cwd=folder, FORCE_COLOR="1").stderr


def test_interrupted_by_the_system_it_exits_130(project: Project) -> None:
    """A real SIGINT while formats are made: in words, and nothing is published."""
    folder = project(MINIMAL)
    status, said = stopped(held_by_python, ["all"], signal.SIGINT, folder)
    assert (status, said.lstrip("\n")) == (130, INTERRUPTED)
    assert list((folder / "build").iterdir()) == []


def test_an_input_is_never_written_over(project: Project) -> None:
    """`-o` with the bank's own name, or its lock's, or by another path; or that of a style sheet."""
    folder = project(MINIMAL)
    (folder / "styles").mkdir()
    (folder / "styles" / "own.css").touch()
    assert dlexport("lock", cwd=folder).returncode == 0
    for name in ("source/questions.yaml", "source/questions.lock", "source/../source/questions.yaml", "styles/own.css"):
        done = dlexport("export", "apkg", "-o", name, cwd=folder)
        assert (done.returncode, f"{name} is an input of this run" in done.stderr) == (1, True)
    assert (folder / "source/questions.yaml").read_text(encoding="utf-8") == MINIMAL


def test_a_pipe_as_source_is_refused(project: Project) -> None:
    """Opening it would wait for ever."""
    folder = project(MINIMAL)
    os.mkfifo(folder / "pipe")
    done = dlexport("check", "--source", "pipe", cwd=folder)
    assert (done.returncode, "error[file-unreadable]: pipe is a pipe" in done.stderr) == (1, True)


@pytest.mark.parametrize("epoch", ["99999999999", "9" * 5000])
def test_a_date_beyond_all_archives_is_refused(project: Project, epoch: str) -> None:
    """Before it is in the lock for ever."""
    folder = project(MINIMAL)
    done = dlexport("all", cwd=folder, SOURCE_DATE_EPOCH=epoch)
    assert (done.returncode, "error[option-value]: SOURCE_DATE_EPOCH" in done.stderr) == (2, True)
    assert not (folder / "source/questions.lock").exists()


@pytest.mark.parametrize("name", ["anki/card.css", "epub/book.css", "print/handout.yaml"])
def test_a_style_that_is_not_utf_8_has_its_place(project: Project, name: str) -> None:
    """It is the project's file, not a bug of an exporter."""
    folder = project(MINIMAL)
    (folder / "styles" / name).parent.mkdir(parents=True)
    (folder / "styles" / name).write_bytes(b"a: 1\nb\xff")
    done = dlexport("all", cwd=folder)
    assert done.returncode == 1
    assert "error[not-utf8]" in done.stderr
    assert f"--> styles/{name}:2:2" in done.stderr
