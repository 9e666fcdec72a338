"""docs/security.md: each test that a row names is there, and the Chinese page names the same ones."""

from __future__ import annotations

import re

import pytest

from by_hand import ROOT

PAGES = ["security.md", "security.zh-CN.md"]


def named(page: str) -> list[list[str]]:
    """The tests that each row of the last table names."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return [found for row in rows if (found := re.findall(r"`(tests/[^`]+)`", row))]


@pytest.mark.parametrize("page", PAGES)
def test_every_defence_has_its_tests(page: str) -> None:
    """A file with a test, or a folder with files."""
    rows = named(page)
    assert len(rows) > 15
    for row in rows:
        for name in row:
            found = sorted(ROOT.glob(name))
            assert found, name
            for path in found:
                assert path.is_dir() or "def test_" in path.read_text(encoding="utf-8"), path


def test_both_pages_say_the_same() -> None:
    """Row by row the same tests, and as many rows, sections and points."""
    english, chinese = ((ROOT / "docs" / page).read_text(encoding="utf-8") for page in PAGES)
    assert named(PAGES[0]) == named(PAGES[1])
    for sign in ("\n## ", "\n| ", "\n- "):
        assert english.count(sign) == chinese.count(sign)
