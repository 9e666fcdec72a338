"""Every problem that can be said is explained, and nothing else is."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import dlexport
from dlexport import codes

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(dlexport.__file__).parent
ROOT = Path(__file__).parents[1]
MAKERS = {"Problem", "Flaw", "LimitError", "Shape", "_StopError", "_stop", "note", "note_line", "note_offset"}


def said() -> Iterator[str]:
    """The codes in the source: the first text among the arguments of each call that makes a problem."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            texts = [argument.value for argument in node.args[:2] if isinstance(argument, ast.Constant)]
            if name in MAKERS and texts and re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", str(texts[0])):
                yield str(texts[0])


def test_each_code_is_explained_and_each_explanation_is_of_a_code() -> None:
    """Compared as sets, with what the sources of the program really say."""
    assert sorted(set(said())) == sorted(codes.CODES)


def test_the_reference_is_up_to_date() -> None:
    """docs/problems.md is `python -c "from dlexport.codes import reference; print(reference(), end='')"`."""
    assert (ROOT / "docs" / "problems.md").read_text(encoding="utf-8") == codes.reference()


def test_explanations_are_for_people() -> None:
    """A title is a phrase, a text whole sentences that fit a terminal."""
    for code, known in codes.CODES.items():
        assert re.fullmatch(r"[a-z`Y].*[^.]", known.title), code
        assert known.text.endswith(".") or known.text.splitlines()[-1].startswith("    "), code
        assert max(map(len, known.text.splitlines())) <= 120, code
