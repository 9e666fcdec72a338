"""Banks that nobody would write: no traceback, no hang, no lost memory; a bank, or problems with a place.

`make fuzz` runs this for half an hour; what it found is kept in the folder `found`.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import tempfile
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL

from by_hand import KITCHEN_SINK, ROOT
from dlexport import Request, SourceError, build
from dlexport.book.book import compose
from dlexport.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dlexport import Problem

pytestmark = pytest.mark.unmeasured
BANKS = 150         # the same ones each time, however busy the machine is
SECONDS = float(os.environ.get("DLEXPORT_FUZZ_SECONDS", "0"))       # or, if set, as many as can be read in this time
SEED = int(os.environ.get("DLEXPORT_FUZZ_SEED", "20261124"))
CPU_LIMIT = 2.0     # seconds for one reading
FOUND = Path(__file__).with_name("found")
SEEDS = [MINIMAL, (KITCHEN_SINK / "questions.yaml").read_text(encoding="utf-8"),
         (ROOT / "source" / "questions.yaml").read_text(encoding="utf-8")]
SNIPPETS = [
    "**", "*", "_", "`", "```\n", "~~~", "$", "$$", "\\(", "\\", "\\frac{", "}",
    "{", "{{c1::", "}}", "[", "](", "![](",
    "<script>alert(1)</script>", "</div>", "&amp;", "&#0;", "\t", "\r", "\r\n", "\n\n", "\n    ", "\n- ",
    "\n> ", "\n1. ",
    "\n| a | b |\n| - | - |\n", "[^1]", "\n[^1]: ", "# ", " #", ": ", "- ", "? ", "&a ", "*a ", "!!binary ", "!x ", "|",
    "%YAML 9\n", "---\n", "...\n", ">-", '"', "'", "\ufeff", "\u2028", "\u202e", "\u200d", "\x00", "\x1f", "\x85",
    "\U0001f469\u200d\U0001f680", "\U00013000", "\ud7ff", "e\u0301", "https://例子.测试/", "javascript:1",
    "../../etc/passwd",
    "media/nn.svg", "<<<<<<< HEAD\n", "yes", "null", "1e999", "0x1F", "2026-11-24", "~", "[]", "{}", "a" * 3000,
    "（", "）",
    "，", "——", "……", "\\begin{cases}", "\\end{cases}", "\\left(", "\\right.", "^", "&", "\\\\", "\\text{", ")",
    "\\def\\x{\\x}", "\\color{", "\\operatorname{",
]
NEVER = ("not-verified", "exporter-failed")     # faults of ours, not of the bank


class TooSlow(BaseException):
    """One reading took more than its share; no `except Exception` may swallow it."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TooSlow

    old = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, old)


def mutated(dice: random.Random) -> bytes:
    """A bank with a few things wrong."""
    text = dice.choice(SEEDS)
    lines = text.splitlines(keepends=True)
    if len(lines) > 200:    # a part of the real bank: a whole one takes too long
        head = next(number for number, line in enumerate(lines) if line.startswith("questions:")) + 1
        starts = [number for number, line in enumerate(lines) if number > head and line.startswith("  - id:")]
        first = dice.randrange(len(starts) - 1)
        text = "".join(lines[:head] + lines[starts[first]:starts[first + 1]])
    return _in_the_texts(dice, text).encode() if dice.random() < 0.8 else _anywhere(dice, text)


def _in_the_texts(dice: random.Random, text: str) -> str:
    """Markup put into, doubled in or cut from lines of block scalars: mostly still a bank as far as YAML can tell."""
    lines = text.splitlines()
    inside = [number for number, line in enumerate(lines) if re.match(r" {6,}(?!- |[a-z]+: )\S", line)]
    for _ in range(dice.randint(1, 8)):
        if not inside:
            break
        number = dice.choice(inside)
        line = lines[number]
        indent = len(line) - len(line.lstrip())
        here = dice.randint(indent, len(line))
        there = min(len(line), here + dice.choice((0, 0, 1, 3, 20)))
        put = dice.choice(SNIPPETS) * dice.choice((1, 1, 1, 2, 400))
        put = "".join(c for c in put if c >= " " or c == "\n").replace("\n", "\n" + " " * indent)
        lines[number] = line[:here] + put + line[there:]
    return "\n".join(lines) + "\n"


def _anywhere(dice: random.Random, text: str) -> bytes:
    """Pieces cut, doubled, moved and put in, and now and then raw bytes."""
    for _ in range(dice.randint(1, 3)):
        here = dice.randrange(len(text) + 1)
        there = min(len(text), here + dice.choice((1, 3, 20, 200)))
        match dice.randrange(4):
            case 0:
                text = text[:here] + text[there:]
            case 1:
                text = text[:here] + text[here:there] * dice.choice((2, 3, 50)) + text[there:]
            case 2:
                text = text[:here] + dice.choice(SNIPPETS) * dice.choice((1, 1, 1, 2, 400)) + text[here:]
            case _:
                text = text[:here] + text[there:] + text[here:there]
    data = text.encode("utf-8", "surrogatepass")
    if dice.random() < 0.1:
        here = dice.randrange(len(data) + 1)
        data = data[:here] + dice.randbytes(dice.randint(1, 8)) + data[here + 1:]
    return data


def examine(folder: Path, data: bytes, *, made: bool) -> None:
    """Read it, and make its outputs if it is a bank; whatever is wrong is said with a place."""
    source = folder / "source" / "questions.yaml"
    source.write_bytes(data)
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, Sequence[str]] = {}
    try:
        with cpu_limit(CPU_LIMIT):
            compose(read(source))
        if made:
            with cpu_limit(10 * CPU_LIMIT):
                build(Request(source, folder / "build", allow_missing_glyphs=True, again=True))
    except SourceError as error:
        problems, sources = error.problems, error.sources
        assert problems
    for problem in problems:
        assert problem.message
        assert problem.code not in NEVER, problem
        if problem.span and (lines := sources.get(problem.span.file)):
            rows = [*lines, ""]     # what is missing is missing at the end
            assert 1 <= problem.span.line <= len(rows), problem
            assert 1 <= problem.span.column <= len(rows[problem.span.line - 1]) + 1, problem


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "source").mkdir()
        for media in (KITCHEN_SINK / "media", ROOT / "source" / "media"):
            shutil.copytree(media, Path(name) / "source" / "media", dirs_exist_ok=True)
        yield Path(name)


@pytest.mark.parametrize("path", sorted(FOUND.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_was_found_once(folder: Path, path: Path) -> None:
    """Each input that ever broke the program."""
    examine(folder, path.read_bytes(), made=True)


@pytest.mark.long
def test_mutated_banks(folder: Path) -> None:
    """Some here, for half an hour in `make fuzz`."""
    end = time.monotonic() + SECONDS * 0.25     # the rest of the time is for files: test_fuzz_files.py
    for number in count(1):
        if number > BANKS and time.monotonic() >= end:
            break
        data = mutated(random.Random(SEED + number))  # noqa: S311 - no secret
        try:
            examine(folder, data, made=number % 8 == 0)
        except (Exception, TooSlow):
            (FOUND / f"{SEED + number}.yaml").write_bytes(data)
            raise
