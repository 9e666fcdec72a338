"""What is installed: the same that importlib.metadata tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from dlexport.plugin import installed as distributions
from forks import forked

if TYPE_CHECKING:
    from pathlib import Path


def asked(arguments: list[str]) -> int:
    """A program for `forks.forked`: what there is of packages and of the group `g`, with a folder first on the path."""
    sys.path.insert(0, arguments[0])
    modules = [entry.module for entry in distributions.entries("g")]
    print(json.dumps([distributions.versions(arguments[1:]), modules]))     # noqa: T201 - the test reads it
    return 0


def ask(site: Path, *names: str) -> tuple[dict[str, str], list[str]]:
    """Versions of these packages and the modules of the group `g`, with this on the path before all else."""
    done = forked(site, *names, cwd=site if site.is_dir() else site.parent, program=asked)
    assert done.returncode == 0, done.stderr
    versions, modules = json.loads(done.stdout)
    return versions, modules


def write(folder: Path, about: str, name: str = "METADATA", points: str = "") -> None:
    folder.mkdir(parents=True)
    (folder / name).write_text(about)
    if points:
        (folder / "entry_points.txt").write_text(points)


def test_it_is_what_importlib_metadata_tells() -> None:
    """For every package here, and every group of entry points."""
    expected = {distributions.normal(one.name): one.version for one in metadata.distributions()}
    assert len(expected) > 50
    assert distributions.versions(expected) == expected
    required = {distributions.normal(one.name): list(one.requires or ()) for one in metadata.distributions()}
    assert {name: distributions.needs(name) for name in required} == required
    for group in ("console_scripts", "dlexport.exporters", "pytest11", "no such group"):
        assert {(entry.name, entry.module) for entry in distributions.entries(group)} == {
            (point.name, point.module) for point in metadata.entry_points(group=group)}


@pytest.mark.starts(1)
def test_it_does_not_ask_importlib_metadata() -> None:
    """Its import alone costs 30 ms: a run where nothing has changed does without."""
    code = ("import sys; from dlexport.plugin import installed; from dlexport.run import unchanged; "
            "installed.versions(['click']); installed.entries('g'); assert 'importlib.metadata' not in sys.modules")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("about", [
    "Metadata-Version: 2.1\nName: A.b_c\nVersion: 1.0+local\n\nVersion: 9\n",
    "name: a\r\nVERSION:   1.0+local  \r\n\r\nwords\r\n", "Summary: a\n  Version: 8\nVersion: 1.0+local\n"])
def test_the_version_is_the_header_s(tmp_path: Path, about: str) -> None:
    """Not the folder's, which is written otherwise, nor a line of the description."""
    write(tmp_path / "A.b_c-1.dist-info", about)
    assert ask(tmp_path, "a-b-c") == ({"a-b-c": "1.0+local"}, [])


def test_the_first_on_the_path_counts(tmp_path: Path) -> None:
    """As for imports; and one without a version has none."""
    write(tmp_path / "click-0.1.dist-info", "Version: 0.1\n")
    write(tmp_path / "empty-0.1.dist-info", "\n")
    assert ask(tmp_path, "click", "empty", "absent") == ({"click": "0.1"}, [])


def test_what_setuptools_wrote_counts(tmp_path: Path) -> None:
    """Folders and files `.egg-info`, as systems' own packages have."""
    write(tmp_path / "a-1.egg-info", "Version: 1\n", "PKG-INFO", "[h]\nx = no\n[g]\n# x = no\nx = a.b : C [extra]\n")
    (tmp_path / "b-2.egg-info").write_text("Version: 2\n")
    assert ask(tmp_path, "a", "b") == ({"a": "1", "b": "2"}, ["a.b"])


@pytest.mark.parametrize("kind", ["a zip on the path", "an unpacked egg on the path"])
def test_packages_elsewhere_than_in_folders(tmp_path: Path, kind: str) -> None:
    """Slower, but just as right."""
    points = "[g]\nx = a.b:C\n"
    if kind == "a zip on the path":
        place = tmp_path / "a.zip"
        with zipfile.ZipFile(place, "w") as file:
            file.writestr("a-1.dist-info/METADATA", "Name: a\nVersion: 1\n")
            file.writestr("a-1.dist-info/entry_points.txt", points)
    else:
        place = tmp_path / "a-1-py3.egg"
        write(place / "EGG-INFO", "Name: a\nVersion: 1\n", "PKG-INFO", points)
    assert ask(place, "a", "click") == ({"a": "1", "click": metadata.version("click")}, ["a.b"])


@pytest.mark.parametrize(("about", "points", "modules"), [
    (b"Name: a\nVersion: 1\n", b"[g]\nbroken\nx = a.b:C\n", ["a.b"]), (b"Name: a\nVersion: 1\n", b"x = no\n[g]\n", []),
    (b"Name: a\nVersion: 1\n", b"[g]\nx = m\xe9:f\n", []), (b"Name: a\xe9\nVersion: 1\n", b"[g]\nx = a.b:C\n", ["a.b"]),
    (b"", b"[g]\nx = a.b:C\n", ["a.b"])])
def test_what_is_broken_in_a_zip_ends_nothing(tmp_path: Path, about: bytes, points: bytes, modules: list[str]) -> None:
    """Nor does it take away what others offer."""
    place = tmp_path / "a.zip"
    with zipfile.ZipFile(place, "w") as file:
        file.writestr("a-1.dist-info/METADATA", about)
        file.writestr("a-1.dist-info/entry_points.txt", points)
        file.writestr("b-1.dist-info/METADATA", "Name: b\nVersion: 2\n")
        file.writestr("b-1.dist-info/entry_points.txt", "[g]\ny = b.c:D\n")
    assert ask(place, "b") == ({"b": "2"}, [*modules, "b.c"])


def test_a_package_installed_since_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entry points are kept while the folders of the path are as they were."""
    monkeypatch.syspath_prepend(str(tmp_path))
    assert distributions.entries("g") == ()
    write(tmp_path / "a-1.dist-info", "Name: a\nVersion: 1\n", points="[g]\nx = m:f\n")
    assert [entry.value for entry in distributions.entries("g")] == ["m:f"]
    assert distributions.entries("g") is distributions.entries("g")
    assert distributions.versions(["a"]) == {"a": "1"}


def test_what_is_not_utf_8_names_nothing_and_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its package is told by its name, as is any other that does not load."""
    folder = tmp_path / "a-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_bytes(b"Name: a\nVersion: 1\xe9\nRequires-Dist: b\xe9\n")
    (folder / "entry_points.txt").write_bytes(b"[g]\nx = m\xe9:f\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    (entry,) = distributions.entries("g")
    assert (entry.name, entry.value, entry.dist) == ("x", "m\ufffd:f", ("a", "1\ufffd"))
    assert distributions.needs("a") == ["b\ufffd"]
    with pytest.raises(ImportError):
        entry.load()


@pytest.mark.parametrize(("about", "told"), [
    (None, ("my_own", "1.2")), ("", ("my_own", "1.2")), ("Name: my own\nVersion: 3\n", ("my_own", "3")),
    ("Name: my-own\n", ("my-own", "1.2"))])
def test_a_package_has_the_name_of_its_folder_where_its_description_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, about: str | None, told: tuple[str, str],
) -> None:
    """A message about an exporter of nobody's would help nobody."""
    write(tmp_path / "my_own-1.2.dist-info", about or "", points="[g]\nx = m:f\n")
    if about is None:
        (tmp_path / "my_own-1.2.dist-info" / "METADATA").unlink()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert [entry.dist for entry in distributions.entries("g")] == [told]


def test_a_folder_s_name_is_text_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a system's names are bytes: what stands for one that is no UTF-8 can be printed and written."""
    write(tmp_path / os.fsdecode(b"m\xe9-1.dist-info"), "", points="[g]\nx = m:f\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert [entry.dist for entry in distributions.entries("g")] == [("m\ufffd", "1")]


def test_what_imports_pass_over_on_the_path_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that is no string, a name that no file can have."""
    write(tmp_path / "a-1.dist-info", "Name: a\nVersion: 1\n", points="[g]\nx = m:f\n")
    monkeypatch.setattr(sys, "path", [tmp_path, "no\0file", *sys.path])
    assert (distributions.entries("g"), distributions.versions(["a"])) == ((), {})
    assert distributions.versions(["click"])
