"""Progress: what processes tell, and the line that a terminal shows."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

import pytest

from dlexport.run.progress import Board, Stage, line
from dlexport.run.workers import side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_what_a_forked_process_marks_is_seen_here() -> None:
    """Without a pipe or a thread; the last state is not lost."""
    seen: list[Sequence[Stage]] = []
    board = Board(["a", "b"], [1, 2], seen.append)
    last = [Stage("a", "running", 3, 1), Stage("b", "running", 3, 2)]
    waits, goes_on = os.pipe()

    def work(number: int) -> int:
        for questions in range(4):
            board.mark(number, "running", questions)
        os.read(waits, 1)       # until it has been seen
        return os.getpid()

    def look() -> None:
        board.look()
        if last in seen:
            os.write(goes_on, b"12")

    side_by_side([partial(work, 0), partial(work, 1)], 2, look)
    assert seen[-1] == last


def test_where_formats_are_made_here_they_are_told_as_they_go() -> None:
    """At most once in an interval."""
    seen: list[Sequence[Stage]] = []
    board = Board(["a"], [1], seen.append)
    for questions in range(1000):
        board.mark(0, "running", questions)
    assert 1 <= len(seen) < 100
    assert seen[0] == [Stage("a", "running", 0, 1)]


@pytest.mark.parametrize(("stages", "expected"), [
    pytest.param([Stage("pdf", "running", 0, 1)], "pdf | 0 of 1 formats done", id="no question yet, or none ever told"),
    pytest.param([Stage("pdf", "running", 500, 1), Stage("epub", "waiting", 0, 0)],
                 "pdf 500/1000 | 0 of 2 formats done | about 12 s left", id="half of it, and a tenth for the checks"),
    pytest.param([Stage("pdf", "done", 1000, 1), Stage("epub", "running", 0, 1)],
                 "epub | 1 of 2 formats done | about 10 s left", id="half of the work"),
])
def test_the_line(stages: list[Stage], expected: str) -> None:
    """After ten seconds, a thousand questions."""
    assert line(stages, 1000, 10, 80) == expected


def test_the_line_fits_the_terminal() -> None:
    """One that wraps could not be erased."""
    assert line([Stage("cards-pdf", "running", 5, 1)] * 9, 10, 10, 40) == "cards-pdf 5/10 | cards-pdf 5/10 | cards"
