"""Classes of a YAML tree in which every node knows its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dlexport.problems import Span
from dlexport.source import positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dlexport.problems import Problem
    from dlexport.source.positions import CharRun, ScalarLines, Style


@dataclass(frozen=True, slots=True)
class Located:
    """A scalar's value and where it stands, so that any offset into the value has a line and column.

    Attributes:
        value: the text YAML gives.
        file, line, column: where the scalar starts (1-based).
        style: YAML's: plain, single or double quoted, literal, folded.
        lines: the lines of the file, shared.
    """

    value: str
    file: str
    line: int
    column: int
    style: Style
    lines: Sequence[str]
    # found when first asked for, since most texts have no problem, and once, since a hostile one has ten thousand
    _runs: list[CharRun] = field(default_factory=list, init=False, repr=False, compare=False)

    def span(self, offset: int = 0, length: int = 1) -> Span:
        """The place in the file of `value[offset]`; that of the last character when the offset is past the end."""
        start = self.line, self.column
        if not self._runs:
            self._runs.extend(positions.runs(self.value, self.style, start, self.lines))
        inside = min(max(offset, 0), max(len(self.value) - 1, 0))
        line, column = positions.place(self._runs, inside) or start
        return Span(self.file, line, column, length)


def move(placed: Iterable[Located | Span], by: int, lines: Sequence[str]) -> None:
    """Shift positions in place, since the file has more or fewer lines before them now.

    For what a process keeps from one reading of a file to the next. New objects would cost twenty times as much, and
    whoever holds the old ones wants the positions in the file as it is now too.

    Args:
        placed: what moves.
        by: the number of lines, down.
        lines: the lines of the file as it is now.
    """
    for one in placed:
        object.__setattr__(one, "line", one.line + by)
        if isinstance(one, Located):
            object.__setattr__(one, "lines", lines)
            one._runs.clear()  # noqa: SLF001 - of this module


# Named tuples: a bank of ten thousand questions has half a million nodes, and these are made three times as
# fast as frozen dataclasses.


class ScalarNode(NamedTuple):
    """A scalar; `cut` when it is plain and a comment follows it on its line."""

    value: str
    line: int
    column: int
    style: Style
    cut: bool


class SequenceNode(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


class MappingNode(NamedTuple):
    """A mapping with its keys in the order of the file, each once."""

    entries: tuple[tuple[ScalarNode, Node], ...]
    line: int
    column: int


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as a located tree. `root` is None when it could not be read to its end; then there are problems.

    `anchors` is whether it has any, so that a part of it may stand for what is written in another.
    """

    file: str
    lines: ScalarLines
    root: Node | None
    problems: tuple[Problem, ...]
    anchors: bool = False

    def located(self, node: ScalarNode) -> Located:
        """The scalar with its file."""
        return Located(node.value, self.file, node.line, node.column, node.style, self.lines)

    def span(self, node: Node, length: int = 1) -> Span:
        """The position where the node starts."""
        return Span(self.file, node.line, node.column, length)
