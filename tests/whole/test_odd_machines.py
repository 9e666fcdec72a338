"""Two users on one machine, folders of others, a cache that cannot be written, a full disk, a clock a century off."""

from __future__ import annotations

import codecs
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL

from dlexport.cli.commands import run
from forks import forked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BANK = MINIMAL + "outputs: {apkg: {}, html: {}}\n"
NOBODY, OTHER = 65_534, 65_533
SECONDS, MEMORY = 20, 4_000_000_000
NO_MOUNTS = 77
_NEW_MOUNTS = 0x20000       # CLONE_NEWNS of unshare(2)
root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be somebody else")


def bounded(arguments: list[str]) -> int:
    """Run the command line within limits of time and memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return run(arguments)


def _become(number: int, arguments: list[str]) -> int:
    codecs.lookup("cp437")      # what Python imports late, it may not read as somebody else
    os.setgroups([])
    os.setgid(number)
    os.setuid(number)
    return bounded(arguments)


def nobody(arguments: list[str]) -> int:
    return _become(NOBODY, arguments)


def other(arguments: list[str]) -> int:
    return _become(OTHER, arguments)


def a_century_ago(arguments: list[str]) -> int:
    return _at(time.time() - 100 * 365.25 * 86_400, arguments)


def in_a_century(arguments: list[str]) -> int:
    return _at(time.time() + 100 * 365.25 * 86_400, arguments)


def _at(moment: float, arguments: list[str]) -> int:
    time.time = lambda: moment
    time.time_ns = lambda: int(moment * 1e9)
    return bounded(arguments)


def on_a_full_disk(arguments: list[str]) -> int:
    """Run where the output folder is a disk of 64 kB of its own."""
    if ctypes.CDLL(None).unshare(_NEW_MOUNTS) != 0:
        return NO_MOUNTS
    for words in (["mount", "--make-rprivate", "/"], ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", "build"]):
        if subprocess.run(words, check=False, capture_output=True).returncode != 0:
            return NO_MOUNTS
    status = bounded(arguments)
    left = sorted(path.name for path in Path("build").iterdir())
    print("left:", left, file=sys.stderr)  # noqa: T201 - it is for the test
    return status


@pytest.fixture
def shared(project: Callable[[str], Path]) -> Iterator[Path]:
    """A project that everybody can read, in a folder that everybody can enter.

    It is not below pytest's own, which each session of pytest that begins closes to all others again.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "bank"
        shutil.copytree(project(BANK), folder)
        for path in (folder.parent, folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield folder


@root
def test_two_users_in_one_folder(shared: Path) -> None:
    """Who may not write says so; what the other made stays whole, and both caches are used by their owners alone."""
    for path in (shared, shared / "source"):
        os.chown(path, NOBODY, NOBODY)
    os.chown(shared / "source/questions.yaml", NOBODY, NOBODY)
    caches = {number: shared / f"cache-{number}" for number in (NOBODY, OTHER)}
    for number, cache in caches.items():
        cache.mkdir(mode=0o700)
        os.chown(cache, number, number)
    first = forked("all", cwd=shared, program=nobody, XDG_CACHE_HOME=str(caches[NOBODY]))
    assert first.returncode == 0, first.stderr
    made = {path: path.read_bytes() for path in (shared / "build").iterdir()}

    (shared / "source/questions.yaml").write_text(BANK.replace("答案", "新答案"), encoding="utf-8")
    for cache in caches.values():       # its own, and the first one's
        again = forked("all", cwd=shared, program=other, XDG_CACHE_HOME=str(cache))
        assert again.returncode == 1
        assert "Permission denied" in again.stderr
        assert "Traceback" not in again.stderr
    assert {path: path.read_bytes() for path in (shared / "build").iterdir()} == made
    done = forked("all", "--locked", "--out", str(caches[OTHER] / "out"), cwd=shared, program=other,
                  XDG_CACHE_HOME=str(caches[OTHER]))
    assert "questions.lock" in done.stderr      # the lock is the first one's, and stale
    assert "Traceback" not in done.stderr


@root
def test_an_output_folder_of_somebody_else(shared: Path) -> None:
    """It is left as it is, and what is said names it."""
    (shared / "build").mkdir(mode=0o755)
    os.chown(shared / "build", OTHER, OTHER)
    os.chown(shared / "source", NOBODY, NOBODY)
    done = forked("all", cwd=shared, program=nobody, HOME=str(shared))
    assert done.returncode == 1
    assert "build" in done.stderr
    assert "Permission denied" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((shared / "build").iterdir()) == []


@root
def test_a_cache_that_cannot_be_written(shared: Path) -> None:
    """A folder without the right to write, and one where a file stands: the run does without, and says nothing."""
    for path in (shared, shared / "source"):
        os.chown(path, NOBODY, NOBODY)
    (shared / "cache").mkdir(mode=0o555)
    os.chown(shared / "cache", NOBODY, NOBODY)
    (shared / "file").write_text("x", encoding="utf-8")
    for cache in ("cache", "file", "/dev/null", "/proc/nothing"):
        done = forked("all", "--again", "--quiet", cwd=shared, program=nobody, XDG_CACHE_HOME=str(shared / cache))
        assert (done.returncode, done.stderr) == (0, "")
    assert list((shared / "cache").iterdir()) == []


@pytest.mark.parametrize("program", [a_century_ago, in_a_century])
def test_a_clock_a_century_off(program: Callable[[list[str]], int], project: Callable[[str], Path]) -> None:
    """Made and verified, or told for what it is; the next run with the right clock goes on."""
    folder = project(BANK)
    done = forked("all", cwd=folder, program=program)
    assert "Traceback" not in done.stderr
    assert "exporter-failed" not in done.stderr
    assert done.returncode == 0 or "clock" in done.stderr
    right = forked("all", "--again", cwd=folder, program=bounded)
    assert right.returncode == 0, right.stderr
    assert forked("verify", cwd=folder, program=bounded).returncode == 0


@root
def test_a_full_disk(shared: Path) -> None:
    """Told, and nothing half is left on it."""
    (shared / "build").mkdir()
    done = forked("all", cwd=shared, program=on_a_full_disk)
    if done.returncode == NO_MOUNTS:
        pytest.skip("no file system can be mounted here")
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert "left: []" in done.stderr
