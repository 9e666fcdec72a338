"""Exporters of other people: what happens when they are wrong."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, Result, dlexport

from dlexport.run.workers import processors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = """
from dataclasses import dataclass
from dlexport.plugin.contract import Artifact, Part, Passage
from dlexport.problems import Problem

@dataclass(frozen=True)
class Options:
    pass

class Exporter:
    suffix = ".txt"
    form = 1
    Options = Options
    def promises(self, options):
        return frozenset({Part.TITLE})
    def stamps(self, book, options, styles):
        return {}
    def export(self, book, options, context):
        return Artifact(b"".join(e.question.title.source.value.encode() + b"\\n" for e in book.book.entries()))
    def read_back(self, data, depth):
        return [Passage("a", Part.TITLE, data.decode())]
"""


@pytest.fixture
def with_plugin(project: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """Run `dlexport` in a project with a package `plug` 1.0 installed that holds this code."""
    site = tmp_path_factory.mktemp("site")
    folder = project(MINIMAL + "outputs: {apkg: {}, plug: {}}\n")

    def run(code: str, *arguments: str, name: str = "plug", package: str = "plug") -> Result:
        (site / f"{package}.py").write_text(code, encoding="utf-8")
        info = site / f"{package}-1.0.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[dlexport.exporters]\n{name} = {package}:Exporter\n")
        path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
        done = dlexport(*(arguments or ("all",)), cwd=folder, PYTHONPATH=path)
        assert "Traceback" not in done.stderr
        return done

    return run


def hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("build/*")}


def test_a_good_one_joins_in(
    with_plugin: Callable[..., Result], project: Callable[[str], Path], tmp_path: Path,
) -> None:
    """Where the bank does not say otherwise; and it is listed with the package that brings it."""
    project(MINIMAL)
    done = with_plugin(GOOD)
    assert (done.returncode, (tmp_path / "build/demo.txt").read_text(encoding="utf-8")) == (0, "第一题\n"), done.stderr
    assert "plug  (*.txt, plug 1.0)" in with_plugin(GOOD, "exporters").stdout


@pytest.mark.parametrize(("fault", "message"), [
    (("return Artifact(", "raise RuntimeError('no ink'); return Artifact("), "failed to export: RuntimeError: no ink"),
    (("return Artifact(", "raise SystemExit(0); return Artifact("), "failed to export: SystemExit: 0"),
    (("return [Passage", "raise KeyError('x'); return [Passage"), "failed to export: KeyError: 'x'"),
    (("return {}", "return 1 / 0"), "failed to describe itself: ZeroDivisionError"),
    (("import Artifact", "import Artefact"), "failed to load: ImportError"),
])
def test_one_that_raises_is_named_with_its_version(
    with_plugin: Callable[..., Result], tmp_path: Path, fault: tuple[str, str], message: str,
) -> None:
    """Exit 1, the others' results not published, the previous artifacts untouched."""
    assert with_plugin(GOOD).returncode == 0
    before = hashes(tmp_path)
    done = with_plugin(GOOD.replace(*fault))
    assert done.returncode == 1
    assert f"error[exporter-failed]: the exporter plug (plug 1.0) {message}" in done.stderr
    assert hashes(tmp_path) == before


def test_one_that_drops_a_question_is_not_published(with_plugin: Callable[..., Result], tmp_path: Path) -> None:
    """What it promises is not there: nothing of the run is published."""
    done = with_plugin(GOOD.replace('b"".join(', 'b"" and b"".join('))
    assert done.returncode == 1
    assert "error[not-verified]: demo.txt: question a, title, block 1 is missing: '第一题'" in done.stderr
    assert hashes(tmp_path) == {}


def test_one_that_finds_a_question_of_its_own_is_not_published(with_plugin: Callable[..., Result]) -> None:
    """It reads back what the bank does not have."""
    done = with_plugin(GOOD.replace("return [Passage(", "return [Passage('z', None, ''), Passage("))
    assert "demo.txt holds a question 'z' that the bank does not have" in done.stderr


def test_warnings_are_shown_and_with_strict_they_fail(with_plugin: Callable[..., Result], tmp_path: Path) -> None:
    """An exporter can say what it had to do without."""
    code = GOOD.replace("entries()))", "entries()), problems=(Problem('missing-glyph', 'no ☃', severity='warning'),))")
    done = with_plugin(code, "all", "--strict")
    assert (done.returncode, hashes(tmp_path)) == (1, {})
    done = with_plugin(code)
    assert (done.returncode, "warning[missing-glyph]: no ☃" in done.stderr) == (0, True)


def test_two_of_one_name_are_both_named(with_plugin: Callable[..., Result]) -> None:
    """Which one would run must not depend on luck."""
    done = with_plugin(GOOD, name="pdf")
    assert done.returncode == 1
    assert "error[exporter-clash]: two exporters are called 'pdf'" in done.stderr
    assert "plug 1.0 (plug:Exporter)" in done.stderr
    assert "dlexport 0.1.0 (dlexport.exporters.pdf.handout.exporter:PdfExporter)" in done.stderr


def test_two_of_one_suffix_are_both_named(
    with_plugin: Callable[..., Result], project: Callable[[str], Path],
) -> None:
    """They would write the same file."""
    project(MINIMAL)
    done = with_plugin(GOOD.replace('".txt"', '".pdf"'))
    assert done.returncode == 1
    assert "error[exporter-clash]: two exporters write files that end in '.pdf'" in done.stderr


def test_reading_back_a_file_may_fail_too(with_plugin: Callable[..., Result], tmp_path: Path) -> None:
    """`verify` names the exporter, or says that the file is not whole."""
    (tmp_path / "x.txt").write_bytes(b"")
    done = with_plugin(GOOD.replace("return [Passage", "raise KeyError('x'); return [Passage"), "verify", "x.txt")
    assert (done.returncode, "plug (plug 1.0) failed to read back" in done.stderr) == (1, True)
    done = with_plugin(GOOD.replace("return [Passage", "raise ValueError('cut'); return [Passage"), "verify", "x.txt")
    assert (done.returncode, "x.txt is not a whole plug file: cut" in done.stderr) == (1, True)
    done = with_plugin(GOOD, "verify", "y.txt")
    assert (done.returncode, "cannot read y.txt: No such file" in done.stderr) == (1, True)


def test_one_that_looks_at_the_environment_is_found_out(with_plugin: Callable[..., Result]) -> None:
    """`--check-reproducible` makes everything again where hash order, time zone and process differ."""
    faulty = GOOD.replace("return Artifact(", "import os; return Artifact(str(os.getpid()).encode() + ")
    faulty = faulty.replace("return [Passage", "data += '第一题'.encode(); return [Passage")
    assert with_plugin(GOOD, "all", "--check-reproducible").returncode == 0
    done = with_plugin(faulty, "all", "--check-reproducible")
    assert (done.returncode, "error[not-reproducible]: demo.txt came out different" in done.stderr) == (1, True)


@pytest.mark.skipif(processors() < 2, reason="with one processor, or not on Linux, exporters run in our own process")
def test_one_whose_process_is_killed_is_named(with_plugin: Callable[..., Result], tmp_path: Path) -> None:
    """As the system does when memory runs out; nothing is published."""
    killed = GOOD.replace("return Artifact(", "import os; os.kill(os.getpid(), 9); return Artifact(")
    done = with_plugin(killed)
    assert done.returncode == 1
    assert "the process of the exporter plug (plug 1.0) ended without a word" in done.stderr
    assert not (tmp_path / "build/demo.txt").exists()


def test_one_that_fails_only_the_second_time_is_found_out(with_plugin: Callable[..., Result]) -> None:
    """The second run of `--check-reproducible` tells what it said."""
    check = "import os; assert os.environ.get('TZ') != 'Pacific/Kiritimati', 'too early'"
    moody = GOOD.replace("return Artifact(", f"{check}; return Artifact(")
    done = with_plugin(moody, "all", "--check-reproducible")
    assert (done.returncode, "the second run failed" in done.stderr, "too early" in done.stderr) == (1, True, True)
