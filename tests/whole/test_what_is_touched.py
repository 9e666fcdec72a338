"""What a run on a stranger's bank touches: Python's audit events tell each file, connection and program."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

import dlexport
from by_hand import KITCHEN_SINK, ROOT
from dlexport.cli.commands import run
from forks import forked

pytestmark = pytest.mark.unmeasured
OTHERS = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec",
          "os.posix_spawn", "webbrowser.open")
PROGRAM = (str(Path(dlexport.__file__).parent), str(ROOT / "styles"), sys.prefix, sys.base_prefix)
MACHINE = ("/proc/", "/dev/", "/usr/", "/lib", "/etc/", "/sys/", "/var/cache/fontconfig")


def audited(arguments: list[str]) -> int:
    """Run the command line; say on stderr which files it opens that are not the program's, and what else it does."""
    say = os.dup(2)

    def told(event: str, given: tuple[object, ...]) -> None:
        if event == "open" and isinstance(given[0], str):
            path = str(Path(given[0]).absolute())
            if not path.startswith((*PROGRAM, *MACHINE)):
                os.write(say, f"opened {path}\n".encode())
        elif event in OTHERS:
            os.write(say, f"did {event} {given}\n".encode())

    sys.addaudithook(told)
    return run(arguments)


@pytest.mark.parametrize("words", [
    ("check",), ("all", "--no-cache", "--again"), ("verify",), ("lint",), ("stats",), ("fmt", "--check")], ids=" ".join)
def test_a_run_opens_the_bank_s_files_and_nothing_else(words: tuple[str, ...], tmp_path: Path) -> None:
    """No network, no other program, no file of a stranger's choice: source, lock, media, outputs."""
    bank = tmp_path / "bank"
    shutil.copytree(KITCHEN_SINK, bank / "source")
    shutil.rmtree(bank / "source" / "styles", ignore_errors=True)
    (bank / "styles").mkdir()
    assert forked("all", "--no-cache", cwd=bank).returncode == 0
    done = forked(*words, cwd=bank, program=audited)
    rows = done.stderr.splitlines()
    assert [row for row in rows if row.startswith("did ")] == []
    opened = {Path(row.removeprefix("opened ")) for row in rows if row.startswith("opened ")}
    assert bank / "source/questions.yaml" in opened
    strange = {path for path in opened if not path.is_relative_to(bank) and "dlexport-" not in str(path)}
    assert strange == set()
    there = {path.relative_to(bank).parts[:2] for path in opened if path.is_relative_to(bank)}
    assert {parts for parts in there if parts[0] == "source"} <= {
        ("source",), ("source", "questions.yaml"), ("source", "questions.lock"), ("source", "media")}
