"""The second example as users have it: installed beside dlexport, its files those of a package."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from projects import MINIMAL, Result

from by_hand import ROOT
from forks import forked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PACKAGE = ROOT / "examples" / "dlexport-moodle" / "src" / "dlexport_moodle"


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with the example in it."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(PACKAGE, folder / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    info = folder / "dlexport_moodle-1.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: dlexport-moodle\nVersion: 1.0.0\n")
    (info / "entry_points.txt").write_text("[dlexport.exporters]\nessays = dlexport_moodle.exporter:MoodleExporter\n")
    return folder


@pytest.fixture
def run(site: Path, project: Callable[[str], Path]) -> Callable[..., Result]:
    """Run `dlexport` in a project that asks for this format only."""
    folder = project(MINIMAL + "outputs: {essays: {}}\n")

    def dlexport(*arguments: str) -> Result:
        path = os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])])
        done = forked(*arguments, cwd=folder, PYTHONPATH=path)
        assert "Traceback" not in done.stderr
        return done

    return dlexport


def asked(folder: Path) -> str:
    root = ET.parse(folder / "build" / "demo-essays.xml").getroot()    # noqa: S314 - our own
    return root.findtext("question[@type='essay']/questiontext/text", "")


def test_its_theme_files_are_inputs_and_a_project_s_go_before_them(
    run: Callable[..., Result], site: Path, tmp_path: Path,
) -> None:
    """An edit of any file of the package makes its artifact anew; `styles/` of a project replaces what it brings."""
    done = run("all")
    assert done.returncode == 0, done.stderr
    assert "border-collapse" in asked(tmp_path)
    assert "unchanged" in run("all").stderr
    (site / "dlexport_moodle" / "styles" / "essays" / "question.css").write_text(".dlexport { color: navy; }\n")
    done = run("all")
    assert (done.returncode, "unchanged" in done.stderr, "navy" in asked(tmp_path)) == (0, False, True)
    own = tmp_path / "styles" / "essays"
    own.mkdir(parents=True)
    (own / "question.css").write_text(".dlexport { color: green; }\n")
    assert run("all").returncode == 0
    assert "green" in asked(tmp_path)
    done = run("verify")
    assert (done.returncode, "demo-essays.xml: the one question is there" in done.stderr) == (0, True)


def test_its_codes_and_options_are_known(run: Callable[..., Result]) -> None:
    """`explain` tells them, `exporters` lists them, and what does not go together is said in its words."""
    assert run("explain", "essays-long-name").stdout.startswith("essays-long-name: A title that Moodle cuts\n")
    listed = run("explain").stdout
    assert "essays-long-name" in listed
    assert "formula" in listed
    assert "-O essays.lines=2 | 3 | 5 | 10 | 15 | 20 | 25 | 30 | 35 | 40   (default 15)" in run("exporters").stdout
    done = run("all", "-O", "essays.least=9", "-O", "essays.most=3")
    assert done.returncode == 2
    assert "the options of essays do not go together: no answer has at least 9 words and at most 3" in done.stderr
    done = run("all", "-O", "essays.lines=4")
    assert (done.returncode, "essays.lines cannot be '4'" in done.stderr) == (2, True)


def test_codes_that_are_not_its_own_are_refused(run: Callable[..., Result], site: Path) -> None:
    """So are those that it cannot explain; the rest of the explanations goes on."""
    (site / "dlexport_moodle" / "codes.toml").write_text('[formula]\ntitle = "Mine"\ntext = "x"\n')
    done = run("all")
    assert "does not keep to the contract: its problem code 'formula' does not begin with `essays-`" in done.stderr
    assert run("explain", "formula").stdout.startswith("formula: ")
    (site / "dlexport_moodle" / "codes.toml").unlink()
    assert "the exporter essays (dlexport-moodle 1.0.0) failed to load: FileNotFoundError" in run("all").stderr


def test_a_package_that_vanishes_between_runs_is_told(run: Callable[..., Result], site: Path, tmp_path: Path) -> None:
    """What it made is still there; nothing is taken for unchanged."""
    assert run("all").returncode == 0
    shutil.rmtree(site / "dlexport_moodle")
    done = run("all")
    assert done.returncode == 1
    assert "the exporter essays (dlexport-moodle 1.0.0) failed to load: ModuleNotFoundError" in done.stderr
    assert (tmp_path / "build" / "demo-essays.xml").exists()
