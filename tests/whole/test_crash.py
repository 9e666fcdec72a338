"""Whatever stops a run: each file is the old one or the new one, whole, and the next run succeeds and cleans up."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from crashes import at_a_write, in_chapters, limited
from projects import MINIMAL, Result, dlexport

from dlexport.cli.commands import run
from forks import forked, started

if TYPE_CHECKING:
    from collections.abc import Callable

    from forks import Program

pytestmark = pytest.mark.slow

LOOKS, PAUSE = 100, 0.02        # two seconds; on a machine too busy to look so often, as long as so many looks take
KILLS = int(os.environ.get("DLEXPORT_KILLS", "12"))     # `make crash` wants 300
OLD = MINIMAL + "outputs: {apkg: {}, epub: {}}\n"
NEW = OLD.replace("答案", "新答案").replace("epub: {}", "html: {}")     # one artifact changes, one goes, one comes
HANDOUT = "".join([
    "format: 1\nbank: {id: demo, title: 题库, language: zh-CN, version: '1'}\noutputs: {pdf: {}}\ntopics:\n",
    *(f"  - {{id: t{n}, title: 主题}}\n" for n in range(6)), "questions:\n",
    *(f"  - {{id: q{n}, topic: t{n}, title: 题, prompt: 问, answer: 答案{n}, analysis: 解}}\n" for n in range(6))])
EPOCH = {"SOURCE_DATE_EPOCH": "1800000000"}

State = dict[str, str]


def state(folder: Path) -> State:
    """Every file of the project and the hash of its bytes; folders that should not be there too."""
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            for path in sorted(folder.rglob("*")) if path.is_file() or path.name not in ("source", "build")}


@pytest.fixture
def versions(project: Callable[[str], Path]) -> tuple[Path, State, State]:
    """A project with the old version built and the new one written; what it holds before and after a whole run."""
    return built(project, OLD, NEW)


@pytest.fixture
def handouts(project: Callable[[str], Path]) -> tuple[Path, State, State]:
    """The same of a handout alone, whose chapters are the work of several processes."""
    return built(project, HANDOUT, HANDOUT.replace("答案", "新答案"))


def built(project: Callable[[str], Path], old: str, new: str) -> tuple[Path, State, State]:
    """A project with one version built and another written; what it holds before and after a whole run."""
    folder = project(old)
    assert dlexport("all", cwd=folder, **EPOCH).returncode == 0
    old_lock = (folder / "source/questions.lock").read_bytes()
    project(new)
    before = state(folder)
    kept = {path: path.read_bytes() for path in (folder / "build").iterdir()}
    assert dlexport("all", cwd=folder, **EPOCH).returncode == 0
    after = state(folder)
    for path in (folder / "build").iterdir():
        path.unlink()
    for path, data in kept.items():
        path.write_bytes(data)
    (folder / "source/questions.lock").write_bytes(old_lock)
    assert state(folder) == before != after
    return folder, before, after


def assert_whole(folder: Path, before: State, after: State, why: str, *, some: bool = False) -> None:
    """Each published file is old or new; the next run gives exactly the new state.

    Where a worker died `some` artifacts are new and others are not: then the lists of them say so.
    """
    for name, content in state(folder).items():
        staged = ".dlexport-staging" in name or name.endswith(".new")
        lists = some and name in {"build/SHA256SUMS", "build/manifest.json", "source/questions.lock"}
        assert staged or lists or content in (before.get(name), after.get(name)), f"{name} after {why}"
    done = dlexport("all", cwd=folder, **EPOCH)
    assert done.returncode == 0, (why, done.stderr)
    assert state(folder) == after, why


def put_back(folder: Path, project: dict[str, bytes]) -> None:
    for path in (folder / "build").iterdir():
        path.unlink()
    for name, data in project.items():
        (folder / name).write_bytes(data)


def writes(folder: Path, mode: str, number: int, *arguments: str) -> tuple[Result, list[str]]:
    """`dlexport all`, stopped at its writing call of this number; the paths of the calls, if it ended by itself."""
    done = forked(mode, str(number), "all", *arguments, cwd=folder, program=at_a_write, **EPOCH)
    return done, json.loads(done.stderr.splitlines()[-1]) if done.returncode == 0 else []


@pytest.mark.long
@pytest.mark.parametrize(("mode", "status"), [("kill", -signal.SIGKILL), ("full", 1)])
def test_stopped_at_any_write(versions: tuple[Path, State, State], mode: str, status: int) -> None:
    """Killed, or the disk full, before each call that writes, one run for each."""
    folder, before, after = versions
    start = {name: (folder / name).read_bytes() for name in before}
    calls = len(writes(folder, mode, 0)[1])
    assert calls > 10  # the run does write
    for number in range(1, calls + 1):
        put_back(folder, start)
        done, _ = writes(folder, mode, number)
        assert "Traceback" not in done.stderr, done.stderr
        if mode == "full" and done.returncode != 0:    # it can do without some calls: making a folder that is there
            assert (done.returncode, "No space left on device" in done.stderr) == (status, True), done.stderr
            assert not [name for name in state(folder) if ".new" in name or "staging" in name]
        elif mode == "kill":
            assert done.returncode == status, done.stderr
        assert_whole(folder, before, after, f"{mode} at write {number}")


def test_killed_at_any_moment(versions: tuple[Path, State, State]) -> None:
    """SIGKILL after a random time, to the whole process group."""
    folder, before, after = versions
    start = {name: (folder / name).read_bytes() for name in before}
    dice = random.Random(20261124)  # noqa: S311 - no secret
    clock = time.perf_counter()
    assert forked("all", cwd=folder, **EPOCH).returncode == 0
    lasts = time.perf_counter() - clock
    with Path(os.devnull).open("wb") as nothing:
        for _ in range(KILLS):
            put_back(folder, start)
            moment = dice.uniform(0, lasts * 1.1)
            streams = (nothing.fileno(), nothing.fileno())
            process = started(run, ["all"], cwd=folder, streams=streams, environment={**os.environ, **EPOCH})
            process.join(moment)
            assert process.pid
            with contextlib.suppress(ProcessLookupError):       # it has ended just now
                if process.exitcode is None:
                    os.killpg(process.pid, signal.SIGKILL)
            process.join()
            process.close()
            assert_whole(folder, before, after, f"SIGKILL after {moment:.3f} s")


def in_session(leader: int) -> dict[int, str]:
    """The processes of a session that have not ended, and the state of each."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, _, session = path.read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state not in {"Z", "X"}:
                found[int(path.parent.name)] = state
    return found


def workers_of(leader: int) -> list[int]:
    """The children of a process."""
    with contextlib.suppress(OSError):
        return list(map(int, Path(f"/proc/{leader}/task/{leader}/children").read_text().split()))
    return []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are counted in /proc")
@pytest.mark.parametrize(("work", "program", "arguments"), [
    ("versions", run, ["all", "--no-cache"]),
    ("handouts", in_chapters, ["all", "--no-cache", "--jobs", "3"]),
])
def test_killed_alone_at_any_moment(
    request: pytest.FixtureRequest, work: str, program: Program, arguments: list[str],
) -> None:
    """SIGKILL to the parent alone, or to one of its workers: within two seconds nobody is left and no pipe is held.

    Where a worker dies the parent ends by itself, and all that it publishes is whole.
    """
    folder, before, after = request.getfixturevalue(work)
    start = {name: (folder / name).read_bytes() for name in before}
    dice = random.Random(20261128)  # noqa: S311 - no secret
    clock = time.perf_counter()
    assert forked(*arguments, cwd=folder, program=program, **EPOCH).returncode == 0
    lasts = time.perf_counter() - clock
    workers_met = 0
    for number in range(KILLS if KILLS > 12 else 3):
        put_back(folder, start)
        moment = dice.uniform(0, lasts * 1.1)
        ours, theirs = os.pipe()
        process = started(program, arguments, cwd=folder, streams=(theirs, theirs), environment=EPOCH)
        os.close(theirs)
        leader = process.pid
        assert leader
        if number % 2:      # from when there are workers on, which is a part of the run
            while process.exitcode is None and not workers_of(leader):
                process.join(0.001)
            moment = dice.choice((0, 0, 0.01, 0.05))
        process.join(moment)
        others = workers_of(leader)
        workers_met += bool(others)
        victim = dice.choice(others) if others and number % 4 == 1 else leader
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        if victim != leader:        # the others may finish what they do
            process.join(600)
            assert process.exitcode is not None
        said, held, left = b"", True, in_session(leader)
        for _ in range(LOOKS):
            while held and select.select([ours], [], [], 0)[0]:
                said += (piece := os.read(ours, 65536))
                held = bool(piece)      # at its end once nobody holds the other end
            left = in_session(leader)
            if not held and not left:
                break
            time.sleep(PAUSE)
        os.close(ours)
        process.join()
        process.close()
        why = f"SIGKILL to {'the parent' if victim == leader else 'a worker'} after {moment:.3f} s"
        assert (left, held) == ({}, False), (why, said)
        assert b"Traceback" not in said, (why, said)
        assert_whole(folder, before, after, why, some=victim != leader)
    assert workers_met > KILLS // 5 or KILLS < 30 or len(os.sched_getaffinity(0)) == 1


def test_a_file_too_large_for_the_system(versions: tuple[Path, State, State]) -> None:
    """A write that fails half-way, for real: the limit on a file's size."""
    folder, before, after = versions
    limit = (folder / "build/demo.apkg").stat().st_size // 2

    done = forked(str(limit), "all", cwd=folder, program=limited, **EPOCH)
    assert (done.returncode, "error[output-write]" in done.stderr) == (1, True), done.stderr
    assert_whole(folder, before, after, "a size limit")


@pytest.mark.starts(3)
def test_two_runs_at_once(versions: tuple[Path, State, State]) -> None:
    """One wins, the other says that it is busy or finds all done; nothing is mixed."""
    folder, before, after = versions
    runs = [subprocess.Popen([sys.executable, "-m", "dlexport", "all"], cwd=folder, env={**os.environ, **EPOCH},
                             stderr=subprocess.PIPE, text=True) for _ in range(3)]
    ended = [(run.communicate()[1], run.returncode) for run in runs]
    assert 0 in [status for _, status in ended]
    assert [said for said, status in ended if status != 0 and "error[output-busy]" not in said] == []
    assert_whole(folder, before, after, "three runs at once")


def test_a_clock_that_jumps_back(project: Callable[[str], Path]) -> None:
    """What changes is dated after what it replaces, whatever the clock says."""
    folder = project(OLD)
    assert dlexport("all", cwd=folder, SOURCE_DATE_EPOCH="1800000000").returncode == 0
    project(OLD.replace("答案", "新答案"))
    assert dlexport("all", cwd=folder, SOURCE_DATE_EPOCH="1000000000").returncode == 0
    assert '"question": "a"' in (folder / "source/questions.lock").read_text()
    assert '"changed": 1800000001' in next(
        line for line in (folder / "source/questions.lock").read_text().splitlines() if '"question": "a"' in line)


def test_a_symlinked_build_folder(project: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> None:
    """The link stays, the files go where it leads."""
    folder, elsewhere = project(OLD), tmp_path_factory.mktemp("elsewhere")
    (folder / "build").symlink_to(elsewhere)
    assert dlexport("all", cwd=folder).returncode == 0
    assert (folder / "build").is_symlink()
    made = sorted(path.name for path in elsewhere.iterdir())
    assert made == ["SHA256SUMS", "demo.apkg", "demo.epub", "manifest.json"]


@pytest.mark.parametrize("name", ["demo.apkg", "manifest.json", "SHA256SUMS"])
def test_a_folder_in_place_of_a_file(project: Callable[[str], Path], name: str) -> None:
    """A clear error; the folder and the other artifacts are left alone."""
    folder = project(OLD)
    (folder / "build" / name / "mine").mkdir(parents=True)
    done = dlexport("all", cwd=folder)
    assert (done.returncode, f"build/{name}: Is a directory" in done.stderr) == (1, True), done.stderr
    assert (folder / "build" / name / "mine").is_dir()
    assert not (folder / "build" / ".dlexport-staging").exists()


def test_with_a_fresh_lock_nothing_is_written_beside_the_source(project: Callable[[str], Path]) -> None:
    """A release pipeline may mount the source read-only."""
    folder = project(OLD)
    assert dlexport("lock", cwd=folder).returncode == 0
    (folder / "build").mkdir()
    done, written = writes(folder, "kill", 0, "--locked")
    assert done.returncode == 0
    assert [name for name in written if not name.startswith("build")] == []


@pytest.mark.starts(1)
def test_a_disk_that_is_really_full(project: Callable[[str], Path]) -> None:
    """A small file system of its own, where the system lets us mount one: nothing is left behind."""
    folder = project(MINIMAL + "outputs: {apkg: {}}\n")
    (folder / "build").mkdir()
    script = ('mount -t tmpfs -o size=64k none build || exit 77; '
              'dd if=/dev/zero of=build/filler bs=4k count=15 status=none; '
              f'"{sys.executable}" -B -m dlexport all; echo "status $?"; ls -A build')
    done = subprocess.run(["unshare", "--mount", "--map-root-user", "bash", "-c", script], cwd=folder, check=False,
                          capture_output=True, text=True, env={**os.environ, **EPOCH})
    if "status" not in done.stdout:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()[:80]}")
    assert done.stdout.splitlines() == ["status 1", "filler"], done.stderr
    assert "error[output-write]" in done.stderr
    assert "No space left on device" in done.stderr
