"""Publishing: either old or new, whole; the manifest last."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlexport.problems import SourceError
from dlexport.publish import manifest, publish
from dlexport.publish.manifest import ArtifactEntry, Manifest
from forks import side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable


def listing(*names: str) -> Manifest:
    entries = tuple(ArtifactEntry(name, "x", "p 1", {}, 3, "0" * 64, {}) for name in names)
    return Manifest(bank={"id": "b"}, artifacts=entries)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_files_checksums_and_manifest_arrive_together(tmp_path: Path) -> None:
    """And nothing else: no staging, no lock file."""
    out = tmp_path / "new" / "build"
    with publish.writing(out):
        publish.publish(out, {"b.x": b"one"}, listing("b.x"))
    assert sorted(files(out)) == ["SHA256SUMS", "b.x", "manifest.json"]
    assert files(out)["SHA256SUMS"] == b"0" * 64 + b"  b.x\n"
    assert manifest.read(out) == listing("b.x")


def test_what_an_earlier_manifest_lists_and_the_new_one_does_not_is_removed(tmp_path: Path) -> None:
    """Other files in the folder are none of our business."""
    (tmp_path / "mine.txt").write_bytes(b"")
    with publish.writing(tmp_path):
        publish.publish(tmp_path, {"b.x": b"1", "b.y": b"2"}, listing("b.x", "b.y"))
        publish.publish(tmp_path, {"b.x": b"3"}, listing("b.x"))
    assert sorted(files(tmp_path)) == ["SHA256SUMS", "b.x", "manifest.json", "mine.txt"]


def test_another_bank_in_the_folder_loses_nothing(tmp_path: Path) -> None:
    """Two banks may be published into one folder: neither run removes what the other made."""
    with publish.writing(tmp_path):
        publish.publish(tmp_path, {"a.x": b"1"}, replace(listing("a.x"), bank={"id": "a"}))
        publish.publish(tmp_path, {"b.x": b"2"}, listing("b.x"))
        publish.publish(tmp_path, {"a.x": b"3"}, replace(listing("a.x"), bank={"id": "a"}))
    assert files(tmp_path) | {"manifest.json": b"", "SHA256SUMS": b""} == {
        "SHA256SUMS": b"", "a.x": b"3", "b.x": b"2", "manifest.json": b""}


def test_a_manifest_cannot_have_files_elsewhere_removed(tmp_path: Path) -> None:
    """A hostile manifest lists a path; it counts as no manifest."""
    out, victim = tmp_path / "build", tmp_path / "victim"
    out.mkdir()
    victim.write_bytes(b"")
    (out / "manifest.json").write_bytes(manifest.write(listing("../victim")))
    with publish.writing(out):
        publish.publish(out, {}, listing())
    assert victim.exists()


def test_files_have_the_permissions_the_umask_gives(tmp_path: Path) -> None:
    """Not 0600: others may want to read the book."""
    old = os.umask(0o022)
    try:
        publish.replace_file(tmp_path / "a", b"")
    finally:
        os.umask(old)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("failing", range(1, 7))
def test_a_full_disk_leaves_the_old_artifacts_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int,
) -> None:
    """Whichever write or rename fails, each file is old or new, nothing is left over, and the next run mends."""
    old, new = {"b.x": b"old x", "b.y": b"old y"}, {"b.x": b"new x", "b.y": b"new y"}
    with publish.writing(tmp_path):
        publish.publish(tmp_path, old, listing("b.x", "b.y"))
    calls = 0

    def counting(real: object) -> object:
        def call(*args: object, **kwargs: object) -> object:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*args, **kwargs)  # type: ignore[operator]
        return call

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", counting(os.fsync))
        patch.setattr(Path, "replace", counting(Path.replace))
        with pytest.raises(SourceError, match="No space left on device"), publish.writing(tmp_path):
            publish.publish(tmp_path, new, listing("b.x", "b.y"))
    assert sorted(files(tmp_path)) == ["SHA256SUMS", "b.x", "b.y", "manifest.json"]
    assert all(files(tmp_path)[name] in (old[name], new[name]) for name in old)
    with publish.writing(tmp_path):
        publish.publish(tmp_path, new, listing("b.x", "b.y"))
    assert {name: files(tmp_path)[name] for name in new} == new


def test_what_a_killed_run_staged_is_cleaned_up(tmp_path: Path) -> None:
    """Nothing of it is ever published."""
    staging = tmp_path / ".dlexport-staging"
    staging.mkdir()
    (staging / "b.x").write_bytes(b"half")
    with publish.writing(tmp_path):
        pass
    assert files(tmp_path) == {}


def test_two_runs_are_kept_apart(tmp_path: Path) -> None:
    """The second one says so and ends; the lock ends with the first."""
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(SourceError, match="another dlexport is writing"), publish.writing(tmp_path):
        pass
    os.close(handle)
    with publish.writing(tmp_path):
        assert files(tmp_path) == {}


@pytest.mark.starts(1)
def test_a_killed_run_s_processes_do_not_hold_its_folder(tmp_path: Path) -> None:
    """They make what nobody will take any more; the next run need not wait for them."""
    work = ("import os, sys, time; from pathlib import Path; from dlexport.publish import publish\n"
            "with publish.writing(Path(sys.argv[1])):\n"
            "    if not os.fork(): print(os.getpid(), flush=True)\n"
            "    time.sleep(300)\n")
    with subprocess.Popen([sys.executable, "-c", work, tmp_path], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        try:
            with pytest.raises(SourceError, match="another dlexport"), publish.writing(tmp_path):
                pass
            parent.kill()
            parent.wait()
            with publish.writing(tmp_path):
                pass
        finally:
            parent.kill()
            os.kill(child, signal.SIGKILL)


def counted(arguments: list[str]) -> int:
    """A program for `forks.started`: adds 1 to the number in this file, fifty times."""
    path = Path(arguments[0])
    for _ in range(50):
        with publish.turn(path):
            path.write_text(str(int(path.read_text()) + 1))
    return 0


def test_a_turn_is_waited_for_but_not_for_oneself(tmp_path: Path) -> None:
    """Who reads a file to write it anew has it alone, by whatever link it is reached."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    file = tmp_path / "count"
    file.write_text("0")
    assert side_by_side(counted, [[str(path)] for path in (file, link / "count", file)], tmp_path) == [0, 0, 0]
    assert file.read_text() == "150"
    with publish.writing(tmp_path), publish.turn(link / "count", tmp_path):
        pass
    with publish.turn(tmp_path / "absent" / "file"):
        pass


def test_single_files_side_by_side_in_one_folder(tmp_path: Path) -> None:
    """Nobody is kept out; what a killed run staged goes."""
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / ".b.999999999.new").touch()
    with publish.folder_for(tmp_path / "new" / "a"), publish.folder_for(tmp_path / "new" / "b"):
        publish.replace_file(tmp_path / "new" / "a", b"1")
        publish.replace_file(tmp_path / "new" / "b", b"2")
    assert files(tmp_path / "new") == {"a": b"1", "b": b"2"}


def test_a_file_in_place_of_the_folder_is_a_problem(tmp_path: Path) -> None:
    """The message names it."""
    (tmp_path / "build").write_bytes(b"")
    with pytest.raises(SourceError, match=r"cannot make .*build"), publish.writing(tmp_path / "build"):
        pass


def test_a_failed_single_file_leaves_the_old_one(tmp_path: Path) -> None:
    """Here the folder does not exist at all."""
    with pytest.raises(SourceError, match="cannot write"):
        publish.replace_file(tmp_path / "absent" / "a", b"")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "artifacts": [{}]}'])
def test_a_damaged_manifest_counts_as_none(tmp_path: Path, text: str) -> None:
    """The next run writes a new one."""
    (tmp_path / "manifest.json").write_text(text)
    assert manifest.read(tmp_path) == Manifest()


@pytest.mark.parametrize(("keys", "value"), [
    *[([key], None) for key in ("tool", "packages", "bank", "inputs", "fonts", "warnings", "artifacts")],
    (["format"], True), (["bank"], []), (["bank", "questions"], "1"), (["inputs", "media"], 5), (["other"], 1),
    (["artifacts", 0], []), (["artifacts", 0, "options"], []), (["artifacts", 0, "size"], "1"),
    (["artifacts", 0, "exporter"], ["x"]), (["artifacts", 0, "sha256"], "0"), (["artifacts", 0, "other"], 1),
    *[(["artifacts", 0, "name"], name) for name in (["x"], {}, "", "..", "a/b", "a\\b", "a\0b", "\ud800")],
])
def test_a_manifest_that_is_not_as_it_was_written_is_none(tmp_path: Path, keys: list[str], value: object) -> None:
    """Whoever reads it need not look again."""
    data = json.loads(manifest.write(listing("b.x")))
    inner = data
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    (tmp_path / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
    assert manifest.read(tmp_path) == Manifest()


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"format": ' + "1" * 5_000 + "}"])
def test_a_manifest_that_json_has_no_room_for_counts_as_none(tmp_path: Path, text: str) -> None:
    """Levels without end, a number without end."""
    (tmp_path / "manifest.json").write_text(text)
    assert manifest.read(tmp_path) == Manifest()


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), Path.mkdir])
def test_what_is_no_file_is_neither_waited_for_nor_read_without_end(
    tmp_path: Path, make: Callable[[Path], None],
) -> None:
    """A manifest, an artifact, checksums: git can carry a link to a device."""
    for name in ("manifest.json", "b.x", "SHA256SUMS"):
        make(tmp_path / name)
    assert manifest.read(tmp_path) == Manifest()
    assert not manifest.sums_agree(tmp_path, listing("b.x"))
    assert len(manifest.disagreements(tmp_path, listing("b.x"))) == 1


def test_a_folder_in_place_of_a_file_is_found_before_another_is_replaced(tmp_path: Path) -> None:
    """What was there before is still there, all of it."""
    (tmp_path / "b.x").write_bytes(b"old")
    (tmp_path / "b.y").mkdir()
    with pytest.raises(SourceError, match=r"cannot replace .*b\.y"), publish.writing(tmp_path):
        publish.publish(tmp_path, {"b.x": b"new", "b.y": b""}, listing("b.x", "b.y"))
    assert (tmp_path / "b.x").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.x", "b.y"]


def test_whatever_stands_in_place_of_the_staging_folder_is_removed(tmp_path: Path) -> None:
    """A file, links; what a link leads to is left alone."""
    out, other, staging = tmp_path / "out", tmp_path / "other", tmp_path / "out" / ".dlexport-staging"
    out.mkdir()
    other.mkdir()
    (other / "mine").touch()
    for make in (staging.touch, lambda: staging.symlink_to("nowhere"), lambda: staging.symlink_to(other)):
        make()
        assert publish.unfinished(out)
        with publish.writing(out):
            publish.publish(out, {"b.x": b"1"}, listing("b.x"))
        assert not publish.unfinished(out)
    assert (other / "mine").exists()


def test_disagreements_name_each_file(tmp_path: Path) -> None:
    """A changed one and a missing one."""
    (tmp_path / "b.x").write_bytes(b"other")
    messages = [problem.message for problem in manifest.disagreements(tmp_path, listing("b.x", "b.y"))]
    assert messages == [
        "b.x is not the file that the manifest lists",
        "b.y is in the manifest but cannot be read: No such file or directory",
    ]


def test_what_a_killed_run_staged_for_a_file_is_tidied_up(tmp_path: Path) -> None:
    """Not what a living one has staged, nor files of other names."""
    dead, living, odd, other = (tmp_path / name for name in (
        ".q.lock.999999999.new", f".q.lock.{os.getppid()}.new", f".q.lock.{'9' * 30}.new", ".other.lock.999999999.new"))
    for path in (dead, living, odd, other):
        path.touch()
    publish.tidy(tmp_path / "q.lock")
    assert sorted(tmp_path.iterdir()) == sorted([living, other])
