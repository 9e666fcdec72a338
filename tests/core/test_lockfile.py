"""The lock as a file."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlexport.lock import file as lockfile
from dlexport.lock.lock import Record
from dlexport.problems import SourceError

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '{"format": 1}\n'


def test_a_lock_is_sorted_lines_of_json(tmp_path: Path) -> None:
    """One entry a line, so that git merges it; what is empty is not written."""
    records = [
        Record("stamp", "apkg/revision", "1", 5),
        Record("question", "resnet", "ab", 10, topic="t", title="残差"),
        Record("keypoint", "resnet/residual", "cd", 11, identity="x/y", blanks={"F(x)": 1}, next=2, retired=12),
    ]
    lock = {(record.kind, record.id): record for record in records}
    data = lockfile.write(lock)
    assert data.decode() == (
        '{"format": 1}\n'
        '{"keypoint": "resnet/residual", "content": "cd", "changed": 11, "identity": "x/y", "blanks": {"F(x)": 1}, '
        '"next": 2, "retired": 12}\n'
        '{"question": "resnet", "content": "ab", "changed": 10, "topic": "t", "title": "残差"}\n'
        '{"stamp": "apkg/revision", "content": "1", "changed": 5}\n'
    )
    path = tmp_path / "questions.lock"
    path.write_bytes(data)
    assert lockfile.read(path) == lock


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    """Git makes them so there."""
    (tmp_path / "questions.lock").write_bytes(b'{"format": 1}\r\n{"stamp": "a", "content": "x", "changed": 1}\r\n')
    assert lockfile.read(tmp_path / "questions.lock") == {("stamp", "a"): Record("stamp", "a", "x", 1)}


def test_no_file_is_an_empty_lock(tmp_path: Path) -> None:
    """A new bank has none."""
    assert lockfile.read(tmp_path / "questions.lock") == {}


@pytest.mark.parametrize(("text", "code", "line", "message"), [
    ("x", "lock-syntax", 1, "no JSON"),
    ('{"format": 2}', "lock-syntax", 1, "newer dlexport"),
    (HEAD + "[]", "lock-syntax", 2, "a JSON object"),
    (HEAD + "{}", "lock-syntax", 2, "names a bank, a keypoint, a question, a stamp, a topic"),
    (HEAD + '{"question": "a", "content": "x"}', "lock-syntax", 2, "lacks content or changed"),
    (HEAD + '{"question": "a", "content": "x", "changed": "1"}', "lock-syntax", 2, "has a wrong changed"),
    (HEAD + '{"keypoint": "a", "content": "x", "changed": 1, "blanks": {"a": 1, "b": 1}}', "lock-syntax", 2, "blanks"),
    (HEAD + '{"keypoint": "a", "content": "x", "changed": 1, "blanks": {"a": 0}}', "lock-syntax", 2, "blanks"),
    (HEAD + '{"keypoint": "a", "content": "x", "changed": 1, "next": 10000000000}', "lock-syntax", 2, "blanks"),
    (HEAD + '{"stamp": "a", "content": "x", "changed": 99999999999999999999}', "lock-syntax", 2, "seconds since 1970"),
    (HEAD + '{"stamp": "a", "content": "x", "changed": 1, "retired": -1}', "lock-syntax", 2, "seconds since 1970"),
    (HEAD + '{"stamp": "a", "content": "\\ud800", "changed": 1}', "lock-syntax", 2, "surrogates"),
    *((HEAD + json.dumps({"topic": "a", "content": "", "changed": 1, "number": number}), "lock-syntax", 2, "two digits")
      for number in ("", "../x", "1", "-1", "02.", "02.50", "02.x", "٠٢", "9" * 5000)),
    (HEAD + "[" * 100_000, "lock-syntax", 2, "no JSON"),
    (HEAD + 2 * '{"stamp": "a", "content": "x", "changed": 1}\n', "lock-syntax", 3, "a second entry"),
    (HEAD + "<<<<<<< HEAD", "lock-conflict", 2, "merge conflict"),
    (HEAD + "\n=======", "lock-conflict", 3, "merge conflict"),
])
def test_a_line_that_is_no_record_is_a_problem(tmp_path: Path, text: str, code: str, line: int, message: str) -> None:
    """With its place; the lock is never half read."""
    path = tmp_path / "questions.lock"
    path.write_text(text)
    with pytest.raises(SourceError, match=message) as caught:
        lockfile.read(path)
    assert [(p.code, p.span and p.span.line) for p in caught.value.problems] == [(code, line)]


def test_a_lock_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    """Not UTF-8, a folder, a link to what never ends, a pipe that nobody writes to."""
    (tmp_path / "a").write_bytes(b"\xff")
    (tmp_path / "b").mkdir()
    (tmp_path / "c").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "d")
    for name in "abcd":
        with pytest.raises(SourceError, match="cannot read the lock"):
            lockfile.read(tmp_path / name)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
records = st.builds(
    Record, kind=st.sampled_from(["keypoint", "question"]), id=texts, content=texts, changed=st.integers(0, 10**10),
    identity=texts, blanks=st.lists(texts, unique=True, max_size=3).map(lambda ts: {t: n for n, t in enumerate(ts, 1)}),
    next=st.just(1), retired=st.integers(0, 10**10), topic=texts, title=texts,
)


@given(st.lists(records, max_size=5))
def test_what_is_written_is_read_again(tmp_path: Path, some: list[Record]) -> None:
    """Any record survives, whatever is in its texts."""
    lock = {(record.kind, record.id): record for record in some}
    path = tmp_path / "questions.lock"
    path.write_bytes(lockfile.write(lock))
    assert lockfile.read(path) == lock
