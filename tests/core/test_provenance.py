"""What a run follows from."""

from __future__ import annotations

import json
import os
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from dlexport.plugin import installed as distributions
from dlexport.plugin.installed import EntryPoint
from dlexport.run import provenance
from dlexport.run.request import Request
from dlexport.theme.fonts import PACKAGED
from forks import forked

if TYPE_CHECKING:
    import pytest


def test_the_packages_at_work_are_those_needed() -> None:
    """Ours, what we need, what that needs; nothing of the tests."""
    found = provenance.packages()
    assert {"dlexport", "click", "genanki", "pyyaml", "reportlab", "markdown-it-py", "mdurl"} <= found.keys()
    assert {"pytest", "anki", "hypothesis"} & found.keys() == set()
    assert distributions.versions(found) == found


def asked(arguments: list[str]) -> int:
    """A program for `forks.forked`: the packages at work and the line of all code, with a folder first on the path."""
    sys.path[:0] = arguments
    print(json.dumps([provenance.packages(), provenance.at_work()]))  # noqa: T201 - the test reads it
    return 0


def at_work(folder: Path, *sites: Path) -> tuple[dict[str, str], str]:
    done = forked(*sites, cwd=folder, program=asked)
    assert done.returncode == 0, done.stderr
    packages, line = json.loads(done.stdout)
    return packages, line


def test_fonts_of_extras_are_at_work_where_they_are_installed(tmp_path: Path) -> None:
    """Another version has other numbers for its glyphs: what the cache keeps of it is of no use, nor is an artifact."""
    fonts = {distributions.normal(package) for package, _ in PACKAGED.values()}
    before, line = at_work(tmp_path)
    assert fonts <= before.keys()
    names = ("pylopdf-fonts-jp", "pylopdf-fonts-ko")
    for name in names:
        folder = tmp_path / f"{name.replace('-', '_')}-99.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Name: {name}\nVersion: 99\n")
    after, other = at_work(tmp_path, tmp_path)
    assert after == before | dict.fromkeys(names, "99")
    assert other != line


def test_a_missing_input_has_an_empty_hash(tmp_path: Path) -> None:
    """No file is another input than an empty one."""
    (tmp_path / "empty").touch()
    assert provenance.file_hash(tmp_path / "absent") == "" != provenance.file_hash(tmp_path / "empty")


def test_inputs_name_what_was_asked_for(tmp_path: Path) -> None:
    """In one order, however it was typed."""
    one = Request(tmp_path / "q.yaml", tmp_path, settings={"pdf": {"b": "2", "a": "1"}, "apkg": {"c": "3"}})
    two = Request(tmp_path / "q.yaml", tmp_path, settings={"apkg": {"c": "3"}, "pdf": {"a": "1", "b": "2"}})
    assert str(provenance.inputs(one, ())) == str(provenance.inputs(two, ()))
    assert provenance.inputs(one, ())["request"]["settings"]["pdf"] == {"a": "1", "b": "2"}


def test_every_file_of_a_package_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its modules and its data, by name and place; neither what Python compiles nor what is hidden."""
    package = tmp_path / "plugged"
    (package / "styles").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "styles" / "look.css").write_text("a")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(distributions, "entries", lambda _group: (EntryPoint("plugged", "plugged.exporter:Exporter"),))

    def code() -> str:
        provenance._code.cache_clear()      # noqa: SLF001 - kept, since a process runs what it has imported
        return provenance.code()

    before = code()
    assert code() == before
    (package / ".hidden").write_text("x")
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "x.pyc").write_text("x")
    (package / "styles" / "lost").symlink_to("nowhere")
    os.mkfifo(package / "pipe")
    assert code() == before
    (package / "styles" / "look.css").write_text("b")
    assert provenance.code() == before
    changed = code()
    (package / "styles" / "look.css").rename(package / "look.css")
    assert len({before, changed, code()}) == 3


def test_a_plug_in_installed_since_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its code and what it needs; what this process has imported counts as it was when it first asked."""
    monkeypatch.syspath_prepend(tmp_path)
    before, packages, code = provenance.at_work(), provenance.packages(), provenance.code()
    needed = "click[more]>=1", "helper[fast, Odd_One]", 'unused; extra == "x"', "absent"
    for name, needs in (
        ("plugged", needed), ("unused", ()), ("click", ()), ("speed", ()),
        ("helper", ('speed; extra == "fast"', "unused;extra=='slow'", "click; extra == 'odd-one'")),
    ):
        folder = tmp_path / f"{name}-99.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(
            f"Name: {name}\nVersion: 99\n" + "".join(f"Requires-Dist: {need}\n" for need in needs))
    (tmp_path / "plugged-99.dist-info" / "entry_points.txt").write_text("[dlexport.exporters]\nplugged = plugged:new\n")
    (tmp_path / "plugged.py").write_text("")
    assert provenance.packages() == packages | dict.fromkeys(("plugged", "helper", "speed"), "99")
    assert provenance.code() != code
    assert provenance.at_work() != before


def test_zlib_s_version_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces are kept deflated, and another zlib deflates otherwise."""
    before = provenance.at_work()
    monkeypatch.setattr(zlib, "ZLIB_RUNTIME_VERSION", "0")
    assert provenance.at_work() != before


def test_our_own_data_counts() -> None:
    """Explanations, line-breaking classes, the schema: what is in the package, whatever its ending."""
    package = Path(provenance.__file__).parents[1]
    found = {Path(path).relative_to(package).as_posix() for path in provenance._files(str(package))}  # noqa: SLF001 - what is hashed
    assert {"codes.toml", "exporters/pdf/text/unicode_breaks.txt", "reader/schema.json", "cache.py"} <= found
