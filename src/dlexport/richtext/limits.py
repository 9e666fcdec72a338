"""How much one field may hold, so that no text makes the reader slow or deep, and none is lost in silence.

markdown-it drops what is nested past its own limit without a word, and pairs delimiters in quadratic time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.richtext.trace import trace_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    InlineRule = Callable[[StateInline, bool], bool]

TEXT: Final = 200_000           # characters of one field
NESTING: Final = 64             # quotes, lists and notes inside each other; likewise emphasis and links
BRACKETS: Final = 32            # links and pictures inside each other; beyond, brackets are plain characters
MARKS_IN_BLOCK: Final = 1_000   # signs in one paragraph, heading or cell that may begin or end something
MARKS_IN_FIELD: Final = 20_000
STEPS: Final = 400_000          # attempts at a block, counted by rule; 20,000 lines of prose take 20,000

MARKS: Final = re.compile(r"\*+|_+|~+|`+|!?\[|\]|<|&|\$+|\^\[")


class LimitError(Exception):
    """A limit that ends the reading of a field.

    Attributes:
        line: of the field, counted from 0.
    """

    def __init__(self, code: str, message: str, hint: str, line: int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.line = line


def guard(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """A block rule that never matches: it counts the steps and refuses what is nested too deeply."""
    trace = trace_of(state.env)
    trace.steps += 1
    if trace.steps > STEPS:
        raise LimitError("text-limit", "this text is too intricate to read in reasonable time",
                         "fewer lines inside fewer quotes and lists; split the question in two", start)
    if not silent and trace.blocks > NESTING:
        raise LimitError("nesting-limit", f"quotes and lists are nested more than {NESTING} deep here",
                         "lift the inner ones out", start)
    return False


def container(rule: BlockRule) -> BlockRule:
    """The same block rule, counted as one level of nesting while it reads what it holds."""
    def counted(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 – as above
        if silent:
            return rule(state, start, end, True)    # noqa: FBT003 – as above
        trace = trace_of(state.env)
        trace.blocks += 1
        try:
            return rule(state, start, end, False)   # noqa: FBT003 – as above
        finally:
            trace.blocks -= 1
    return counted


def bracketed(rule: InlineRule, inner: int | None = None) -> InlineRule:
    """The same inline rule, which gives up where brackets nest too deeply for a recursive parser.

    Args:
        rule: of markdown-it, for a link, a picture or an inline note.
        inner: where, after its first sign, the text begins that it reads as a text of its own; None if it does not.
    """
    def counted(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – as above
        trace = trace_of(state.env)
        if trace.brackets >= BRACKETS:
            return False
        base = trace.base
        trace.brackets += 1
        if inner is not None and not silent:
            trace.base += state.pos + inner
        try:
            return rule(state, silent)
        finally:
            trace.brackets -= 1
            trace.base = base
    return counted


def marks(text: str) -> int:
    """How many runs of signs in a text may begin or end something."""
    return sum(1 for _ in MARKS.finditer(text))
