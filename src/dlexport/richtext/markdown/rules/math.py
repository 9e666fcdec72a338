"""Markdown-it rules for `$…$` and `$$…$$`: formulas are cut out before anything in them can be taken for Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.richtext.markdown.rules.dollars import display_end, formula_end, pair_of_dollars
from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

INLINE = "math_inline"
DISPLAY = "math_display"    # among words: it splits its paragraph
BLOCK = "math_block"


def dollar(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """An inline rule: a formula among words, or a displayed one within a paragraph."""
    start = state.pos
    if state.src[start] != "$":
        return False
    width, kind, end = 1, INLINE, formula_end(state.src, start, state.posMax)
    if state.src.startswith("$$", start):
        width, kind, end = 2, DISPLAY, display_end(state.src, start, state.posMax)
    if end < 0:
        return _plain(state, start, width, silent=silent)
    if not silent:
        token = state.push(kind, "math", 0)
        token.content = state.src[start + width:end - width]
        trace_of(state.env).mark(token, start + width)
    state.pos = end
    return True


def _plain(state: StateInline, start: int, width: int, *, silent: bool) -> bool:
    """Take both signs of a `$$` that displays nothing at once, so that the second is not tried alone."""
    if not silent:
        state.pending += "$" * width
        if width > 1:
            trace = trace_of(state.env)
            trace.note("formula", "this `$$` has no partner, so nothing is displayed",
                       "close the formula with `$$` before the next blank line; write `\\$\\$` to show the signs",
                       trace.base + start, length=2, severity="warning")
    state.pos = start + width
    return True


def display(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """A block rule: `$$` at the start of a line up to the `$$` at the end of this or a later one."""
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", first) or state.is_code_block(start):
        return False
    last, closing, column = start, -1, first + 2
    # The first `$$` met decides, else a text of many lone ones would be read to its end from each.
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        closing = pair_of_dollars(state.src, column, state.eMarks[last])
        if closing >= 0:
            break
        last += 1
        column = state.bMarks[last]
    if closing < 0 or state.src[closing + 2:state.eMarks[last]].strip():
        return False
    content = state.getLines(start, last + 1, state.blkIndent, keepLastLF=False).strip()
    if display_end(content, 0, len(content)) != len(content):
        return False
    if not silent:
        token = state.push(BLOCK, "math", 0)
        token.content, token.map = content, [start, last + 1]
        state.line = last + 1
    return True
