"""Streams closed, full or cut off, signals, folders that may not be written: the right status, and all whole."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from crashes import held, without_rights
from projects import MINIMAL, Result, dlexport, process

from forks import as_main, ended, forked, started, stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _pytest.mark import ParameterSet

    Start = Callable[[Path, str, str], Result]
    Project = Callable[[str], Path]

pytestmark = pytest.mark.slow

GOOD = MINIMAL + "outputs: {apkg: {}, html: {}}\n"
BAD = GOOD.replace("analysis", "anaylsis")
MADE = ["SHA256SUMS", "demo.apkg", "demo.html", "manifest.json"]
FULL = Path("/dev/full")


def in_a_shell(folder: Path, arguments: str, redirections: str) -> Result:
    """Start Python with streams as a shell makes them."""
    return subprocess.run(["bash", "-c", f'"{sys.executable}" -m dlexport {arguments} {redirections}'], cwd=folder,
                          capture_output=True, text=True, check=False)


def on_streams(folder: Path, arguments: str, redirections: str) -> Result:
    """The same without a start of Python: streams are closed, caught, or `/dev/full`."""
    words = redirections.split()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, contextlib.ExitStack() as opened:
        null = opened.enter_context(Path(os.devnull).open("rb"))
        streams: list[int | None] = [null.fileno(), out.fileno(), err.fileno()]
        for number, sign in enumerate(("<", ">", "2>")):
            if f"{sign}&-" in words:
                streams[number] = None
            elif f"{sign}/dev/full" in words:
                streams[number] = opened.enter_context(FULL.open("wb")).fileno()
        status = ended(as_main, arguments.split(), cwd=folder, streams=streams, environment=dict(os.environ))
        for file in (out, err):
            file.seek(0)
        return Result(arguments, status, out.read().decode(), err.read().decode())


forked_main = partial(forked, program=as_main)


def started_and_forked(starts: int, *rows: tuple[object, ...]) -> list[ParameterSet]:
    """Cases of a test: the first runs in a shell, with so many starts of Python; the others in forked processes."""
    first, *others = rows
    return [pytest.param(in_a_shell, *first, marks=pytest.mark.starts(starts)),
            *(pytest.param(on_streams, *other) for other in others)]


@pytest.mark.parametrize(("start", "arguments", "closed"), [
    case for first, *others in (("<&- >&- 2>&-", "<&-"), (">&-", "2>&-"))
    for case in started_and_forked(2, ("all --json", first), ("all", first), ("check --json", first), *(
        (arguments, closed) for arguments in ("all", "all --json", "check --json") for closed in others))])
def test_streams_closed_from_the_start(project: Project, start: Start, arguments: str, closed: str) -> None:
    """As a daemon starts us: no traceback, the status of the bank, and no artifact takes the place of a stream."""
    folder = project(GOOD)
    done = start(folder, arguments, closed)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    if "all" in arguments:
        assert sorted(path.name for path in (folder / "build").iterdir()) == MADE
        assert dlexport("verify", cwd=folder).returncode == 0
    project(BAD)
    done = start(folder, arguments, closed)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    if "--json" in arguments and ">&-" not in closed.split():
        assert {problem["code"] for problem in json.loads(done.stdout)["problems"]} == {"unknown-key"}


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(("start", "arguments", "text"), started_and_forked(
    1, ("check --json", BAD), ("exporters", GOOD), ("check --json", GOOD), ("all --json", BAD), ("explain", GOOD),
    ("schema", GOOD)))
def test_results_that_cannot_be_written(project: Project, start: Start, arguments: str, text: str) -> None:
    """A full disk behind stdout: said on stderr, exit 1, whatever the bank is like."""
    done = start(project(text), arguments, ">/dev/full")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stderr.splitlines()[-1] == "cannot write the output: No space left on device"


@pytest.mark.parametrize(("start", "encoding"), [
    pytest.param(process, "ascii", marks=pytest.mark.starts(2)), (forked_main, "latin-1"), (forked_main, "utf-8")])
def test_results_in_an_encoding_that_lacks_their_characters(
    project: Project, start: Callable[..., Result], encoding: str,
) -> None:
    """As a console of another country has it; a file's name may even hold half a character."""
    folder = project(GOOD.replace("题目", "题目☃").replace("zh-CN", "zh-CN, subtitle: ☃"))
    assert dlexport("export", "apkg", "-o", "a.apkg", cwd=folder).returncode == 0
    project(GOOD.replace("题目", "题目☃").replace("第一题", "首题☃"))
    done = start("diff", "a.apkg", cwd=folder, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, "")
    name = "half\udcff.yaml"
    done = start("check", "--json", "--source", name, cwd=folder, PYTHONIOENCODING=encoding)
    assert (done.returncode, json.loads(done.stdout)["problems"][0]["message"]) == (1, f"there is no file {name}")


@pytest.mark.parametrize("source", ["", ".", "..", "/"])
def test_a_folder_as_the_source(project: Project, source: str) -> None:
    """Also where the output folder holds what an earlier run made."""
    folder = project(GOOD)
    assert dlexport("export", "html", cwd=folder).returncode == 0
    done = dlexport("export", "html", "--source", source, cwd=folder)
    assert (done.returncode, "is a folder, not a file" in done.stderr) == (1, True), done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(("start", "arguments", "text", "status"), started_and_forked(
    1, ("all", GOOD, 0), ("check", GOOD, 0), ("check", BAD, 1), ("all", BAD, 1), ("nothing", GOOD, 2)))
def test_messages_that_cannot_be_written(
    project: Project, start: Start, arguments: str, text: str, status: int,
) -> None:
    """A full disk behind stderr: a message that is lost is no reason to fail, nor to succeed."""
    assert start(project(text), arguments, "2>/dev/full").returncode == status


@pytest.mark.parametrize("arguments", ["check", "check --json", "all", "all --json"])
def test_a_reader_that_goes_away(project: Project, arguments: str) -> None:
    """`dlexport … 2>&1 | head -0`: the status is still the bank's."""
    for text, status in ((GOOD, 0), (BAD, 1)):
        hears, says = os.pipe()
        os.close(hears)     # it has gone away before the first word
        ended_with = ended(as_main, arguments.split(), cwd=project(text), streams=(says, says),
                           environment=dict(os.environ))
        os.close(says)
        assert ended_with == status


@pytest.fixture
def theirs(project: Project) -> Iterator[Path]:
    """A project built once, some folder of which its user may then not write to."""
    folder = project(GOOD)
    assert dlexport("all", cwd=folder).returncode == 0
    yield folder
    for path in (folder, *folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)


def as_user(folder: Path, *arguments: str) -> Result:
    """Run without the rights of root, for whom no folder is read-only."""
    return forked(*arguments, cwd=folder, program=without_rights)


@pytest.mark.usefixtures("measured")
def test_an_output_folder_that_may_not_be_written_to(theirs: Path, project: Project) -> None:
    """Where nothing has changed, nothing is to be written; else it is said, and what is there stays."""
    (theirs / "build").chmod(0o555)
    assert "unchanged" in as_user(theirs, "all").stderr
    before = {path.name: path.read_bytes() for path in (theirs / "build").iterdir()}
    project(GOOD.replace("答案", "新答案"))
    done = as_user(theirs, "all")
    assert (done.returncode, "error[output-write]: cannot write build/" in done.stderr) == (1, True), done.stderr
    assert {path.name: path.read_bytes() for path in (theirs / "build").iterdir()} == before
    (theirs / "elsewhere").mkdir(mode=0o555)
    done = as_user(theirs, "all", "--out", "elsewhere/build")
    assert (done.returncode, "cannot make elsewhere/build: Permission denied" in done.stderr) == (1, True)


def test_a_source_folder_that_may_not_be_written_to(theirs: Path, project: Project) -> None:
    """A fresh lock is all it takes; a stale one cannot be written, and that is said."""
    (theirs / "source").chmod(0o555)
    assert as_user(theirs, "all", "--again", "--locked").returncode == 0
    assert as_user(theirs, "check").returncode == 0
    project(GOOD.replace("答案", "新答案"))
    for command in ("all", "lock"):
        done = as_user(theirs, command)
        assert "error[output-write]: cannot write source/questions.lock: Permission denied" in done.stderr
        assert done.returncode == 1


@pytest.mark.usefixtures("measured")
def test_styles_that_may_not_be_read(theirs: Path) -> None:
    """A folder or a file of the theme: to go on without it would publish the wrong looks."""
    (theirs / "styles/anki").mkdir(parents=True)
    (theirs / "styles/anki/card.css").write_text("a{}")
    for path in (theirs / "styles/anki/card.css", theirs / "styles/anki"):
        path.chmod(0)
        done = as_user(theirs, "all")
        path.chmod(0o755)
        assert f"error[file-unreadable]: {path.relative_to(theirs)} cannot be read: Permission denied" in done.stderr
        assert done.returncode == 1


@pytest.mark.parametrize("command", ["all", "lock"])
def test_styles_that_are_not_there(project: Project, command: str) -> None:
    """Named, or linked to from `styles`: an error that says what to do. Not named and not there is no theme at all."""
    folder = project(GOOD)
    done = dlexport(command, "--styles", "nowhere", cwd=folder)
    assert (done.returncode, "error[styles-missing]: there is no folder nowhere" in done.stderr) == (1, True)
    done = dlexport(command, "--styles", "source/questions.yaml", cwd=folder)
    assert (done.returncode, "questions.yaml is a file, not a folder" in done.stderr) == (1, True)
    (folder / "styles").symlink_to("nowhere")
    assert "error[styles-missing]: there is no folder styles" in dlexport(command, cwd=folder).stderr
    assert not (folder / "source/questions.lock").exists()


@pytest.mark.parametrize(("number", "status", "word"), [
    (signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated"), (signal.SIGHUP, 129, "hung up")])
def test_signals(project: Project, number: signal.Signals, status: int, word: str) -> None:
    """While formats are made: said in words, its own status, no process and no file left."""
    folder = project(GOOD)
    ended, said = stopped(held, [str(number.value), "all", "--no-cache"], number, folder)
    assert (ended, said.lstrip("\n")) == (     # click ends the line that `^C` is in
        status, f"{word}: every file is whole, as it was or as it was to be\n")
    assert list((folder / "build").iterdir()) == []
    assert sorted(path.name for path in (folder / "source").iterdir()) == ["questions.lock", "questions.yaml"]


@pytest.mark.starts(1)
def test_an_ignored_signal_stays_ignored(project: Project) -> None:
    """`nohup dlexport all`."""
    code = ("import os, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); import sys; sys.argv[1:] = ['check']; "
            "from dlexport.cli import commands; from dlexport.run import inspect; inner = inspect.check; "
            "inspect.check = lambda path, **_: (os.kill(os.getpid(), signal.SIGHUP), inner(path))[1]; commands.main()")
    done = subprocess.run([sys.executable, "-c", code], cwd=project(GOOD), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.starts(1)
@pytest.mark.usefixtures("measured")
def test_a_pipe_or_a_device_as_the_file(project: Project) -> None:
    """`-o /dev/stdout` is written to as it is, never replaced by a file; a link stays a link."""
    folder = project(GOOD)
    hears, says = os.pipe()
    process = started(as_main, ["export", "apkg", "-o", "/dev/stdout"], cwd=folder, streams=(says, 2),
                      environment=dict(os.environ))
    os.close(says)
    with os.fdopen(hears, "rb") as pipe:
        deck = pipe.read()
    process.join()
    assert (process.exitcode, deck[:2]) == (0, b"PK")
    os.mkfifo(folder / "pipe")
    done = in_a_shell(folder, "export apkg -o pipe", "& wc -c < pipe; wait $!")
    assert (done.returncode, int(done.stdout) > 1_000, (folder / "pipe").is_fifo()) == (0, True, True)
    (folder / "null").symlink_to("/dev/null")
    assert dlexport("export", "apkg", "-o", "null", cwd=folder).returncode == 0
    assert Path("/dev/null").is_char_device()
    (folder / "kept").mkdir()
    (folder / "link.apkg").symlink_to("kept/deck.apkg")
    assert dlexport("export", "apkg", "-o", "link.apkg", cwd=folder).returncode == 0
    assert ((folder / "link.apkg").is_symlink(), (folder / "kept/deck.apkg").is_file()) == (True, True)


@pytest.mark.parametrize(("options", "said"), [
    (["-o", "-"], "standard output is `-o /dev/stdout`"),
    (["-o", "/dev/stdout", "--json"], "--json has standard output to itself"),
])
def test_one_thing_at_a_time_on_stdout(project: Project, options: list[str], said: str) -> None:
    """No file called `-` where stdout was meant, and no report in the middle of a deck."""
    folder = project(MINIMAL)
    done = dlexport("export", "apkg", *options, cwd=folder)
    assert (done.returncode, said in done.stderr, done.stdout, (folder / "-").exists()) == (2, True, "", False)


def test_a_linked_lock_is_written_where_it_is(project: Project) -> None:
    """Two banks' folders may share one."""
    folder = project(GOOD)
    (folder / "shared.lock").write_text("")
    (folder / "source/questions.lock").symlink_to("../shared.lock")
    assert dlexport("lock", cwd=folder).returncode == 0
    assert (folder / "source/questions.lock").is_symlink()
    assert '"question": "a"' in (folder / "shared.lock").read_text()
