"""A run that would make the same again makes nothing; a run that might not makes everything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, dlexport

from by_hand import without_warnings
from dlexport import Request, build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def built(folder: Path, outputs: str = "") -> Request:
    """A bank with a theme of its own, built once."""
    (folder / "source").mkdir()
    (folder / "source" / "questions.yaml").write_text(MINIMAL + outputs, encoding="utf-8")
    (folder / "styles" / "anki").mkdir(parents=True)
    (folder / "styles" / "own.css").write_text("a", encoding="utf-8")
    request = Request(folder / "source" / "questions.yaml", folder / "build", folder / "styles")
    assert not build(request).unchanged
    return request


@pytest.fixture
def project(tmp_path: Path) -> Request:
    """In two formats: the others take long, and what is an input does not depend on them."""
    return built(tmp_path, "outputs: {apkg: {}, epub: {}}\n")


def test_nothing_changed_nothing_made(tmp_path: Path) -> None:
    """In every format: the files are not even touched; the report is the same but for the times."""
    project = built(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in project.out.iterdir()}
    report = build(project)
    assert report.unchanged
    assert sorted(made.path.name for made in report.made) == sorted(
        path.name for path in before if path.name not in ("manifest.json", "SHA256SUMS"))
    assert {path: path.stat().st_mtime_ns for path in project.out.iterdir()} == before


def _append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"# \n")


@pytest.mark.parametrize("change", [
    pytest.param(lambda p: _append(p.source), id="source"),
    pytest.param(lambda p: _append(p.styles / "own.css"), id="style"),
    pytest.param(lambda p: p.lock.unlink(), id="lock"),
    pytest.param(lambda p: _append(p.out / "demo.epub"), id="artifact changed"),
    pytest.param(lambda p: (p.out / "demo.apkg").unlink(), id="artifact gone"),
    pytest.param(lambda p: _append(p.out / "SHA256SUMS"), id="checksums changed"),
    pytest.param(lambda p: _append(p.out / "manifest.json"), id="manifest damaged"),
    pytest.param(lambda p: (p.out / ".dlexport-staging").mkdir(), id="killed run"),
])
def test_whatever_changed_everything_is_made(project: Request, change: Callable[[Request], None]) -> None:
    """Rather once too often than a stale file published."""
    change(project)
    report = build(project)
    assert not report.unchanged
    if report.problems:     # of a lock that is gone: after a warning, everything is made once more
        assert not build(project).unchanged
    assert build(project).unchanged
    assert not (project.out / ".dlexport-staging").exists()


@pytest.mark.parametrize("arguments", [
    ["all", "--again"], ["all", "-O", "pdf.paper=letter"], ["all", "--allow-missing-glyphs"], ["export", "epub"],
    ["all", "--only-topic", "one"]])
def test_another_request_is_not_the_same_run(tmp_path: Path, arguments: list[str]) -> None:
    """What was asked for is an input too."""
    built(tmp_path, "outputs: {epub: {}, pdf: {}}\n")
    done = dlexport(*arguments, cwd=tmp_path)
    assert (done.returncode, "verified and published" in done.stderr) == (0, True), done.stderr


@pytest.mark.unmeasured
def test_a_picture_is_an_input(tmp_path: Path) -> None:
    """Changed under the same name, in a bank that is the same to the byte."""
    without_warnings(tmp_path / "source")
    assert dlexport("all", cwd=tmp_path).returncode == 0
    assert "unchanged" in dlexport("all", cwd=tmp_path).stderr
    picture = next((tmp_path / "source" / "media").rglob("*.svg"))
    picture.write_bytes(picture.read_bytes() + b"\n")
    assert "verified and published" in dlexport("all", cwd=tmp_path).stderr


def test_warnings_are_said_again(tmp_path: Path) -> None:
    """A run with warnings is never skipped: who runs it again must see them again."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "questions.yaml").write_text(MINIMAL.replace("答案", "答案\U00013000"), encoding="utf-8")
    for _ in range(2):
        done = dlexport("export", "pdf", "--allow-missing-glyphs", cwd=tmp_path)
        assert (done.returncode, "warning[missing-glyph]" in done.stderr) == (0, True), done.stderr


def test_what_was_read_before_is_not_read_again(project: Request) -> None:
    """One text changed: the others come from the cache; without it they are read anew, to the same bytes."""
    path = project.source
    path.write_text(path.read_text(encoding="utf-8").replace("answer: 答案", "answer: 另一个答案"), encoding="utf-8")
    warm = build(project)
    assert warm.hits >= 3
    cold = build(replace(project, again=True, cache=False))
    assert (cold.hits, cold.misses) == (0, 0)
    assert [made.entry.sha256 for made in cold.made] == [made.entry.sha256 for made in warm.made]
