"""Every problem code that the program gives out is explained, documented and shown by a case."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlexport.codes import CODES, as_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
# what a code is handed to -> the position of the code among the arguments
TAKERS = {"Problem": 0, "Flaw": 0, "Shape": 0, "LimitError": 0, "_StopError": 0, "_stop": 1,
          "note": 0, "note_offset": 0, "note_line": 0}


def given_out(path: Path) -> Iterator[str]:
    """The codes that a module writes down."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        code = node.args[TAKERS[name]] if len(node.args) > TAKERS.get(name, 99) else None
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield code.value


def test_the_codes_of_the_program_are_those_explained() -> None:
    """None more, none less."""
    written = {code for path in (ROOT / "src").rglob("*.py") for code in given_out(path)}
    assert sorted(CODES) == sorted(written)


def test_the_page_of_the_docs_is_current(expect: Callable[[Path, str], None]) -> None:
    """docs/problems.md says what `dlexport explain` says."""
    expect(ROOT / "docs" / "problems.md", as_markdown())


@pytest.mark.parametrize("code", CODES)
def test_an_explanation_fits_a_terminal(code: str) -> None:
    """One line of title without a full stop, then lines of at most 120 columns."""
    known = CODES[code]
    assert 0 < len(known.title) <= 70
    assert not known.title.endswith(".")
    assert known.text.strip()
    assert [line for line in known.text.splitlines() if len(line) > 120] == []
