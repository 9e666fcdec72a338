"""A run that would make the same again makes nothing; a run that might not makes everything."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, dlexport

from by_hand import without_warnings
from dlexport import Request, build
from dlexport.problems import SourceError
from dlexport.publish import publish
from dlexport.run import pipeline
from dlexport.run.unchanged import unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from dlexport.cache import Cache


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


PICTURE = """\
format: 1
bank: {id: demo, title: 题库, language: zh-CN, version: "1"}
topics: [{id: one, title: 一章}]
outputs: {html: {}}
questions:
  - {id: a, topic: one, title: 题, answer: "![图](media/p.svg)"}
"""


def drawn(colour: str) -> str:
    return ('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
            f'<rect width="9" height="9" fill="{colour}"/></svg>')


def pictured(folder: Path) -> Request:
    (folder / "source" / "media").mkdir(parents=True)
    (folder / "source" / "media" / "p.svg").write_text(drawn("red"))
    (folder / "source" / "questions.yaml").write_text(PICTURE, encoding="utf-8")
    return Request(folder / "source" / "questions.yaml", folder / "build")


@contextmanager
def saved_while_another_run_has_the_lock(request: Request) -> Iterator[None]:
    """Stands in for `publish.turn`: what waits for its turn has read the bank, and nothing of the lock."""
    (request.source.parent / "media" / "p.svg").write_text(drawn("blue"))
    yield


@contextmanager
def lock_saved_after_its_turn(request: Request) -> Iterator[None]:
    yield
    _append(request.lock)


@pytest.mark.parametrize("turn", [saved_while_another_run_has_the_lock, lock_saved_after_its_turn])
def test_what_is_saved_while_a_run_goes_on_is_seen_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: Callable[[Request], AbstractContextManager[None]],
) -> None:
    """The manifest has the hashes of what the run read and wrote, not of what lies there a moment later."""
    project = pictured(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(publish, "turn", lambda *_: turn(project))
        report = build(project)
    assert not report.problems
    assert unchanged(project) is None


@pytest.mark.parametrize("locked", [True, False])
def test_a_run_leaves_no_cache_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, locked: bool) -> None:
    """Nor one that ends with a problem of the lock: a preview that goes on would keep a file open for each."""
    caches: list[Cache] = []
    usual = pipeline.opened_cache
    monkeypatch.setattr(pipeline, "opened_cache", lambda request: caches.append(usual(request)) or caches[-1])
    project = replace(pictured(tmp_path), locked=locked)
    with pytest.raises(SourceError, match="there is no lock") if locked else nullcontext():
        build(project)
    assert caches
    assert [cache._connection for cache in caches if cache._connection] == []       # noqa: SLF001 - what is open


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
