"""YAML events -> a located tree, with limits. The only importer of yaml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dlexport.problems import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

Style = Literal["", "'", '"', "|", ">"]


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

    def span(self, offset: int = 0, length: int = 1) -> Span:
        """The place in the file of `value[offset]`; that of the scalar's start when it cannot be told."""
        return Span(self.file, self.line, self.column + offset, length)
