"""Regular expressions that every supported Python takes alike."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from by_hand import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+")


def patterns(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the text of each string of a module that holds a group, values of f-strings left out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        texts = [one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        text = "".join(texts)
        if "(?" in text:
            yield node.lineno, text     # type: ignore[attr-defined]  # of expressions


def test_no_group_is_possessive() -> None:
    """Python before 3.11.5 takes less than there is with `(?:…)*+` (gh-106052); `(?>(?:…)*)` is right everywhere.

    Debian 12 has 3.11.2: there no deck with a footnote was found whole.
    """
    files = [*ROOT.glob("src/**/*.py"), *ROOT.glob("examples/**/*.py")]
    found = [(path.name, line, text) for path in files for line, text in patterns(path)]
    assert [one for one in found if POSSESSIVE_GROUP.search(one[2])] == []
    assert len(found) > 200


def test_what_the_rule_looks_for() -> None:
    """Groups, and no single character."""
    assert POSSESSIVE_GROUP.search("(?:a|b)*+c")
    assert POSSESSIVE_GROUP.search("(?:a|b){2,3}+c")
    assert not POSSESSIVE_GROUP.search("(?>(?:a|[bc]*+)*)[de]++f?+")
