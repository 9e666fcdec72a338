"""docs/security.md: each sentence and each row has tests that are there, and the Chinese page names the same ones."""

from __future__ import annotations

import re

import pytest

from by_hand import ROOT
from learners_docs import begun

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


ADVICE: tuple[str, ...] = ()      # what is asked of the reader, or told of what no program can hold
HELD_BY: dict[str, tuple[str, ...]] = {     # how a sentence begins -> tests, by file and name
    "**Installed packages**": ADVICE,
    "What one raises is told as its fault": ("whole/test_plugins.py::test_one_that_raises_is_named_with_its_version",
                                             "whole/test_plugins.py::test_what_one_prints_is_no_result"),
    "One that never ends": ADVICE,
    "**The theme's folder**": ("core/test_styles.py::test_a_project_overrides_file_by_file",),
    "Review a pull request": ADVICE,
    "**The command line": ADVICE,
    "**The cache**": ("core/test_cache.py::test_where_it_is", "core/test_cache.py::test_others_may_not_write_there"),
    "A cache that others own": ("core/test_cache.py::test_others_may_not_write_there",
                                "core/test_cache.py::test_others_may_not_replace_it"),
    "Damaged entries": ("core/test_cache.py::test_whatever_byte_is_damaged_an_entry_is_right_or_absent",
                        "whole/test_cached.py::test_damaged_entries_are_made_anew"),
    "Entries are data": ("core/test_unpickling.py::test_an_entry_that_somebody_else_wrote_is_told_and_not_run",),
    "But their content": ADVICE,
    "**The bank and its pictures.**": ADVICE,
    "Reading, checking and exporting": (
        "whole/test_what_is_touched.py::test_a_run_opens_the_bank_s_files_and_nothing_else",
        "whole/test_hostile_pages.py::test_no_page_does_anything",
        "whole/test_limits.py::test_a_limit_is_a_problem_with_its_place",
        "whole/test_growth_outputs.py::test_work_grows_with_the_text"),
    "A question from which": ("preview/test_session.py::test_nothing_is_written",),
    "**Files to import**": ADVICE,
    "A file's text": ("importers/test_hostile_imports.py::test_a_hostile_file_is_refused",
                      "whole/test_fuzz_imports.py"),
    "Before they write the first file": ("importers/test_odd_folders.py::test_what_is_in_the_way",),
    "**What answers `push`**": ("whole/test_push.py::test_what_answers_and_is_something_else",
                                "whole/test_push.py::test_more_notes_than_were_asked_for",
                                "whole/test_push.py::test_an_error_cannot_write_to_the_terminal"),
    "Nothing but the deck": ("whole/test_push.py::test_a_deck_is_pushed_corrected_and_pushed_again",
                             "whole/test_push.py::test_what_answers_and_is_something_else"),
    "**Pages that ask the preview.**": ("preview/test_preview.py::test_others_are_refused",),
    "**The lock and the manifest.**": (
        "core/test_lockfile.py::test_a_line_that_is_no_record_is_a_problem",
        "core/test_publish.py::test_a_damaged_manifest_counts_as_none",
        "core/test_publish.py::test_what_is_no_file_is_neither_waited_for_nor_read_without_end"),
    "A bank, a lock or a style file": ("whole/test_odd_places.py::test_a_link_out_of_the_project_shows_nothing",),
    "A manifest that was edited": ("core/test_publish.py::test_a_manifest_that_is_not_as_it_was_written_is_none",
                                   "core/test_publish.py::test_a_manifest_cannot_have_files_elsewhere_removed"),
    "When the program starts Python": (
        "whole/test_reproducible.py::test_no_module_is_taken_from_the_folder_that_the_bank_lies_in",),
    "But `python -m dlexport`": ADVICE,
    "**Artifacts**": ("whole/test_hostile_artifacts.py::test_a_hostile_print_is_not_verified",
                      "whole/test_fuzz_files.py::test_mutated_artifacts"),
    "Each is read in a separate process": ("core/test_apart.py::test_no_answer_is_told",
                                           "core/test_apart.py::test_a_larger_file_may_take_more",
                                           "core/test_apart.py::test_an_answer_comes_back_as_it_is"),
    "This holds on Linux": ("core/test_apart.py::test_where_processes_cannot_be_bounded_it_is_read_here",),
    "Other systems cannot": ("core/test_apart.py::test_where_processes_cannot_be_bounded_it_is_read_here",),
    "On Windows two runs": ADVICE,
    "`--allow-missing-glyphs`": ("whole/test_fuzz.py::test_mutated_banks",),
    "Use `--locked --strict`": ADVICE,
    "Dependencies installed": ("whole/test_packaging.py::test_the_locks_pin_by_hash_and_name_no_index",),
}


def test_each_sentence_is_held_by_tests_that_are_there() -> None:
    """A sentence that is added or changed names its own; nothing is listed that the page does not say."""
    said = [sentence for start, end in (("What is trusted", "What is not trusted"), ("What is not trusted", "In short"),
                                        ("What you should know", "Reporting"))
            for sentence in begun(start, end, HELD_BY, "security.md")]
    assert said == [*HELD_BY]
    for tests in HELD_BY.values():
        for test in tests:
            name, _, function = test.partition("::")
            assert f"def {function or 'test_'}" in (ROOT / "tests" / name).read_text(encoding="utf-8"), test
