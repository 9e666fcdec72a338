"""`dlexport watch`: what counts as a save, told by the files alone."""

from __future__ import annotations

import os
import re
from itertools import count, islice
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from dlexport.cli.commands import cli
from dlexport.run.request import Request
from dlexport.run.watch import saves, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def request_at(tmp_path: Path) -> Request:
    (tmp_path / "source" / "media").mkdir(parents=True)
    (tmp_path / "source" / "questions.yaml").write_text("a", encoding="utf-8")
    (tmp_path / "styles").mkdir()
    return Request(tmp_path / "source" / "questions.yaml", tmp_path / "build", tmp_path / "styles")


def told(request: Request, steps: list[Callable[[], object]]) -> Iterator[list[str]]:
    """The saves that are told while these things happen, one at each look; names alone."""
    left = iter(steps)

    def sleep(_seconds: float) -> None:
        step = next(left, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    root = str(request.out.parent)
    for paths in saves(request, state(request), sleep=sleep):
        yield [path.removeprefix(f"{root}/") for path in paths]


def nothing() -> None:
    """Nothing happens."""


def test_a_save_is_told_once_it_rests(request_at: Request) -> None:
    """Three writes in a row are one save."""
    source = request_at.source
    steps = [nothing, *(lambda size=size: source.write_text("b" * size, encoding="utf-8") for size in (2, 3, 4)),
             nothing]
    assert list(islice(told(request_at, steps), 1)) == [["source/questions.yaml"]]


def test_an_editor_that_saves_by_renaming(request_at: Request) -> None:
    """The file is gone for a moment: that is no save; its return is."""
    source, new = request_at.source, request_at.source.with_name(".new")
    new.write_text("other", encoding="utf-8")
    steps = [source.unlink, nothing, nothing, lambda: new.rename(source), nothing]
    assert list(islice(told(request_at, steps), 1)) == [["source/questions.yaml"]]


def test_an_editor_that_empties_the_file_first(request_at: Request) -> None:
    """An empty moment is no save, however long the writer is kept from going on; what is written then is."""
    source = request_at.source
    steps = [lambda: source.write_text("", encoding="utf-8"), *[nothing] * 5,
             lambda: source.write_text("other", encoding="utf-8"), nothing]
    heard = told(request_at, steps)
    assert list(islice(heard, 1)) == [["source/questions.yaml"]]
    assert source.read_text(encoding="utf-8") == "other"


def test_pictures_and_styles_count_and_backups_do_not(request_at: Request) -> None:
    """Hidden files and those that end with ~ are an editor's own; the lock is ours."""
    media, styles = request_at.source.parent / "media", request_at.styles
    assert styles is not None
    steps = [
        lambda: (media / "a.svg").write_text("x", encoding="utf-8"), nothing,
        lambda: (styles / ".theme.swp").write_text("x", encoding="utf-8"),
        lambda: (styles / "theme.yaml~").write_text("x", encoding="utf-8"),
        lambda: request_at.lock.write_text("x", encoding="utf-8"),
        lambda: (styles / "theme.yaml").write_text("x", encoding="utf-8"), nothing,
        (media / "a.svg").unlink, nothing]
    assert list(islice(told(request_at, steps), 3)) == [
        ["source/media/a.svg"], ["styles/theme.yaml"], ["source/media/a.svg"]]


def test_a_source_that_stays_away_is_told(request_at: Request) -> None:
    """After a while without it: the run says that it is missing."""
    steps = [request_at.source.unlink, *[nothing] * 30]
    assert list(islice(told(request_at, steps), 1)) == [["source/questions.yaml"]]


def test_a_folder_that_leads_into_itself_ends(request_at: Request) -> None:
    """A link to the folder above."""
    (request_at.source.parent / "media" / "loop").symlink_to("..")
    assert len(state(request_at)) >= 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_what_is_no_file_is_not_watched(request_at: Request) -> None:
    """A pipe and a folder: an error, and the end, since neither will ever be saved."""
    pipe = request_at.source.with_name("pipe.yaml")
    os.mkfifo(pipe)
    for path, what in ((pipe, "a pipe"), (pipe.parent, "a folder")):
        done = CliRunner().invoke(cli, ["watch", "--source", str(path), "--out", str(request_at.out)])
        problem, = getattr(done.exception, "problems", [None])
        assert (problem.code, what in problem.message) == ("file-unreadable", True)


def test_a_look_that_takes_long_is_taken_seldom(request_at: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty times its length until the next, so that thousands of pictures do not keep a core busy."""
    clock = count(0, 2)
    monkeypatch.setattr("dlexport.run.watch.time.thread_time", lambda: next(clock))
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(saves(request_at, state(request_at), sleep=sleep, every=0.01))
    assert pauses == [0.01, 60, 60]


def test_the_command_makes_all_anew_after_each_save(request_at: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line a run; where the source is broken, its problems, and the last good files stay."""
    source = request_at.source
    good = ("format: 1\nbank: {id: w, title: W, language: en, version: '1'}\noutputs: {apkg: {}}\n"
            "topics: [{id: t, title: T}]\nquestions:\n"
            "  - {id: a, topic: t, title: A, prompt: P, answer: B, analysis: C}\n")
    source.write_text(good, encoding="utf-8")
    steps = iter([nothing, lambda: source.write_text(good.replace("answer", "anwser"), encoding="utf-8"), nothing,
                  lambda: source.write_text(good.replace("B", "BB"), encoding="utf-8"), nothing])

    def sleep(_seconds: float) -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr("dlexport.run.watch.saves", lambda request, known: saves(request, known, sleep=sleep))
    done = CliRunner().invoke(cli, ["watch", "--source", str(source), "--out", str(request_at.out)])
    told = re.sub(r"\d\d:\d\d:\d\d|[\d.]+ s$", "#", done.stderr, flags=re.MULTILINE).splitlines()
    assert told[0].startswith("watching ")
    assert [line for line in told if line.startswith("#")] == [
        "#  1 artifact of 1 question, verified and published in #", f"#  nothing made: {request_at.out} is as it was",
        "#  1 artifact of 1 question, verified and published in #"]
    assert any("did you mean `answer`?" in line for line in told)
