"""The theme's file: every value that is missing, unfit or unknown is told, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dlexport.exporters.pdf.style.theme import Level, read_theme
from dlexport.problems import SourceError
from dlexport.theme.styles import default_folder, theme

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.problems import Problem

DEFAULT = (default_folder() / "print" / "handout.yaml").read_text(encoding="utf-8")


def problems(text: str, folder: Path) -> list[Problem]:
    """What is wrong with a theme's file."""
    (folder / "print").mkdir()
    (folder / "print" / "handout.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_theme(theme(folder))
    return list(caught.value.problems)


def test_the_default() -> None:
    """The default theme is the one the look was drawn for."""
    found = read_theme(theme(None))
    assert found.body == Level(10.5, 18)
    assert found.measure == 378
    assert found.lines == {"a4": 37, "letter": 34}


def test_an_own_value(tmp_path: Path) -> None:
    """A project's own file is used in place of the default one."""
    (tmp_path / "print").mkdir()
    (tmp_path / "print" / "handout.yaml").write_text(DEFAULT.replace("#0F5C6E", "#224466"), encoding="utf-8")
    assert read_theme(theme(tmp_path)).colours["accent"] == "#224466"


@pytest.mark.parametrize(("old", "new", "message"), [
    ("  label: 9.5", "  label: large", "`text.label` wants a number above 0"),
    ("  label: 9.5", "  label: 0", "`text.label` wants a number above 0"),
    ("  label: 9.5", "  label: [1]", "`text.label` wants a number above 0"),
    ("  body: [10.5, 18]", "  body: 10.5",
     "`text.body` wants a list of size and leading, the leading not below the size"),
    ("  body: [10.5, 18]", "  body: [18, 10]",
     "`text.body` wants a list of size and leading, the leading not below the size"),
    ("  ink: '#1B1F23'", "  ink: black", "`colours.ink` wants a colour like '#0F5C6E', quoted"),
    ("  ink: '#1B1F23'", "  ink: '#1B1F23'\n  paper: '#FFFFFF'", "`colours.paper` is not known here"),
    ("  sides: two", "  sides: both", "`page.sides` wants `two` or `one`"),
    ("  rule: true", "  rule: thin", "`heads.rule` wants `true` or `false`"),
    ("  rule: true", "  rule: true\n  left: ''", "`heads.left` is not known here"),
    ("  size: 9", "  size: none", "`feet.size` wants a number above 0"),
    ("'{page}'", "[page]", "`feet.outside` wants a text of one line, quoted"),
    ("'{page}'", '"{page}\\n"', "`feet.outside` wants a text of one line, quoted"),
])
def test_unfit(tmp_path: Path, old: str, new: str, message: str) -> None:
    """An unfit or unknown value is told with its line."""
    found, = problems(DEFAULT.replace(old, new), tmp_path)
    assert found.message == message
    assert found.code == "theme-value"
    assert found.span is not None
    assert found.span.line > 1


@pytest.mark.parametrize(("text", "message", "column"), [
    ("'第 {pages} 页'", "`feet.outside` knows no `{pages}`", 15),
    ("'{page}/{}'", "`feet.outside` knows no `{}`", 20),
    ("'{page'", "`feet.outside` has a brace without its partner", 13),
    ("'page}'", "`feet.outside` has a brace without its partner", 17),
])
def test_a_slot_of_another_name(tmp_path: Path, text: str, message: str, column: int) -> None:
    """What is wrong inside a text of heads and feet is told with its place in the line."""
    found, = problems(DEFAULT.replace("'{page}'", text), tmp_path)
    assert (found.message, found.hint) == (message, "in braces may stand book, chapter, question or page: '{page}'")
    assert found.span is not None
    assert (found.span.file, found.span.column) == ("styles/print/handout.yaml", column)
    assert text in DEFAULT.replace("'{page}'", text).splitlines()[found.span.line - 1]


@pytest.mark.parametrize("nothing", ["''", "", "null", "'  '"])
def test_a_slot_with_nothing(tmp_path: Path, nothing: str) -> None:
    """Nothing is what YAML has for it."""
    (tmp_path / "print").mkdir()
    text = DEFAULT.replace("inside: '{chapter}'", f"inside: {nothing}")
    (tmp_path / "print" / "handout.yaml").write_text(text, encoding="utf-8")
    assert read_theme(theme(tmp_path)).heads.inside.parts == ()


def test_missing(tmp_path: Path) -> None:
    """All that is missing is told at once."""
    found = problems("text: {}\n", tmp_path)
    assert {"styles/print/handout.yaml lacks `text.body`", "styles/print/handout.yaml lacks `syntax.keyword`"} <= {
        problem.message for problem in found}


def test_no_yaml(tmp_path: Path) -> None:
    """A file that is no YAML is told as the bank would be."""
    found, = problems("text: [", tmp_path)
    assert found.code == "yaml-syntax"
