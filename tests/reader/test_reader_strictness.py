"""What YAML would quietly make something else of, and keys and lists that are not what the format asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from by_hand import MINIMAL
from dlexport import reader
from dlexport.problems import SourceError
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dlexport.problems import Problem

    Wrong = Callable[[str], tuple[Problem, ...]]



@pytest.fixture
def wrong(tmp_path: Path) -> Wrong:
    """What is wrong with a bank; none when nothing is."""
    def read(text: str) -> tuple[Problem, ...]:
        (tmp_path / "bank.yaml").write_text(text, encoding="utf-8")
        try:
            reader.read(tmp_path / "bank.yaml")
        except SourceError as error:
            return error.problems
        return ()
    return read


def said(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    """Code, line and column of each."""
    return [(problem.code, problem.span.line, problem.span.column) for problem in problems if problem.span]


@pytest.mark.parametrize(("typed", "read_as"), [
    *((word, "true or false") for word in ("yes", "No", "ON", "off", "true", "False")),
    *((number, "a number") for number in (
        "1", "-1", "+12", "1_000", "0x1F", "0b1", "017", "1706.03760", ".5", "1.5e+3", ".inf", ".NaN",
        "190:20:30")),
    *((moment, "a date") for moment in ("2016-01-01", "2016-1-1 10:00:00", "2001-12-14t21:59:43.10-05:00")),
    ("=", "a default"), ("<<", "a merge"),
])
def test_what_yaml_would_change(wrong: Wrong, typed: str, read_as: str) -> None:
    """It is refused where it stands, and shown in quotes; in quotes it is a text."""
    (problem,) = wrong(MINIMAL.replace("第一题", typed))
    assert said((problem,)) == [("not-text", 8, 12)]
    assert problem.message == f"YAML reads `{typed}` as {read_as}, not as a text"
    assert problem.hint == f"quote it: title: '{typed}'"
    assert wrong(MINIMAL.replace("第一题", f"'{typed}'")) == ()


@pytest.mark.parametrize("typed", [
    "y", "n", "yes!", "1.2.3", "1e3", "1e+3", "2016-13", "v1", "null 值", "0o17", "１２", "nan"])
def test_what_yaml_leaves_a_text(wrong: Wrong, typed: str) -> None:
    """Only what YAML itself would change wants quotes."""
    assert wrong(MINIMAL.replace("第一题", typed)) == ()


@pytest.mark.parametrize("typed", ["", "~", "null", "''", '" "', "|\n      "])
def test_nothing(wrong: Wrong, typed: str) -> None:
    """Every way to write nothing where something must be is told."""
    (problem,) = wrong(MINIMAL.replace("第一题", typed))
    assert problem.code in {"empty", "not-text"}
    assert problem.span
    assert problem.span.line == 8


@pytest.mark.parametrize(("typed", "expected"), [
    ("答案 # 注", [("cut-by-comment", 10, 16)]),
    ("答案\t# 注", [("cut-by-comment", 10, 16)]),
    ("答案\n      二 # 注", [("cut-by-comment", 11, 9)]),
    ("&a 答案 # 注", [("cut-by-comment", 10, 19)]),
    ("'答案' # 注", []), ("| # 注\n      答案", []), ("答案#注", []), ("答案\n  # 注", []),
])
def test_a_comment_that_may_have_been_text(wrong: Wrong, typed: str, expected: list[tuple[str, int, int]]) -> None:
    """The place is that of the sign; quotes and a line of its own make it clear."""
    assert said(wrong(MINIMAL.replace("答案", typed))) == expected


@pytest.mark.parametrize(("old", "new", "code", "message", "hint"), [
    ("analysis:", "analisys:", "unknown-key", "a question has no key `analisys`", "did you mean `analysis`?"),
    ("analysis: 解析", "analysis: 解析\n    <<: x", "unknown-key", "a question has no key `<<`",
     "merge keys are not part of the format: write the keys out"),
    ("analysis: 解析", f"analysis: 解析\n    {'q' * 70}: x", "unknown-key",
     f"a question has no key `{'q' * 60}…`", None),
    ("analysis: 解析", "analysis: 解析\n    analysis: 另", "duplicate-key",
     "the key `analysis` is here a second time; the first is in line 11", "YAML would drop one of them: delete one"),
    ("analysis: 解析", "analysis: 解析\n    tags: []", "empty", "`tags` is empty",
     "add an item (`- …`), or delete the key"),
    ("analysis: 解析", "analysis: 解析\n    keypoints: x", "wrong-type", "`keypoints` must be a list, not a text",
     "a list is `[one, two]`; or begin each item with `- `"),
    ("analysis: 解析", "analysis: 解析\n    keypoints: {a: b}", "wrong-type",
     "`keypoints` must be a list, not a mapping", "begin each item with `- `"),
    ("analysis: 解析", "analysis: 解析\n    keypoints: [x]", "wrong-type", "a key point must be a mapping, not a text",
     None),
    ("第一题", "[1] 题", "yaml-syntax", "text after the list or mapping that `[` begins",
     "put it in quotes: title: '[1] 题'"),
    ("第一题", "[题]", "wrong-type", "`title` must be a text, not a list", "quote it: title: '[题]'"),
    ("第一题", "\n      - 题", "wrong-type", "`title` must be a text, not a list",
     "write it on one line in quotes, or after `|` in the next lines"),
    ("analysis: 解析", "analysis: 解析\n    difficulty: '2'", "wrong-type", "`difficulty` must be a number, not a text",
     "without quotes: difficulty: 2"),
    ("analysis: 解析", "analysis: 解析\n    difficulty: 4", "bad-number", "`difficulty` cannot be 4",
     "it is from 1 to 3"),
    ("analysis: 解析", "analysis: 解析\n    difficulty: 02", "bad-number", "`difficulty` cannot be 02",
     "it is from 1 to 3"),
    ("analysis: 解析", f"analysis: 解析\n    difficulty: {'9' * 5000}", "bad-number",
     f"`difficulty` cannot be {'9' * 60}…", "it is from 1 to 3"),
    ("analysis: 解析", "analysis: 解析\n    difficulty: yes", "wrong-type",
     "`difficulty` must be a whole number, not true or false", "it is from 1 to 3"),
    *(("analysis: 解析", f"analysis: 解析\n    difficulty: {typed}", "bad-number", f"`difficulty` cannot be {typed}",
       "it is from 1 to 3") for typed in ("-1", "2.5", "0x2", "1_0", "1:30", ".inf")),
    *(("analysis: 解析", f"analysis: 解析\n    points: {typed}", "bad-number", f"`points` cannot be {typed}",
       "it is above 0, and at most 10,000") for typed in (".inf", "-.inf", ".nan", "1.0e+308", "1.0e-300", "0x10")),
    ("format: 1", "format: two", "wrong-type", "`format` must be a whole number, not a text", "it is from 1 to 999"),
    ("答案", "'[甲]: https://e.org'", "unused-definition", None, None),
    ("analysis: 解析", "analysis: 解析\n    keypoints: [{id: k, text: '无'}]", "no-blank",
     "a key point without a term to recall", "put what the reader must recall between `**` and `**`"),
])
def test_words_of_problems(  # noqa: PLR0913, PLR0917 - old and new, and three things said
    wrong: Wrong, old: str, new: str, code: str, message: str | None, hint: str | None,
) -> None:
    """What is wrong and what to do, for each slip."""
    problem = next(problem for problem in wrong(MINIMAL.replace(old, new)) if problem.code == code)
    assert message in {None, problem.message}
    assert hint in {None, problem.hint}


def test_suggestions_among_many(wrong: Wrong) -> None:
    """Among a thousand ids one of the same beginning and length is found; after sixty no more are sought."""
    topics = "".join(f"  - {{id: topic-{number}x, title: 甲}}\n" for number in range(1000))
    bank = MINIMAL.replace("  - {id: one, title: 甲}\n", topics)
    (problem,) = wrong(bank.replace("topic: one", "topic: topic-77"))
    assert problem.hint.startswith("did you mean `topic-")
    keys = "".join(f"    analysi{number}: x\n" for number in range(70))
    hints = [problem.hint for problem in wrong(MINIMAL + keys)]
    assert [hint.startswith("did you mean") for hint in hints] == [True] * 60 + [False] * 10


@pytest.mark.parametrize(("typed", "hint"), [
    ("media/sub/X.svg", "write `media/sub/x.svg`, or rename the file"),
    ("media/sub/x.svgz.svg", "did you mean `media/sub/x.svg`?"),
])
def test_a_slip_in_a_picture_gets_a_suggestion(wrong: Wrong, tmp_path: Path, typed: str, hint: str) -> None:
    """The files are looked up, one in another case first; a folder is none."""
    (tmp_path / "media" / "sub" / "xx.svg").mkdir(parents=True)
    (tmp_path / "media" / "sub" / "x.svg").touch()
    (problem,) = wrong(MINIMAL.replace("答案", f"'![图]({typed})'"))
    assert (problem.code, problem.hint) == ("media-missing", hint)


def test_a_picture_that_is_a_folder_is_not_suggested(wrong: Wrong, tmp_path: Path) -> None:
    """Nor is it there."""
    (tmp_path / "media" / "x.svg").mkdir(parents=True)
    (problem,) = wrong(MINIMAL.replace("答案", "'![图](media/x.svg)'"))
    assert (problem.message, problem.hint) == ("`media/x.svg` is not a file", "name the file of a picture")


def test_what_aliases_stand_for_is_read(tmp_path: Path) -> None:
    """An anchor is no part of the text; an alias is the text again."""
    (tmp_path / "bank.yaml").write_text(MINIMAL.replace("答案", "&a 答案").replace("解析", "*a"), encoding="utf-8")
    (question,) = reader.read(tmp_path / "bank.yaml").questions
    assert plain(question.analysis.blocks) == plain(question.answer.blocks) == "答案"


def test_a_formula_behind_an_anchor(wrong: Wrong) -> None:
    """The place is that of the formula, also through an alias."""
    assert said(wrong(MINIMAL.replace("答案", "&a '题 $\\frac$'").replace("解析", "*a"))) == [("formula", 10, 20)]
