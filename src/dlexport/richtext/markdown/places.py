"""Positions: from an index into a Markdown token's content to the offset in the field.

Markdown removes the marks of quotes and lists from the start of each line and leaves its end alone, so a character is
found by counting from the end of the source line. The cells of a table are cut out of one line and lose the
backslashes before their pipes; each carries the position of its first character.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from markdown_it.token import Token

CELL = "cell"       # in a token's meta: (line, column) where the text of the cell begins in the source
_LINE_END = re.compile(r"\r\n?|\n")


class Places:
    """The lines of one field and their offsets; finds the offset of a character of a token."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line; computed at first use, since most texts have no problem."""
        return [0, *(match.end() for match in _LINE_END.finditer(self._text))]

    @cached_property
    def lines(self) -> list[str]:
        """Each line without its end."""
        return _LINE_END.split(self._text)

    def line_start(self, line: int) -> int:
        """The offset of the first visible character of a line, counted from 0; past the last line, the text's end."""
        if line >= len(self.lines):
            return self.starts[-1] + len(self.lines[-1])
        text = self.lines[line]
        return self.starts[line] + len(text) - len(text.lstrip())

    def offset(self, token: Token, index: int) -> int:
        """The offset into the field of `token.content[index]`."""
        if CELL in token.meta:
            return self._in_cell(token, index)
        content = token.content
        line = (token.map or [0])[0] + content.count("\n", 0, index)
        first = content.rfind("\n", 0, index) + 1
        row, _, _ = content[first:].partition("\n")
        return self._in_line(line, row.rstrip(), index - first)

    def _in_line(self, line: int, row: str, column: int) -> int:
        if line >= len(self.lines):
            return self.line_start(line)
        source = self.lines[line].rstrip()
        start = len(source) - len(row) if source.endswith(row) else source.find(row)
        return self.starts[line] + max(0, start) + column

    def _in_cell(self, token: Token, index: int) -> int:
        line, column = cast("tuple[int, int]", token.meta[CELL])
        source = self.lines[line]
        for _ in range(index):
            column += 2 if source.startswith("\\|", column) else 1
        return self.starts[line] + column + source.startswith("\\|", column)
