"""Limits on one field: no text makes the reader slow, nests too deeply or loses a part silently.

markdown-it silently drops text nested past its own limit, and pairs delimiters in quadratic time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    from dlexport.richtext.markdown.trace import Trace

    BlockRule = Callable[[StateBlock, int, int, bool], bool]
    InlineRule = Callable[[StateInline, bool], bool]

TEXT: Final = 200_000           # characters of one field
NESTING: Final = 64             # quotes, lists and notes inside each other; likewise emphasis and links
BRACKETS: Final = 32            # links and pictures inside each other; beyond, brackets are plain characters
STEPS: Final = 250_000          # see `guard`; 5,000 paragraphs of prose take 30,000
CELLS: Final = 20_000           # cells of all tables of one field
MARKS_IN_BLOCK: Final = 1_000   # signs in one paragraph, heading or cell that may begin or end something
LABELS_IN_BLOCK: Final = 200    # the costliest of them: brackets that may begin a link, a picture or a note
MARKS_IN_FIELD: Final = 40_000
WRITTEN_OUT: Final = 300_000    # signs that macros may make of the formulas of one field

_BLOCK_COST: Final = 6          # a block costs about as much as six looks at a line
# runs of one sign count once; it begins with a set, since that is what the engine searches for quickly
_MARK: Final = re.compile(r"[*_~`$\[\]<&^=](?:(?<==)=*|(?<=\*)\**|(?<=_)_*|(?<=~)~*|(?<=`)`*|(?<=\$)\$*|)|\\\(")


class LimitError(Exception):
    """A limit was passed, and the reading of the field ends: code, message and hint of the problem.

    Attributes:
        line: the line of the field, counted from 0.
    """

    def __init__(self, code: str, message: str, hint: str, line: int) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.line = line


def guard(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Block rule that never matches: it counts the work of the parser.

    markdown-it tries its rules on each block, and (`silent`) on each line that may end one, again for each quote or
    list around it.

    Raises:
        LimitError: too much work, or blocks nested too deeply.
    """
    trace = trace_of(state.env)
    trace.steps += (1 + trace.blocks) * (1 if silent else _BLOCK_COST)
    if trace.steps > STEPS:
        raise LimitError("text-limit", "this text is too intricate to read in reasonable time",
                         "use fewer lines, blocks or levels; split the question in two", start)
    if not silent and trace.blocks > NESTING:
        raise LimitError("nesting-limit", f"quotes and lists are nested more than {NESTING} deep here",
                         "lift the inner ones out", start)
    return False


def container(rule: BlockRule) -> BlockRule:
    """The block rule, extended: while it reads its contents, it counts as one level of nesting."""
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
    """The inline rule, extended: it does not match where more than `BRACKETS` brackets nest (the parser is recursive).

    Args:
        rule: markdown-it's rule for a link, a picture or an inline note.
        inner: offset from the rule's first character to the text that it parses separately; None if it parses none.
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


def too_many(text: str, trace: Trace) -> str:
    """The limit that the text of one block passes, in words for a message; empty if it passes none."""
    marks = len(_MARK.findall(text))
    trace.marks += marks
    if text.count("[") > LABELS_IN_BLOCK:
        return f"more than {LABELS_IN_BLOCK:,} opening brackets in one paragraph"
    if marks > MARKS_IN_BLOCK:
        return f"more than {MARKS_IN_BLOCK:,} signs in one paragraph"
    return f"more than {MARKS_IN_FIELD:,} signs in one field" if trace.marks > MARKS_IN_FIELD else ""
