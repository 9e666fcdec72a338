"""The bytes of a source: what is no text is a problem with its place, and nothing else ever comes out of reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import by_hand
from dlexport import reader
from dlexport.problems import Problem, SourceError
from dlexport.richtext.plain import leaves
from dlexport.source import text as textfile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MINIMAL = by_hand.MINIMAL.encode()
SNIPPETS = [b"&a ", b"*a", b"!!str ", b"? ", b"- ", b": ", b"|\n", b">-\n", b"{", b"}", b"[", b"]", b"'", b'"', b"#",
            b"\t", b"\r", b"\0", b"\xff", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"%YAML 9", b"---\n", b"...\n", b"<<: ",
            b"<<<<<<< HEAD\n", b'"\\x00"', b'"\\ud800"', b"\\", b"$", b"**", b"~", b"2026-11-24", b"1e9999"]


def problems(path: Path) -> tuple[Problem, ...]:
    """What is wrong with the bank in the file."""
    with pytest.raises(SourceError) as caught:
        reader.read(path)
    return caught.value.problems


def of(data: bytes) -> list[tuple[str, str]]:
    """Codes and places of what is wrong with the bytes."""
    return [(problem.code, str(problem.span)) for problem in textfile.decode(data, "b")[1]]


@pytest.mark.parametrize(("data", "expected"), [
    (b"", [("empty-file", "b:1:1")]),
    (b" \r\n\t\n", [("empty-file", "b:1:1")]),
    (b"\xef\xbb\xbfformat: 1\n", []),
    (b"\xef\xbb\xbf\xef\xbb\xbfformat: 1\n", [("control-character", "b:1:1")]),
    ("format: 1\n".encode("utf-16"), [("byte-order-mark", "b:1:1")]),
    ("format: 1\n".encode("utf-16-be"), [("control-character", f"b:1:{column}") for column in range(1, 18, 2)]
     + [("control-character", "b:1:19")]),
    ("a: 题\nb: 题".encode("gb18030"), [("not-utf8", "b:1:4")]),
    ("a: 题\r\nb: \udc80".encode("utf-8", "surrogateescape"), [("not-utf8", "b:2:4")]),
    ("a: 题".encode()[:-1], [("not-utf8", "b:1:4")]),
    (b"a: \xed\xa0\x80", [("not-utf8", "b:1:4")]),
    (b"a: b\x00\r\nc: \x1b[2J\rd: \xc2\x85", [
        ("control-character", "b:1:5"), ("control-character", "b:2:4"), ("control-character", "b:3:4")]),
    ("a: 题\u2028\n\ufeffb: 1".encode(), [("control-character", "b:1:5"), ("control-character", "b:2:1")]),
    (b"a: 1\n<<<<<<< HEAD\nb: 1\n||||||| base\n=======\nb: 2\n>>>>>>> theirs", [
        ("merge-conflict", "b:2:1"), ("merge-conflict", "b:4:1"), ("merge-conflict", "b:5:1"),
        ("merge-conflict", "b:7:1")]),
    (b"a: |\n ========\n <<<<<<< HEAD\n========\n<<<<<<<<", []),
    ("a: \u200d\u00a0\u3000\u202e\t😀\r\n".encode(), []),
])
def test_what_no_source_may_hold(data: bytes, expected: list[tuple[str, str]]) -> None:
    """Each kind has its place, counted in code points; what people do write is let through."""
    assert of(data) == expected


def test_a_binary_file_gets_no_million_problems() -> None:
    """A thousand, of which fifty are shown."""
    assert len(of(b"a" + b"\0" * 1_000_000)) == 1000


def test_what_is_no_file(tmp_path: Path) -> None:
    """Each gets words of its own."""
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("absent")
    names = ("absent", "", "loop", "nowhere", "x" * 300, "nul\0")
    assert [(problem.code, problem.span) for name in names for problem in problems(tmp_path / name)] == [
        ("file-missing", None), ("file-unreadable", None), ("file-unreadable", None), ("file-missing", None),
        ("file-unreadable", None), ("file-unreadable", None)]


def test_a_source_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is told; root may read all, so the refusal is played."""
    def refuse(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    (tmp_path / "bank.yaml").touch()
    (problem,) = problems(tmp_path / "bank.yaml")
    assert problem.message == f"{tmp_path / 'bank.yaml'} cannot be read: Permission denied"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no file without end on this system")
def test_a_file_without_end() -> None:
    """It has no size, and is read no further than the limit."""
    assert [problem.code for problem in problems(Path("/dev/zero"))] == ["file-limit"]


def test_line_ends_make_no_difference(tmp_path: Path) -> None:
    """Windows' and the old Macintosh's are read as the Unix's."""
    path, texts = tmp_path / "bank.yaml", []
    for end in (b"\n", b"\r\n", b"\r"):
        path.write_bytes(MINIMAL.replace("答案".encode(), b"|\n      a\n\n      b").replace(b"\n", end))
        (question,) = reader.read(path).questions
        texts.append((list(leaves(question.answer.blocks)), str(question.answer.source.span(3))))
    assert texts == [(["a", "b"], f"{path}:13:7")] * 3


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A bank with pieces cut and put in."""
    data = MINIMAL
    for _ in range(draw(st.integers(1, 4))):
        here = draw(st.integers(0, len(data)))
        there = draw(st.integers(here, min(len(data), here + 20)))
        data = data[:here] + draw(st.sampled_from(SNIPPETS) | st.binary(max_size=3)) + data[there:]
    return data


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Written anew for every example."""
    return tmp_path_factory.mktemp("any") / "bank.yaml"


@given(data=mutated() | st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
@example(data=b"- &a [*a]")
@example(data=b"&a [&b [*a, *b]]")
@example(data=b"? [a]\n: b")
@example(data=b"? &x\n: *x")
@example(data=b"format: 1\nbank: &b {id: *b}")
def test_any_bytes(file: Path, data: bytes) -> None:
    """They are a bank, or problems each of which has a place within the file."""
    file.write_bytes(data)
    for problem, lines in told(file):
        assert problem.message
        assert problem.span, problem
        rows = [*lines[problem.span.file], ""]     # what is missing is missing at the end
        assert 1 <= problem.span.line <= len(rows), problem
        assert 1 <= problem.span.column <= len(rows[problem.span.line - 1]) + 1, problem


def told(file: Path) -> list[tuple[Problem, Mapping[str, Sequence[str]]]]:
    """Each problem with the lines of the files; none of a bank."""
    try:
        reader.read(file)
    except SourceError as error:
        return [(problem, error.sources) for problem in error.problems] or pytest.fail("an error that says nothing")
    return []
