"""Case folders: a bank, and what is said of it. `pytest tests/test_cases.py --accept` writes what is said now.

`cases/invalid/CODE` or `CODE-variant` is a bank that has problems, errors or warnings, one of them CODE, and the report
of `dlexport check --strict` in expected.txt. `cases/valid` are banks without any, and in expected.txt what is read from
them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dlexport import codes
from dlexport.book.bank import Subquestion
from dlexport.book.book import compose
from dlexport.book.draw import drawn
from dlexport.problems import SourceError, render
from dlexport.reader import crosscheck, read
from dlexport.richtext.plain import leaves, plain
from dlexport.run.inspect import check
from dlexport.source import yaml_tree as source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dlexport.book.bank import Bank, Question

    Expect = Callable[[Path, str], None]

CASES = Path(__file__).parent / "cases"
MINIMAL = (CASES / "minimal.yaml").read_text(encoding="utf-8")


def folders(kind: str) -> list[Path]:
    return sorted((CASES / kind).iterdir())


@pytest.mark.parametrize("folder", folders("invalid"), ids=lambda folder: folder.name)
def test_invalid(folder: Path, expect: Expect, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every problem of the file, each at its place and with what to do about it."""
    monkeypatch.chdir(folder)
    with pytest.raises(SourceError) as caught:
        check(Path("questions.yaml"), strict=True)
    expect(folder / "expected.txt", render(caught.value.problems, caught.value.sources) + "\n")
    said = {problem.code for problem in caught.value.problems}
    assert [code for code in said if f"{folder.name}-".startswith(f"{code}-")], said


@pytest.mark.parametrize("folder", folders("valid"), ids=lambda folder: folder.name)
def test_valid(folder: Path, expect: Expect) -> None:
    """No problem; and no text lost between the file and the bank."""
    bank = read(folder / "questions.yaml")
    expect(folder / "expected.txt", "\n".join(outline(bank)) + "\n")


def test_a_doubt_is_no_error(tmp_path: Path) -> None:
    """A bank with warnings alone is read, with the warnings; `strict` refuses it."""
    file = tmp_path / "questions.yaml"
    file.write_text(MINIMAL.replace("答案", "'a ** b **, [c](d.md), [e](#f)'"), encoding="utf-8")
    warnings = check(file).bank.warnings
    assert [(one.code, one.severity) for one in warnings] == [
        ("stray-emphasis", "warning"), ("stray-emphasis", "warning"), ("link-scheme", "warning"),
        ("unknown-question", "warning")]
    assert refused(file) == [(one.code, str(one.span).removeprefix(f"{file}:")) for one in warnings]


def test_every_code_is_shown() -> None:
    """By a folder, or, where a folder of a few kilobytes cannot, by a test that names it."""
    names = [folder.name for folder in folders("invalid")]
    files = [path for pattern in ("test_*.py", "*/test_*.py") for path in CASES.parent.glob(pattern)]
    tests = "".join(path.read_text(encoding="utf-8") for path in files)
    hidden = {code for code in codes.CODES if not any(re.match(rf"{code}(-|$)", name) for name in names)}
    assert [code for code in sorted(hidden) if not re.search(rf"[\"\[]{code}[\"\]]", tests)] == []


def refused(file: Path) -> list[tuple[str, str]]:
    """The codes and places of a bank's problems."""
    with pytest.raises(SourceError) as caught:
        check(file, strict=True)
    return [(problem.code, str(problem.span).removeprefix(f"{file}:")) for problem in caught.value.problems]


@pytest.mark.parametrize(("answer", "problem"), [
    ("题" * 200_001, ("text-limit", "10:13")),
    ("题" * 1_000_001, ("scalar-limit", "10:13")),
    ("|\n\n      | 题 |\n      | - |\n" + "      | 1 |\n" * 20_001, ("text-limit", "12:7")),
])
def test_a_text_too_large_for_a_folder(answer: str, problem: tuple[str, str], tmp_path: Path) -> None:
    """One problem, at the place of the text, or of the table within it."""
    file = tmp_path / "questions.yaml"
    file.write_text(MINIMAL.replace("答案", answer), encoding="utf-8")
    assert refused(file) == [problem]


def test_a_file_too_large_for_a_folder(tmp_path: Path) -> None:
    """It is not even read."""
    file = tmp_path / "questions.yaml"
    file.touch()
    os.truncate(file, 64_000_001)
    assert refused(file) == [("file-limit", "None")]


def test_a_picture_too_large_for_a_folder(tmp_path: Path) -> None:
    """Neither is it."""
    file = tmp_path / "questions.yaml"
    file.write_text(MINIMAL.replace("答案", "'![大图](media/big.png)'"), encoding="utf-8")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "big.png").touch()
    os.truncate(tmp_path / "media" / "big.png", 20_000_001)
    assert refused(file) == [("media-limit", "10:20")]


def test_pictures_too_large_all_together_for_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture counts once, however often it is shown; the limit lowered. The first beyond it is told, once."""
    file = tmp_path / "questions.yaml"
    (tmp_path / "media").mkdir()
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9" stroke="red"/></svg>'
    (tmp_path / "media" / "a.svg").write_text(picture, encoding="utf-8")
    for name in "bc":
        (tmp_path / "media" / f"{name}.svg").write_text(picture, encoding="utf-8")
    shown = " ".join(f"![图](media/{name}.svg)" for name in "aaabc")
    file.write_text(MINIMAL.replace("答案", f"'{shown}'"), encoding="utf-8")
    monkeypatch.setattr(crosscheck, "SHOWN_LIMIT", 150)
    assert refused(file) == [("media-total", "10:73")]
    monkeypatch.setattr(crosscheck, "SHOWN_LIMIT", 400)
    assert len(check(file).bank.media) == 3


def test_too_many_values_for_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit lowered: two million values take seconds."""
    monkeypatch.setattr(source, "NODE_LIMIT", 20)
    file = tmp_path / "questions.yaml"
    file.write_text(MINIMAL, encoding="utf-8")
    assert refused(file) == [("node-limit", "5:1")]


def outline(bank: Bank) -> Iterator[str]:
    """What a bank holds, a line for each title and each leaf of text."""
    yield f"{bank.id} {bank.version} {bank.language} {plain(bank.title.children)}"
    yield from (f"{'.'.join(path)} = {word}" for path, word in bank.labels)
    for chapter in compose(bank).chapters:
        yield f"{chapter.topic.id}: {plain(chapter.topic.title.children)}"
        for entry in chapter.entries:
            yield from _question(entry.question, entry.number)
    for exam in bank.exams:
        title = plain(exam.title.children) if exam.title else "–"
        facts = (title, exam.subject, exam.duration, exam.versions, exam.seed)
        yield f"exam {exam.id}: {' | '.join(map(str, facts))} | {plain(exam.instructions)!r}"
        yield from (f"  {one.question.id} {one.points}" for one in drawn(exam, bank.questions)[0])
    yield from (f"{media.path}: {media.kind} {media.width:g} × {media.height:g}" for media in bank.media.values())


def _question(question: Question, number: int) -> Iterator[str]:
    yield f"  {number} {question.id}: {plain(question.title.children)} {' '.join(question.tags)}".rstrip()
    if question.untitled:
        yield "    untitled"
    parts = [("prompt", question.prompt), ("answer", question.answer),
             *((plain(section.title.children), section.body) for section in question.sections),
             ("analysis", question.analysis)]
    for name, text in parts:
        yield f"    {name}"
        yield from (f"      | {leaf}".replace("\n", "\n      . ") for leaf in leaves(text.blocks))
    for task in (question, *question.parts):
        yield from _answered(task)
    yield from (f"    * {point.id}: {plain(point.text.children)}" for point in question.keypoints)
    yield from (f"    @ {reference.title}" for reference in question.references)


def _answered(task: Question | Subquestion) -> Iterator[str]:
    """How a question that is not answered in words alone is answered."""
    if isinstance(task, Subquestion):
        yield f"    part {task.id[:3]}: {plain(task.prompt)!r} {plain(task.answer)!r}"
    if task.kind != "open":
        yield f"    {task.kind}"
    for choice in task.choices:
        ident = "…" if len(choice.id) == 11 else choice.id
        yield f"      {'+' if choice.correct else '-'} {ident} {plain(choice.text)!r} {plain(choice.why)!r}"
    for gap in task.gaps:
        yield f"      [[{'|'.join(map(plain, gap.answers))}]] {gap.tolerance}".rstrip()
    facts = {"true_false": task.true_false, "fixed": task.fixed, "shuffle": None if task.shuffle else False,
             "points": task.points, "time": task.time, "lines": task.lines, "hint": plain(task.hint)}
    yield from (f"      {name}: {fact}" for name, fact in facts.items() if fact not in (None, ""))
