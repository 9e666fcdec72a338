"""Positions in the file of the characters of a YAML scalar (YAML 1.1, chapters 9.1 to 9.3, as libyaml reads it)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, overload

if TYPE_CHECKING:
    from collections.abc import Iterator

Style: TypeAlias = Literal["", "'", '"', "|", ">"]
Place: TypeAlias = tuple[int, int]
"""1-based line and column, in code points."""

_BREAK: Final = re.compile("\r\n|\r|\n")
_BLANKS: Final = " \t"
_DOUBLE: Final = re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|.)|(\")|[^\\\"]+", re.DOTALL)
_SINGLE: Final = re.compile(r"''|(')|[^']+")
_LINE_FEEDS: Final = re.compile("\n*")
_start: Final = attrgetter("start")


class ScalarLines(Sequence[str]):
    """The lines of a text, without their ends; cut only when first asked for, since most texts have no problem."""

    __slots__ = ("_lines", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: list[str] | None = None

    def _cut(self) -> list[str]:
        if self._lines is None:
            self._lines = _BREAK.split(self._text)
        return self._lines

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        return self._cut()[index]

    def __len__(self) -> int:
        return len(self._cut())


class CharRun(NamedTuple):
    """`size` characters of the value from `start`, and where they stand in the file.

    They stand in a row from `line`, `column`, or, where `step` is 0 (an escape, a folded line end), all there.
    """

    start: int
    size: int
    line: int
    column: int
    step: int


def runs(value: str, style: Style, start: Place, lines: Sequence[str]) -> list[CharRun]:
    """The positions of the characters of a scalar that begins (with its quote or `|`) at `start`, in order.

    A line end of the file that became a space or a line feed of the value has the position just after the line's last
    character. If the file does not contain the value (a node made by hand), positions are counted from `start` as if
    the value stood there unchanged.
    """
    line, column = start
    if not 1 <= line <= len(lines) or not _begins(lines[line - 1], column, style):
        return list(_as_it_is(value, start))
    if style == "|":
        return list(_literal(value, line, lines))
    return list(_folded(value, line, lines) if style == ">" else _flow(style, len(value), start, lines))


def place(found: Sequence[CharRun], offset: int) -> Place | None:
    """The place of the character at `offset`; None where no run has it."""
    index = bisect_right(found, offset, key=_start) - 1
    if index < 0 or offset >= found[index].start + found[index].size:
        return None
    run = found[index]
    return run.line, run.column + run.step * (offset - run.start)


def _begins(line: str, column: int, style: Style) -> bool:
    return not style or line[column - 1:column] == style


def _as_it_is(value: str, start: Place) -> Iterator[CharRun]:
    at = 0
    for row, text in enumerate(value.split("\n")):
        yield CharRun(at, len(text) + 1, start[0] + row, 1 if row else start[1], 1)
        at += len(text) + 1


def _literal(value: str, header: int, lines: Sequence[str]) -> Iterator[CharRun]:
    """Each line of the value is the end of a line of the file: what stands before it is indentation."""
    at = 0
    for row, text in enumerate(value.split("\n")):
        line = min(header + row, len(lines) - 1)
        yield CharRun(at, len(text) + 1, line + 1, max(0, len(lines[line]) - len(text)) + 1, 1)
        at += len(text) + 1


def _folded(value: str, header: int, lines: Sequence[str]) -> Iterator[CharRun]:
    """Text lines stand in the value as they are; between two of them stands one space, or line feeds."""
    in_file = next((lines[n] for n in range(header, len(lines)) if lines[n].strip(" ")), "")
    in_value = next((line for line in value.split("\n") if line.strip(" ")), "")
    indent = max(0, _leading(in_file) - _leading(in_value))
    at = 0
    end = header, len(lines[header - 1]) + 1
    for number in range(header, len(lines)):
        content = lines[number][indent:]
        if content:
            size = _line_feeds(value, at)
            if not size and at and not value.startswith(content, at):
                size = 1        # the line end is a space
            if size:
                yield CharRun(at, size, *end, 0)
                at += size
            if not value.startswith(content, at):
                return
            yield CharRun(at, len(content), number + 1, indent + 1, 1)
            at += len(content)
            end = number + 1, len(lines[number]) + 1
        if at >= len(value):
            return
    yield CharRun(at, len(value) - at, *end, 0)


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _line_feeds(value: str, at: int) -> int:
    match = _LINE_FEEDS.match(value, at)
    return len(match[0]) if match else 0


def _flow(style: Style, size: int, start: Place, lines: Sequence[str]) -> Iterator[CharRun]:
    """Plain and quoted scalars: blanks around a line end go; one line end is a space, n more are n line feeds."""
    at = 0
    blank = 0           # lines without text since the last with some
    escaped = False     # that one ended with a backslash: its end is nothing
    end = start
    for line in range(start[0], len(lines) + 1):
        row = lines[line - 1]
        column = start[1] + len(style)
        if line > start[0]:
            column = len(row) - len(row.lstrip(_BLANKS)) + 1
            if column > len(row):
                blank += 1
                continue
            folded = blank or int(not escaped)
            if folded:
                yield CharRun(at, folded, *end, 0)
                at += folded
        text = _without_trailing(row, style)
        escaped, blank, end = style == '"' and _ends_with_backslash(text), 0, (line, len(text) + 1)
        for run in _row(style, text, line, column, at):
            at = run.start + run.size
            yield run
        if at >= size:
            return


def _without_trailing(row: str, style: Style) -> str:
    """The row without the blanks at its end; one behind a backslash is escaped and stays."""
    text = row.rstrip(_BLANKS)
    return row[:len(text) + 1] if style == '"' and _ends_with_backslash(text) else text


def _ends_with_backslash(text: str) -> bool:
    """Whether it ends with one that is not itself escaped."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _row(style: Style, text: str, line: int, column: int, at: int) -> Iterator[CharRun]:
    """The runs of one line of the file, from `column` to the closing quote or its end."""
    if not style:
        yield CharRun(at, len(text) - column + 1, line, column, 1)
        return
    for token in (_DOUBLE if style == '"' else _SINGLE).finditer(text, column - 1):
        if token[1]:
            return
        alone = token[0][0] == ("\\" if style == '"' else style)     # an escape: one character, however long
        size = 1 if alone else len(token[0])
        yield CharRun(at, size, line, token.start() + 1, 0 if alone else 1)
        at += size
