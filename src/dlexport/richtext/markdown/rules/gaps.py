"""A markdown-it rule for `[[answer]]` in a prompt: a gap to fill in, with its right answers.

`[[a|b]]` accepts either answer, `[[3.14±0.01]]` any number that near. Double brackets with brackets inside, as
`[[1, 2], [3, 4]]`, and those around the text of a link are no gaps.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.patterns import many
from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.rules_inline import StateInline

    from dlexport.richtext.markdown.trace import Trace

ALSO: Final = "also"
"""Key in a token's meta: this is a further answer of the gap before."""
TOLERANCE: Final = "tolerance"
"""Key in a token's meta: the tolerance of a number, as typed."""

_WHOLE: Final = r"\\.|\$[^$\n]*+\$|`[^`\n]*+`"       # escapes, formulas, code: a `|` or bracket in them is text
_GAP: Final = re.compile(r"\[\[(" + many(rf"[^\[\]\n\\$`]++|{_WHOLE}|[$`]") + r")\]\](?!\(|\[(?!\[))")
_ANSWER: Final = re.compile(many(rf"[^|\\$`]++|{_WHOLE}|[$`]"))
_NUMBER: Final = r"[+\-−]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_NEAR: Final = re.compile(rf"({_NUMBER})\s*(?:±|\+/?-)\s*([0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?%?)")
_SIGNS: Final = "[["


def gap(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Inline rule: for each answer of a gap, push a `gap_open`, the answer's tokens and a `gap_close`."""
    trace, start = trace_of(state.env), state.pos
    if not trace.gaps or not state.src.startswith(_SIGNS, start):
        return False
    match = _GAP.match(state.src, start, state.posMax)
    if match is None:
        if not silent:
            _note_open(state, trace)
        return False
    if not silent:
        _push(state, trace, match)
    state.pos = match.end()
    return True


def _push(state: StateInline, trace: Trace, match: re.Match[str]) -> None:
    """The tokens of a gap."""
    most = state.posMax
    for number, (begin, end) in enumerate(_answers(state, match)):
        if begin == end:
            trace.note("empty-blank", "a blank with no answer", "write what is right between `[[` and `]]`; "
                       "write `\\[[` to show the signs", trace.base + match.start(), length=len(match[0]))
        near = _NEAR.fullmatch(state.src, begin, end)
        opening = state.push("gap_open", "", 1)
        trace.mark(opening, match.start())
        opening.meta |= {ALSO: True} if number else {}
        opening.meta |= {TOLERANCE: near[2]} if near else {}
        state.pos, state.posMax = begin, near.end(1) if near else end
        state.md.inline.tokenize(state)
        state.posMax = most
        state.push("gap_close", "", -1)


def _answers(state: StateInline, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Start and end index of each answer, without the spaces around it."""
    position = match.start(1)
    while True:
        found = _ANSWER.match(state.src, position, match.end(1))
        end = found.end() if found else position
        inner = state.src[position:end]
        yield end - len(inner.lstrip()), position + len(inner.rstrip()) if inner.strip() else end
        if end >= match.end(1):
            return
        position = end + 1


def _note_open(state: StateInline, trace: Trace) -> None:
    rest = state.src[state.pos + 2:state.posMax]
    if "]]" not in rest and state.src[state.pos - 1:state.pos] != "[":
        trace.note("open-blank", "this `[[` has no end, so it is shown as it stands",
                   "end the blank with `]]` in the same line; write `\\[[` to show the signs", trace.base + state.pos,
                   length=2, severity="warning")
