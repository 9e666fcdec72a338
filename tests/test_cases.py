"""Case folders: a bank, and what is said of it. `pytest tests/test_cases.py --accept` writes what is said now.

`cases/invalid/CODE` or `CODE-variant` is a bank that has problems, the first of them CODE, and the report of
`dlexport check` in expected.txt. `cases/valid` are banks without any, and in expected.txt what is read from them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlexport import codes
from dlexport.compose import compose
from dlexport.problems import SourceError, render
from dlexport.reader import read
from dlexport.richtext.plain import leaves, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dlexport.bank import Bank, Question

    Expect = Callable[[Path, str], None]

CASES = Path(__file__).parent / "cases"
# these are not problems of a bank's own text: each has its tests where it arises
NOT_OF_A_BANK = {
    "exporter-unknown", "exporter-clash", "exporter-failed", "option-unknown", "option-value", "theme-value",
    "missing-glyph", "output-write", "output-busy", "manifest-mismatch", "not-verified", "not-reproducible",
    "lock-syntax", "lock-conflict", "lock-stale", "retired-returns", "renamed-unmarked",
    "not-retired",
    "file-missing", "file-unreadable",
    # too large to be kept: tests/reader/test_limits.py
    "file-limit", "alias-limit", "node-limit", "scalar-limit", "depth-limit", "text-limit", "nesting-limit",
    "delimiter-limit", "media-limit",
}


def folders(kind: str) -> list[Path]:
    return sorted(path.parent for path in (CASES / kind).glob("*/questions.yaml"))


@pytest.mark.parametrize("folder", folders("invalid"), ids=lambda folder: folder.name)
def test_invalid(folder: Path, expect: Expect, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem of the file, each at its place and with what to do about it."""
    monkeypatch.chdir(folder)
    with pytest.raises(SourceError) as caught:
        read(Path("questions.yaml"))
    expect(folder / "expected.txt", render(caught.value.problems, caught.value.sources) + "\n")
    said = {problem.code for problem in caught.value.problems}
    assert [code for code in said if folder.name.startswith(code)], said


@pytest.mark.parametrize("folder", folders("valid"), ids=lambda folder: folder.name)
def test_valid(folder: Path, expect: Expect) -> None:
    """No problem; and no text lost between the file and the bank."""
    bank = read(folder / "questions.yaml")
    expect(folder / "expected.txt", "\n".join(outline(bank)) + "\n")


def test_every_code_of_a_bank_has_a_case() -> None:
    """A new code wants a folder that shows it."""
    shown = {code for folder in folders("invalid") for code in codes.CODES if re.match(rf"{code}(-|$)", folder.name)}
    assert sorted(codes.CODES.keys() - shown - NOT_OF_A_BANK) == []
    assert sorted(shown & NOT_OF_A_BANK) == []


def outline(bank: Bank) -> Iterator[str]:
    """What a bank holds, a line for each title and each leaf of text."""
    yield f"{bank.id} {bank.version} {bank.language} {plain(bank.title.children)}"
    for chapter in compose(bank).chapters:
        yield f"{chapter.topic.id}: {plain(chapter.topic.title.children)}"
        for entry in chapter.entries:
            yield from _question(entry.question, entry.number)
    yield from (f"{media.path}: {media.kind} {media.width:g} × {media.height:g}" for media in bank.media.values())


def _question(question: Question, number: int) -> Iterator[str]:
    yield f"  {number} {question.id}: {plain(question.title.children)} {' '.join(question.tags)}".rstrip()
    parts = [("prompt", question.prompt), ("answer", question.answer),
             *((plain(section.title.children), section.body) for section in question.sections),
             ("analysis", question.analysis)]
    for name, text in parts:
        yield f"    {name}"
        yield from (f"      | {leaf}".replace("\n", "\n      . ") for leaf in leaves(text.blocks))
    yield from (f"    * {point.id}: {plain(point.text.children)}" for point in question.keypoints)
    yield from (f"    @ {reference.title}" for reference in question.references)
