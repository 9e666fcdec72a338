"""Line breaking of a paragraph: the breaks for which the badness of all lines together is least.

Knuth and Plass, "Breaking Paragraphs into Lines" (1981), with one measure of badness in place of their penalties.
"""

from __future__ import annotations

from bisect import bisect_right
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlexport.exporters.pdf.text.columns import Columns

_SQUEEZED = 0.6         # badness of a line at full squeeze
_STRETCHED = 0.3        # badness of a line with its gaps at their widest
_TRACKING = 0.04        # space between characters, in ems, that is as bad as 1
_LONELY = 4.0           # badness of a last line of one character (clreq 3.4.4)
_LONELY_WIDTH = 1.6     # ems
_HOPELESS = 4.0         # badness beyond which no shorter line is tried
_FAR = 6.0              # ems left over: where words are cut, no line still shorter is tried that is hopeless
_HYPHEN = 3.0           # badness of a line that ends in a hyphen: spaces are better made a little too wide
_THIRD_HYPHEN = 1e6     # of one more after two such lines: only inside a word longer than three lines
_IN_A_ROW = 2           # lines that end in a hyphen
_LONG_WORD = 20         # hexadecimal digits of codes: five letters
_OVERFULL = 1e4         # badness of a line that sticks out since one atom is wider than the measure


def badness(text: Columns, start: int, end: int, slack: float) -> float:
    """The badness of a line from break `start` to break `end` with so many ems left over; infinite if too full."""
    first, last = text.break_last[start] + 1, text.break_last[end]
    if slack < 0.0:
        room = text.shrinks[last] - text.shrinks[first]
        return _SQUEEZED * (slack / room) ** 2 if -slack <= room else inf
    if last + 1 == text.count:
        lonely = start > 0 and text.break_end[end] - text.break_start[start] < _LONELY_WIDTH
        return _LONELY if lonely else 0.0
    room = text.stretches_by[last] - text.stretches_by[first]
    if slack <= room:
        return _STRETCHED * (slack / room) ** 2 if room else 0.0
    gaps = text.spreads[last] - text.spreads[first] or 0.5
    return (_STRETCHED if room else 0.0) + ((slack - room) / gaps / _TRACKING) ** 2


def wants_hyphens(text: Columns, ends: list[int], first_measure: float, measure: float, *, ragged: bool) -> bool:
    """Whether a line ending at one of these breaks is bad enough to hyphenate the word after it."""
    start = 0
    for end in ends:
        bad = badness(text, start, end, text.break_start[start] + (measure if start else first_measure)
                      - text.break_end[end])
        if bad == inf:
            return True
        after = text.break_last[end] + 1
        if bad > _STRETCHED and not ragged and after < text.count and (
                bad > _HOPELESS or len(text.shown[after]) >= _LONG_WORD):
            return True
        start = end
    return False


def best_breaks(text: Columns, first_measure: float, measure: float) -> list[int]:
    """The numbers of the breaks at which lines end; measures are in ems of the paragraph."""
    ends, costs, count = text.break_end, text.break_cost, len(text.break_end)
    if ends[-1] - text.break_start[0] <= first_measure:
        return [count - 1]
    best, came_from = [0.0, *[inf] * (count - 1)], [0] * count
    for start in range(count - 1):
        so_far = best[start]
        if so_far == inf:
            continue
        limit = text.break_start[start] + (measure if start else first_measure)
        beyond = bisect_right(ends, limit, start + 1)       # the first break that does not fit unsqueezed
        for end in range(beyond, count):
            total = so_far + costs[end] + badness(text, start, end, limit - ends[end])
            if total == inf:
                break
            if total < best[end]:
                best[end], came_from[end] = total, start
        for end in range(beyond - 1, start, -1):
            total = so_far + costs[end] + badness(text, start, end, limit - ends[end])
            if total < best[end]:
                best[end], came_from[end] = total, start
            if total > so_far + costs[end] + _HOPELESS:
                break
        if beyond == start + 1 and best[beyond] == inf:
            best[beyond], came_from[beyond] = so_far + _OVERFULL, start
    path = [count - 1]
    while came_from[path[-1]]:
        path.append(came_from[path[-1]])
    return path[::-1]


def best_hyphened_breaks(text: Columns, first_measure: float, measure: float) -> list[int]:
    """As `best_breaks`, for a hyphenated paragraph; also counts the hyphens that lines end in, one after the other."""
    ends, count = text.break_end, len(text.break_end)
    hyphened = [last >= 0 and text.tail[last] < 0.0 for last in text.break_last]
    extra = [cost + _HYPHEN * is_hyphen for cost, is_hyphen in zip(text.break_cost, hyphened, strict=True)]
    states = range(_IN_A_ROW + 1)
    best = [[inf for _ in states] for _ in range(count)]
    came_from = [[(0, 0) for _ in states] for _ in range(count)]
    best[0][0] = 0.0

    def offer(start: int, end: int, bad: float) -> None:
        for row in states:
            now = min(row + 1, _IN_A_ROW) if hyphened[end] else 0
            total = best[start][row] + bad + _THIRD_HYPHEN * (hyphened[end] and row == _IN_A_ROW)
            if total < best[end][now]:
                best[end][now], came_from[end][now] = total, (start, row)

    for start in range(count - 1):
        if min(best[start]) == inf:
            continue
        limit = text.break_start[start] + (measure if start else first_measure)
        beyond = bisect_right(ends, limit, start + 1)       # the first break, or nearly, that does not fit unsqueezed
        for end in range(beyond, count):
            bad = badness(text, start, end, limit - ends[end])
            if bad < inf:
                offer(start, end, bad + extra[end])
            elif end > start + 1:
                bare = limit - ends[end] - (text.tail[text.break_last[end]] if hyphened[end] else 0.0)
                if badness(text, start, end, bare) == inf:      # what follows a hyphen may be narrower than it
                    break
            else:
                offer(start, end, _OVERFULL + extra[end])
        for end in range(beyond - 1, start, -1):
            slack = limit - ends[end]
            bad = badness(text, start, end, slack)
            offer(start, end, bad + extra[end])
            if bad > _HOPELESS and slack > _FAR:
                break
    path: list[int] = []
    end, row = count - 1, 0
    while end:
        path.append(end)
        end, row = came_from[end][row]
    return path[::-1]
