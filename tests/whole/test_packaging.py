"""What is installed: the wheel, a plug-in beside it, and under which licences."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import distribution
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL

import dlexport.plugin
from by_hand import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

EXAMPLES = ROOT / "examples"


def wheel(project: Path, folder: Path) -> Path:
    """The wheel of a project, built without an index."""
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
         "--wheel-dir", folder, project], check=True)
    return max(folder.glob("*.whl"), key=lambda path: path.stat().st_mtime_ns)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with our wheel; only its dependencies are those of this one. Its `bin` folder."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder / "env", with_pip=True)
    site = next((folder / "env").glob("lib/python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    binaries = folder / "env" / "bin"
    install(binaries, wheel(ROOT, folder))
    return binaries


def install(binaries: Path, package: Path) -> None:
    """Install one wheel as it is."""
    subprocess.run([binaries / "python", "-m", "pip", "install", "--quiet", "--no-index", "--no-deps",
                    "--force-reinstall", package], check=True)


def run(binaries: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The installed command, away from the checkout."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run([binaries / "dlexport", *arguments], cwd=folder, env=environment,
                          capture_output=True, text=True, check=False)


@pytest.mark.long
@pytest.mark.starts(15)
def test_the_installed_command_builds_a_bank_anywhere_and_a_plugin_joins_in(fresh: Path, tmp_path: Path) -> None:
    """Theme, schema and explanations travel in the wheel; `all` and `verify` pick the example up; it leaves again."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "questions.yaml").write_text(MINIMAL, encoding="utf-8")
    where = subprocess.run([fresh / "python", "-c", "import dlexport; print(dlexport.__file__)"],
                           cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert str(fresh.parent) in where
    done = run(fresh, tmp_path, "all")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == [
        "SHA256SUMS", "demo-cards.pdf", "demo-key.pdf", "demo-quiz.pdf", "demo.apkg", "demo.epub", "demo.html",
        "demo.pdf", "manifest.json"]
    schema = (ROOT / "src" / "dlexport" / "reader" / "schema.json").read_text(encoding="utf-8")
    assert run(fresh, tmp_path, "schema").stdout == schema
    assert run(fresh, tmp_path, "explain", "formula").stdout.startswith("formula: ")

    for name in ("dlexport-markdown", "dlexport-moodle"):
        install(fresh, wheel(EXAMPLES / name, tmp_path / "wheels"))
    done = run(fresh, tmp_path, "all", "-O", "markdown.answers=true", "-O", "essays.solution=everyone")
    assert done.returncode == 0, done.stderr
    assert "答案" in (tmp_path / "build" / "demo.md").read_text(encoding="utf-8")
    manifest = json.loads((tmp_path / "build" / "manifest.json").read_bytes())
    assert {(a["exporter"], a["package"]) for a in manifest["artifacts"]} >= {
        ("markdown", "dlexport-markdown 1.0.0"), ("essays", "dlexport-moodle 1.0.0")}
    done = run(fresh, tmp_path, "verify")
    assert done.returncode == 0, done.stderr
    for file in ("demo.md", "demo-essays.xml"):
        assert f"{file}: the one question is there" in done.stderr
    assert run(fresh, tmp_path, "explain", "essays-long-name").stdout.startswith("essays-long-name: ")
    assert "border-collapse" in (tmp_path / "build" / "demo-essays.xml").read_text(encoding="utf-8")
    kit = ("from dlexport.plugin.testing import faults; from dlexport_markdown import MarkdownExporter; "
           "print(faults(MarkdownExporter, 'markdown'))")
    done = subprocess.run([fresh / "python", "-c", kit], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "[]\n", done.stderr

    subprocess.run([fresh / "python", "-m", "pip", "uninstall", "--quiet", "--yes",
                    "dlexport-markdown", "dlexport-moodle"], check=True)
    assert run(fresh, tmp_path, "all").returncode == 0
    assert not (tmp_path / "build" / "demo.md").exists()


def test_the_docs_show_the_examples_as_they_are() -> None:
    """docs/adding-an-exporter.md holds the files of the first word for word, and parts of those of the second."""
    text = (ROOT / "docs" / "adding-an-exporter.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?\n)```", text, re.DOTALL))
    assert len(shown) == 2
    assert shown == {name: (ROOT / name).read_text(encoding="utf-8") for name in shown}
    parts = re.findall(r"<!-- part of: (\S+) -->\n```\w+\n(.*?\n)```", text, re.DOTALL)
    assert len(parts) == text.count("<!-- part of: ") >= 4
    assert [name for name, part in parts if part not in (ROOT / name).read_text(encoding="utf-8")] == []


def test_the_docs_name_what_is_public() -> None:
    """Every name of ours in the guide can be imported from `dlexport.plugin` or its test kit."""
    text = (ROOT / "docs" / "adding-an-exporter.md").read_text(encoding="utf-8")
    imported = {name.strip() for module, names in re.findall(r"from (dlexport\S*) import ([^\n]+)", text)
                for name in names.split(",") if module == "dlexport.plugin"}
    told = set(re.findall(r"`(\w+)(?:\([^`]*\))?`", text)) & set(dlexport.plugin.__all__)
    assert imported <= set(dlexport.plugin.__all__)
    assert len(told) >= 15


def locked(name: str) -> list[str]:
    """The packages a lock of dependencies pins."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.MULTILINE)


OFFERED = {"pyphen": "Mozilla Public License 1.1 (MPL 1.1)"}    # under several licences: the one we take it by


def test_no_runtime_dependency_is_under_the_gpl_or_agpl() -> None:
    """What a user installs may be used in anything."""
    for name in locked("run.txt"):
        meta = distribution(name).metadata
        said = " ".join([meta.get("License-Expression", ""), (meta.get("License") or "")[:200],
                         *(c for c in meta.get_all("Classifier", []) if c.startswith("License"))])
        if name in OFFERED:
            assert OFFERED[name] in said, (name, said)
            continue
        without_lesser = re.sub(r"LGPL|Lesser General Public License|GNU Lesser", "", said)
        assert not re.search(r"\bA?GPL|General Public License", without_lesser), (name, said)


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_the_locks_pin_by_hash_and_name_no_index(name: str) -> None:
    """Linux and macOS alike, whatever mirror somebody uses."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert re.findall(r"https?://|--index-url|--find-links", text) == []
    pins = re.findall(r"^[a-z0-9].*==.*$", text, re.MULTILINE)
    assert pins
    assert [pin for pin in pins if not pin.endswith("\\")] == []
    assert text.count("--hash=sha256:") >= len(pins)


def test_the_test_lock_extends_the_runtime_lock() -> None:
    """What is tested is what is shipped."""
    pin = re.compile(r"^([a-z0-9._-]+==\S+)", re.MULTILINE)
    folder = ROOT / "requirements"
    shipped = set(pin.findall((folder / "run.txt").read_text(encoding="utf-8")))
    tested = set(pin.findall((folder / "test.txt").read_text(encoding="utf-8")))
    assert shipped <= tested
