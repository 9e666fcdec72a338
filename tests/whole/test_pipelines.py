"""What other people's pipelines run of ours: the action's own steps, the container's files, the hook's entry."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from projects import MINIMAL, Result, dlexport

from by_hand import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.long]

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}

EXPRESSION = re.compile(r"\$\{\{ (?:inputs\.(\w+)|github\.token) \}\}")
Step = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Step:
    """Run a step of action.yml as GitHub would, with these inputs.

    `gh` only writes down how it was called; it knows a release where there is a file `release-is-there`.
    """
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "gh").write_text(f'#!/bin/sh\nif [ "$2" = view ]; then test -e "{tmp_path}/release-is-there"; exit; fi\n'
                              f'printf "%s\\n" "$@" > "{tmp_path}/gh.txt"\n')
    (tools / "dlexport").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dlexport "$@"\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)

    def step(name: str, cwd: Path, **inputs: str) -> Result:
        known = {key: value["default"] for key, value in ACTION["inputs"].items()} | inputs
        own = {key: EXPRESSION.sub(lambda match: known.get(match[1] or "", "token"), value)
               for key, value in STEPS[name].get("env", {}).items()}
        assert "${{" not in STEPS[name]["run"]      # no expression can put anything into the script
        environment = {**os.environ, **own, "RUNNER_TEMP": str(tmp_path), "PATH": f"{tools}:{os.environ['PATH']}"}
        return subprocess.run(["bash", "-e", "-o", "pipefail", "-c", STEPS[name]["run"]], cwd=cwd, env=environment,
                              capture_output=True, text=True, check=False)

    return step


@pytest.mark.starts(10)
def test_the_action_releases_a_bank(project: Callable[[str], Path], run: Step, tmp_path: Path) -> None:
    """Check, build, verify, list what changed, attach: for a first release and for the next."""
    folder = project(MINIMAL)
    assert dlexport("lock", cwd=folder).returncode == 0
    for name in ("Check", "Build", "Verify", "List changes"):
        done = run(name, folder)
        assert done.returncode == 0, (name, done.stderr)
    assert (tmp_path / "changes.md").read_text() == "The first release.\n"
    previous = tmp_path / "previous.apkg"
    shutil.copy(folder / "build/demo.apkg", previous)

    project(MINIMAL.replace("答案", "新答案"))
    assert "lock-stale" in run("Build", folder).stderr
    assert dlexport("lock", cwd=folder).returncode == 0
    for name in ("Check", "Build", "Verify", "List changes", "Attach"):
        done = run(name, folder, previous=str(previous), release="v2")
        assert done.returncode == 0, (name, done.stderr)
    assert "第一题" in (tmp_path / "changes.md").read_text(encoding="utf-8")
    *called, nothing = (tmp_path / "gh.txt").read_text().split("\n")
    made = ["demo-cards.pdf", "demo-key.pdf", "demo-quiz.pdf", "demo.apkg", "demo.epub", "demo.html", "demo.pdf"]
    attached = sorted(["SHA256SUMS", "manifest.json", *made])
    assert called == ["release", "create", "v2", *(f"build/{name}" for name in attached),
                      "--notes-file", str(tmp_path / "changes.md")]
    assert nothing == ""
    released = tmp_path / "released"        # as who downloads the release has them: in one folder, with nothing else
    released.mkdir()
    for name in attached:
        shutil.copy(folder / "build" / name, released)
    sums = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=released, capture_output=True, text=True,
                          check=False)
    assert (sums.returncode, sorted(sums.stdout.splitlines())) == (0, [f"{name}: OK" for name in made]), sums.stderr


@pytest.mark.starts(4)
def test_the_action_stops_at_a_file_that_its_checksum_denies(project: Callable[[str], Path], run: Step) -> None:
    """Whatever changed it after the build: verify, or the checksums themselves, where the manifest was changed too."""
    folder = project(MINIMAL)
    assert dlexport("lock", cwd=folder).returncode == 0
    assert run("Build", folder).returncode == 0
    assert run("Verify", folder).stdout.count(": OK\n") == 7
    sums = folder / "build/SHA256SUMS"
    kept = sums.read_text()
    sums.write_text("0" * 64 + kept[64:])
    done = run("Verify", folder)
    assert (done.returncode, "FAILED" in done.stdout) == (1, True), done.stdout
    sums.unlink()
    assert run("Verify", folder).returncode == 1


@pytest.mark.starts(1)
def test_a_release_that_is_there_gets_the_files(project: Callable[[str], Path], run: Step, tmp_path: Path) -> None:
    """Somebody wrote it by hand, or a run was cut off behind making it and is done again."""
    folder = project(MINIMAL)
    assert dlexport("export", "html", cwd=folder).returncode == 0
    (tmp_path / "release-is-there").touch()
    assert run("Attach", folder, release="v2").returncode == 0
    assert (tmp_path / "gh.txt").read_text().split() == [
        "release", "upload", "v2", "build/SHA256SUMS", "build/demo.html", "build/manifest.json", "--clobber"]


@pytest.mark.starts(1)
def test_nothing_is_attached_without_a_tag(project: Callable[[str], Path], run: Step, tmp_path: Path) -> None:
    """The default is to build only."""
    assert run("Attach", project(MINIMAL)).returncode == 0
    assert not (tmp_path / "gh.txt").exists()


@pytest.mark.starts(1)
def test_a_broken_bank_stops_the_action(project: Callable[[str], Path], run: Step) -> None:
    """At the first step, with the problem in the log."""
    done = run("Check", project(MINIMAL.replace("analysis", "anaylsis")))
    assert (done.returncode, "error[unknown-key]" in done.stderr) == (1, True)


def test_what_the_install_steps_name_is_there() -> None:
    """The files that the action and the container copy or install from; the installing itself is test_packaging's."""
    install = STEPS["Install"]["run"]
    assert [name for name in re.findall(r"\$GITHUB_ACTION_PATH/([\w./]+)", install) if not (ROOT / name).exists()] == []
    container = (ROOT / "Containerfile").read_text()
    copied = [name for line in re.findall(r"^COPY (.*) \S+$", container, re.MULTILINE) for name in line.split()]
    assert len(copied) == 6
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_hook_runs(project: Callable[[str], Path]) -> None:
    """Its entry is a command line of ours, and runs when the source changes."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert dlexport(*hook["entry"].split()[1:], cwd=project(MINIMAL)).returncode == 0
    assert re.search(hook["files"], "source/questions.yaml")
