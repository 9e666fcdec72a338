"""Markdown-it rules for `*`, `_`, `~~` and `==`: flanking that suits Chinese, blanks, warnings of unpaired `**`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_inline.state_inline import Delimiter

from dlexport.richtext.markdown.rules.flanking import flanks
from dlexport.richtext.markdown.trace import place, trace_of

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_RUN = "run"    # in a token's meta: the length of the run of stars it is part of
_PAIR = 2
_BLANK = 3
_EQUALS = ord("=")
_FACTOR = re.compile(r"[A-Za-z0-9)\]][A-Za-z0-9(]")      # what stands around the sign of a product


def delimiters(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Push a token and a delimiter for each `*` or `_` of a run, or for each two `~` or `=`.

    A run of three or more low lines is a blank to fill in; `==` counts only as a run of exactly two.
    """
    marker, start = state.src[state.pos], state.pos
    if silent or marker not in "*_~=":
        return False
    end = start + 1
    while end < state.posMax and state.src[end] == marker:
        end += 1
    length, width = end - start, _PAIR if marker in "~=" else 1
    if length < width:
        return False
    if marker == "_" and length >= _BLANK:
        state.push("blank", "", 0).content = state.src[start:end]
        state.pos = end
        return True
    if marker == "=" and length > width:
        state.pending += state.src[start:end]
        state.pos = end
        return True
    odd = length % width
    if odd:
        state.push("text", "", 0).content = marker
    opens, closes = flanks(state.src, start, end, state.posMax)
    if marker == "=":
        opens = opens and not _is_operand(state.src[start - 1:start])
        closes = closes and not _is_operand(state.src[end:end + 1])
    trace = trace_of(state.env)
    for position in range(start + odd, end, width):
        token = state.push("text", "", 0)
        token.content = marker * width
        if marker == "*":
            trace.mark(token, position)
            token.meta[_RUN] = length
        # The length is for CommonMark's rule of three, which is about emphasis only.
        state.delimiters.append(Delimiter(
            marker=ord(marker), length=length if width == 1 else 0, token=len(state.tokens) - 1, end=-1,
            open=opens, close=closes))
    state.pos = end
    return True


def _is_operand(char: str) -> bool:
    """Whether `==` beside this character is a comparison, as in `a==b` and `f(x)==1`, and so no highlight."""
    return char.isascii() and (char.isalnum() or char in "_)]}([{!<>\"'") and bool(char)


def highlight(state: StateInline) -> None:
    """After pairing: turn paired `==` into opening and closing tokens, as markdown-it does for `~~`."""
    for delimiters in (state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta)):
        for opening in delimiters:
            if opening.marker == _EQUALS and opening.end >= 0:
                for number, nesting in ((opening.token, 1), (delimiters[opening.end].token, -1)):
                    token = state.tokens[number]
                    token.type, token.tag, token.nesting = f"mark_{'open' if nesting > 0 else 'close'}", "mark", nesting
                    token.content = ""


def stray(state: StateInline) -> None:
    """After pairing: warn of each run of two or more stars some of which found no partner.

    Likewise of a star between two operands that has one: `5*3=15, 2*4=8` would lose its signs without a word.
    """
    trace, following = trace_of(state.env), -1
    for token in state.tokens:
        if token.type == "em_open" and token.meta.get(_RUN) == 1:
            at = place(token) - trace.base
            before, after = state.src[at - 1:at] if at else "", state.src[at + 1:at + 2]
            if _FACTOR.fullmatch(before + after):
                trace.note("stray-emphasis", "this star begins emphasis, so it is not shown",
                           "write `\\*` to show the sign, or `×` for a product; put a space before it where emphasis "
                           "is meant", place(token), severity="warning")
        if token.type != "text" or token.content != "*" or token.meta.get(_RUN, 0) < _PAIR:
            continue
        at = place(token)
        if at != following:
            trace.note("stray-emphasis", "this `**` has no partner, so its stars are shown",
                       _advice(state, at - trace.base), at, length=token.meta[_RUN], severity="warning")
        following = at + 1


def _advice(state: StateInline, at: int) -> str:
    after = state.src[at:].lstrip("*")[:1]
    if at and after in {"", "\n"} and not state.src[at - 1].isspace():
        return "find the `**` that should open before it; write `\\*\\*` to show two stars"
    if not after.strip():
        return "no space may stand between `**` and the words it makes strong; write `\\*\\*` to show two stars"
    return "close it with another `**` in the same paragraph; write `\\*\\*` to show two stars"
