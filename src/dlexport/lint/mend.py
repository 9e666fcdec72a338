"""Edits applied to the source file's lines; everything outside the edits stays byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlexport.lint.finding import Edit


def mended(lines: Sequence[str], edits: Iterable[Edit]) -> tuple[list[str], int]:
    """The lines of a file after the edits, and the number of edits made.

    An edit is skipped if the file spells its text differently (a YAML escape, a folded line), if it crosses a line
    end, or if it overlaps another edit.
    """
    places: dict[int, list[tuple[int, int, str]]] = {}
    for edit in edits:
        begin, last = edit.field.span(edit.start), edit.field.span(edit.end - 1)
        old = edit.field.value[edit.start:edit.end]
        left, right = begin.column - 1, last.column
        if begin.line == last.line and lines[begin.line - 1][left:right] == old:
            places.setdefault(begin.line, []).append((left, right, edit.new))
    result, made = list(lines), 0
    for number, here in places.items():
        line, low = result[number - 1], len(result[number - 1]) + 1
        for left, right, new in sorted(set(here), reverse=True):
            if right <= low:
                line, low, made = line[:left] + new + line[right:], left, made + 1
        result[number - 1] = line
    return result, made
