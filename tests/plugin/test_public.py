"""What plug-ins may use of dlexport, and what they may bring."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import dlexport.plugin
from dlexport.plugin.brought import flaw, styles
from dlexport.theme.styles import theme

ROOT = Path(__file__).parents[2]


def test_each_public_name_is_there() -> None:
    """Under the name by which it is announced, for programs and for type checkers."""
    assert sorted(dlexport.plugin.__all__) == sorted(dlexport.plugin._MODULES)     # noqa: SLF001 - where they come from
    tree = ast.parse(Path(dlexport.plugin.__file__).read_text(encoding="utf-8"))
    (typed,) = [node for node in tree.body if isinstance(node, ast.If)]
    shown = {alias.asname or alias.name: (str(node.module), alias.name)
             for node in typed.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert sorted(shown) == sorted(dlexport.plugin.__all__)
    for name, (module, called) in shown.items():
        home = import_module(f"{module}.nodes") if called == "nodes" else getattr(import_module(module), called)
        assert getattr(dlexport.plugin, name) is home
    assert dlexport.plugin.API == 1


def test_nothing_else_is() -> None:
    """A name that is not announced is an error, as in every module."""
    with pytest.raises(AttributeError, match=r"'dlexport\.plugin' has no attribute 'Sheet'"):
        _ = dlexport.plugin.Sheet   # type: ignore[attr-defined]


@pytest.mark.starts(1)
def test_it_costs_nothing_to_import() -> None:
    """Until something is asked for."""
    code = "import sys, dlexport.plugin; print(sorted(name for name in sys.modules if name.startswith('dlexport')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['dlexport', 'dlexport.plugin']"


@pytest.mark.parametrize("folder", ["dlexport-markdown", "dlexport-moodle"])
def test_the_examples_use_what_is_public(folder: str) -> None:
    """And the standard library."""
    for path in (ROOT / "examples" / folder / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dlexport."):
                assert node.module == "dlexport.plugin", path
                assert {alias.name for alias in node.names} <= set(dlexport.plugin.__all__), path


class Brings:
    """An exporter, as far as what it brings goes."""

    def __init__(self, folder: Path) -> None:
        self.styles = folder / "styles"
        self.codes = folder / "codes.toml"


@pytest.fixture
def brings(tmp_path: Path) -> Brings:
    (tmp_path / "brought" / "styles" / "plug").mkdir(parents=True)
    (tmp_path / "brought" / "styles" / "plug" / "look.css").write_text("brought")
    (tmp_path / "brought" / "codes.toml").write_text('[plug-dry]\ntitle = "No ink"\ntext = "Fill it."\n')
    return Brings(tmp_path / "brought")


def test_theme_files_go_before_the_default_ones_and_after_a_project_s(brings: Brings, tmp_path: Path) -> None:
    """Each exporter has its own theme: what one brings changes nothing of the others'."""
    found = styles(brings, theme(None))   # type: ignore[arg-type] # no more is looked at
    assert found.text("plug/look.css") == "brought"
    assert found.text("html/page.css") == theme(None).text("html/page.css")
    own = tmp_path / "own"
    (own / "plug").mkdir(parents=True)
    (own / "plug" / "look.css").write_text("own")
    assert styles(brings, theme(own)).text("plug/look.css") == "own"   # type: ignore[arg-type] # the same
    assert styles(object(), theme(None)) == theme(None)   # type: ignore[arg-type] # the same
    assert flaw(brings, "plug") == ""


def test_what_is_brought_must_be_there_and_bear_the_exporter_s_name(brings: Brings) -> None:
    """So that no two packages explain one code."""
    assert "'plug-dry' does not begin with `dry-`" in flaw(brings, "dry")
    brings.codes.write_text('[plug-Dry]\ntitle = "No ink"\ntext = "Fill it."\n')
    assert "'plug-Dry'" in flaw(brings, "plug")
    brings.codes.write_text('[plug-dry]\ntitle = "No ink"\nwords = "Fill it."\n')
    with pytest.raises(TypeError, match="words"):
        flaw(brings, "plug")
    brings.styles = brings.styles / "absent"
    assert "absent is not there" in flaw(brings, "plug")
