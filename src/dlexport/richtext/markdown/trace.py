"""State of the reading of one field: its problems so far, the position reached, counters for the limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from dlexport.math.rewriting.macros import NONE
from dlexport.problems import Problem
from dlexport.richtext.markdown.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

    from markdown_it.token import Token

    from dlexport.math.rewriting.macros import Macros
    from dlexport.problems import Severity
    from dlexport.source.yaml_tree import Located

MOST = 500     # problems reported per field; more help nobody
_KEY = "trace"
_AT = "at"


@dataclass(slots=True)
class Trace:
    r"""State of the reading of one field, carried through the Markdown parser in its environment.

    Attributes:
        macros: the bank's own LaTeX commands.
        token: the block whose inline text is being read.
        base: index into that text where the part being parsed begins; above 0 inside a picture's description.
        brackets: how many links, pictures and inline notes enclose the current position.
        blocks: how many quotes, lists and notes enclose it.
        steps, cells, marks: counters, compared with `limits.STEPS`, `CELLS` and `MARKS_IN_FIELD`.
        written: how many signs macros have made of its formulas, compared with `limits.WRITTEN_OUT`.
        gaps: whether the field is a prompt, in which `[[…]]` is a gap.
        one_line: whether the field is a title, which has one line.
        recalls: whether the field is a key point, whose strong texts may have hints.
        writes_brackets: whether the field certainly writes a formula as `\(…\)`; None if not yet looked for.
        html: whether unsupported HTML was already reported: once per field is enough.
        problems: in the order in which they were found.
        used: labels of the link definitions that links refer to.
    """

    source: Located
    places: Places
    macros: Macros = NONE
    token: Token | None = None
    base: int = 0
    brackets: int = 0
    blocks: int = 0
    steps: int = 0
    cells: int = 0
    marks: int = 0
    written: int = 0
    gaps: bool = False
    one_line: bool = False
    recalls: bool = False
    html: bool = False
    writes_brackets: bool | None = None
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def note(  # noqa: PLR0913 – what is wrong, and where
        self, code: str, message: str, hint: str, index: int, *, length: int = 1, severity: Severity = "error",
    ) -> None:
        """Add a problem; `index` counts in the text of the block being read, or in the field if there is no block."""
        if len(self.problems) < MOST:       # to find an offset takes a while in a long text
            offset = self.places.offset(self.token, index) if self.token else index
            self.note_offset(code, message, hint, offset, length=length, severity=severity)

    def note_line(self, code: str, message: str, hint: str, line: int, *, severity: Severity = "error") -> None:
        """Add a problem at the start of a line of the field, counted from 0."""
        self.note_offset(code, message, hint, self.places.line_start(line), severity=severity)

    def note_offset(  # noqa: PLR0913 – as above
        self, code: str, message: str, hint: str, offset: int, *, length: int = 1, severity: Severity = "error",
    ) -> None:
        """Add a problem at an offset into the field."""
        if len(self.problems) < MOST:
            self.problems.append(Problem(code, message, self.source.span(offset, length), hint, severity))

    def mark(self, token: Token, index: int) -> None:
        """Record the index in its block's text where an inline token begins."""
        token.meta[_AT] = index + self.base


def place(token: Token) -> int:
    """The index that `Trace.mark` recorded for a token."""
    return cast("int", token.meta.get(_AT, 0))


def environment(source: Located, macros: Macros = NONE) -> tuple[dict[str, Any], Trace]:
    """A new environment for the Markdown parser, and the trace in it."""
    trace = Trace(source, Places(source.value), macros)
    return {_KEY: trace, "references": Definitions(trace.used)}, trace


def trace_of(env: MutableMapping[str, Any]) -> Trace:
    """The trace in a parser's environment."""
    return cast("Trace", env[_KEY])


class Definitions(dict[str, dict[str, Any]]):
    """Link definitions by label; records which of them links refer to."""

    def __init__(self, used: set[str]) -> None:
        super().__init__()
        self._used = used

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 – dict's own signature
        """As `dict.get`; records the label."""
        self._used.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> dict[str, Any]:
        self._used.add(key)
        return super().__getitem__(key)

    def unused(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The definitions that no link refers to."""
        return ((label, entry) for label, entry in self.items() if label not in self._used)
