"""Where in the file each character of a YAML scalar stands (YAML 1.1, chapters 9.1 to 9.3, as libyaml reads it)."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


class Lines(Sequence[str]):
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


class _Run(NamedTuple):
    """`size` characters of the value from `start`, and where they stand in the file.

    They stand in a row from `line`, `column`, or, where `step` is 0 (an escape, a folded line end), all there.
    """

    start: int
    size: int
    line: int
    column: int
    step: int


def place(value: str, offset: int, style: Style, start: Place, lines: Sequence[str]) -> Place:
    """The place of `value[offset]`, a scalar of this style that begins (with its quote or `|`) at `start`.

    An offset past the end counts as the last character. Where a line end of the file became a space or a line
    feed of the value, its place is just behind the line's last character. Where the file does not hold the
    value (it was made by hand), the place is counted from `start` as if it stood there as it is.
    """
    offset = min(max(offset, 0), max(len(value) - 1, 0))
    line, column = start
    if not 1 <= line <= len(lines) or not _begins(lines[line - 1], column, style):
        return _as_it_is(value, offset, start)
    if style == "|":
        return _literal(value, offset, line, lines)
    runs = _folded(value, line, lines) if style == ">" else _flow(style, start, lines)
    for run in runs:
        if run.start + run.size > offset:
            return run.line, run.column + run.step * (offset - run.start)
    return start


def _begins(line: str, column: int, style: Style) -> bool:
    return not style or line[column - 1:column] == style


def _as_it_is(value: str, offset: int, start: Place) -> Place:
    row = value.count("\n", 0, offset)
    column = offset - value.rfind("\n", 0, offset)
    return start[0] + row, column if row else start[1] + column - 1


def _literal(value: str, offset: int, header: int, lines: Sequence[str]) -> Place:
    """Each line of the value is the end of a line of the file: what stands before it is indentation."""
    row = value.count("\n", 0, offset)
    begin = value.rfind("\n", 0, offset) + 1
    end = value.find("\n", begin)
    size = (end if end >= 0 else len(value)) - begin
    line = min(header + row, len(lines) - 1)
    return line + 1, max(0, len(lines[line]) - size) + offset - begin + 1


def _folded(value: str, header: int, lines: Sequence[str]) -> Iterator[_Run]:
    """Text lines stand in the value as they are; between two of them stands one space, or line feeds."""
    in_file = next((lines[n] for n in range(header, len(lines)) if lines[n].strip(" ")), "")
    in_value = next((line for line in value.split("\n") if line.strip(" ")), "")
    indent = max(0, _leading(in_file) - _leading(in_value))
    at = 0
    end = header, len(lines[header - 1]) + 1
    for number in range(header, len(lines)):
        content = lines[number][indent:]
        if content:
            if at and value[at:at + 1] == " " and not value.startswith(content, at):
                yield _Run(at, 1, *end, 0)
                at += 1
            breaks = len(value) - at - len(value[at:].lstrip("\n")) if value[at:at + 1] == "\n" else 0
            if breaks:
                yield _Run(at, breaks, *end, 0)
                at += breaks
            if not value.startswith(content, at):
                return
            yield _Run(at, len(content), number + 1, indent + 1, 1)
            at += len(content)
            end = number + 1, len(lines[number]) + 1
        if at >= len(value):
            return
    yield _Run(at, len(value) - at, *end, 0)


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _flow(style: Style, start: Place, lines: Sequence[str]) -> Iterator[_Run]:
    """Plain and quoted scalars: blanks around a line end go; one line end is a space, n more are n line feeds."""
    line, column = start
    column += len(style)
    at = 0
    first = True
    escaped = False     # the last line ended with a backslash: its end is nothing
    blank = 0           # lines without text since
    end = start
    while line <= len(lines):
        row = lines[line - 1]
        if not first:
            column = len(row) - len(row.lstrip(_BLANKS)) + 1
            if column > len(row):
                blank += 1
                line += 1
                continue
            size = blank or int(not escaped)
            if size:
                yield _Run(at, size, *end, 0)
                at += size
        escaped, blank, first = False, 0, False
        for run in _row(style, row, line, column, at):
            if run is None:
                return
            at = run.start + run.size
            escaped = run.size == 0
            end = run.line, run.column + max(run.size * run.step, 1 - run.step)
            yield run
        line += 1


def _row(style: Style, row: str, line: int, column: int, at: int) -> Iterator[_Run | None]:
    """The runs of one line of the file, from `column`; None after the closing quote.

    A backslash at the line's end is a run without characters.
    """
    text = row.rstrip(_BLANKS)
    if style == '"' and (len(text) - len(text.rstrip("\\"))) % 2 and text != row:
        text += row[len(text)]      # the blank after the backslash is escaped, not trailing
    if not style:
        yield _Run(at, len(text) - column + 1, line, column, 1)
        return
    for token in (_DOUBLE if style == '"' else _SINGLE).finditer(text, column - 1):
        if token[1]:
            yield None
            return
        begin = token.start() + 1
        if token[0][0] == ("\\" if style == '"' else style):
            yield _Run(at, 1, line, begin, 0)
            at += 1
        else:
            yield _Run(at, len(token[0]), line, begin, 1)
            at += len(token[0])
    if style == '"' and (len(text) - len(text.rstrip("\\"))) % 2:
        yield _Run(at, 0, line, len(text), 1)
