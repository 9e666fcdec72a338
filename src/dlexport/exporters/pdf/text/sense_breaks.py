"""Line breaks by the sense of a text: titles and prompts end their lines where it allows it."""

from __future__ import annotations

from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dlexport.exporters.pdf.text.paragraph import TextParagraph


def sense_breaks(text: TextParagraph, costs: Sequence[float], count: int, measure: float,
                 unlike: Callable[[float, bool], float]) -> tuple[list[int], float]:
    """The breaks of least cost for so many lines, and that cost; infinite where they do not fit.

    Args:
        text: what is broken.
        costs: of each of its breaks, see `TextParagraph.sense`.
        count: the number of lines.
        measure: the width of a line in ems.
        unlike: the cost of a line by its width in ems, and whether it is the last one.
    """
    starts, ends = text.break_start, text.break_end
    breaks = len(ends)
    farthest = [*accumulate(reversed(ends), max)][::-1]      # of all breaks from one on: a hyphen reaches further
    best, came = [0.0] + [inf] * (breaks - 1), list[list[int]]()
    for line in range(count):
        row, origin = [inf] * breaks, [0] * breaks
        last = line == count - 1        # it ends with the text
        for start in range(breaks - 1):
            so_far, begin = best[start], starts[start]
            if so_far == inf or (last and farthest[start + 1] - begin > measure):
                continue
            for end in range(breaks - 1 if last else start + 1, breaks):
                width = ends[end] - begin
                if width > measure:
                    break
                total = so_far + costs[end] + unlike(width, last)
                if total < row[end]:
                    row[end], origin[end] = total, start
        came.append(origin)
        best = row
    path, end = list[int](), breaks - 1
    for origin in reversed(came):
        path.insert(0, end)
        end = origin[end]
    return path, best[-1]
