"""docs/security.md: each test that a row names is there, and the Chinese page names the same ones."""

from __future__ import annotations

import re

import pytest

from by_hand import ROOT

PAGES = ["security.md", "security.zh-CN.md"]
BOUNDED = re.compile("within_bounds|from forks import|from bounded import|cpu_limit")
"""What holds the tests of a file to limits of time and memory."""
# What has ever broken the program, or could: each with the tests that hold it off, in bounded time and memory.
ATTACKS = {
    "the parent is killed": ["whole/test_crash.py", "core/test_workers.py"],
    "a file is read that says it is large": ["reader/test_files.py", "core/test_apart.py"],
    "aliases, macros and key points multiply": ["whole/test_limits.py", "reader/test_reader_limits.py"],
    "a picture is named often": ["html/test_html_page.py"],
    "settings of other programs lie beside the bank": ["whole/test_settings_of_others.py"],
    "the cache was written by others": ["core/test_cache.py", "core/test_unpickling.py"],
    "a deck, book, page or print is hostile": [
        "whole/test_hostile_artifacts.py", "whole/test_what_leaves.py", "core/test_foreign.py",
        "whole/test_fuzz_files.py"],
    "a text takes quadratic time": ["whole/test_growth.py", "richtext/test_richtext_limits.py"],
    "a picture is damaged or too large": ["whole/test_hostile_pictures.py", "media/test_bitmaps.py"],
    "a formula is beyond reason": ["math/test_math_bounds.py"],
    "an id is a name of the page's own": ["html/test_html_log.py"],
    "a link leads out of the project": ["whole/test_odd_places.py"],
    "a font is damaged": ["whole/test_damaged_fonts.py", "core/test_named_faces.py"],
    "names of files would be obeyed": ["whole/test_what_leaves.py"],
    "the machine is odd": ["whole/test_odd_machines.py"],
    "AnkiConnect is another program": ["whole/test_push.py"],
    "a file to import is hostile": ["whole/test_fuzz_imports.py"],
    "a plug-in does what it likes": ["whole/test_plugins.py"],
}


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


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_attack_is_made_within_bounds(attack: str) -> None:
    """Of time and of memory: what hangs or fills the machine fails, and is not waited for."""
    for name in ATTACKS[attack]:
        text = (ROOT / "tests" / name).read_text(encoding="utf-8")
        assert "def test_" in text
        assert BOUNDED.search(text), name
