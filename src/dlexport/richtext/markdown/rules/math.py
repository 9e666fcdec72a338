r"""Markdown-it rules for formulas, tried before all others so that nothing in a formula is read as Markdown.

A formula is delimited by `$…$`, `$$…$$`, `\(…\)` or `\[…\]`, or begins with `\begin{align}` on a line of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.math.errors import MathError
from dlexport.richtext.markdown.formula import formula
from dlexport.richtext.markdown.rules.dollars import bracket_end, display_end, formula_end, pair_of_dollars
from dlexport.richtext.markdown.rules.reads_as_latex import is_latex, is_variable
from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

INLINE = "math_inline"
DISPLAY = "math_display"    # a displayed formula among words: it splits its paragraph
BLOCK = "math_block"
WIDTH = "width"             # key in a block's meta: characters of its delimiter on either side

_ENVIRONMENT: Final = re.compile(
    r"\\begin\{(align|alignat|aligned|alignedat|array|cases|dcases|displaymath|eqnarray|equation|flalign|gather|gathered|"
    r"math|multline|split|[bBpvV]?matrix)(\*?)\}")
_NESTED: Final = 8      # environments of one name inside each other
_IN_BRACKETS: Final = re.compile(r"\\\(((?:[^\\\n]|\\[^()]){1,200})\\\)")
_PLAIN: Final = re.compile(r"\w+(?:[ \t]+\w+)*", re.ASCII)
_FENCED: Final = re.compile(r"`[^`]+`")


def dollar(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Inline rule: `$…$` among words, or `$$…$$` within a paragraph."""
    start = state.pos
    if state.src[start] != "$" or _is_tag(state.src, start):
        return False
    width, kind, end = 1, INLINE, formula_end(state.src, start, state.posMax)
    if state.src.startswith("$$", start):
        width, kind, end = 2, DISPLAY, display_end(state.src, start, state.posMax)
    if end < 0:
        return _plain(state, start, width, silent=silent)
    if not silent:
        _push(state, kind, start + width, end - width)
    state.pos = end
    return True


def _is_tag(text: str, start: int) -> bool:
    """Whether the sign stands in Anki's `[$]` or `[/$]`, of which `markup_of_others` warns."""
    return text[start + 1:start + 2] == "]" and text[max(0, start - 2):start].endswith(("[", "[/"))


def bracket(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    r"""Inline rule: `\(…\)` and `\[…\]` if their content looks like LaTeX; otherwise their backslashes are escapes."""
    start = state.pos
    opening = state.src[start:start + 2]
    if opening not in {r"\(", r"\["}:
        return False
    end = bracket_end(state.src, start, state.posMax)
    if end < 0 or not (_is_formula(state.src, start, end) or _is_variable(state, start, end)):
        return False
    trace, inner = trace_of(state.env), state.src[start + 2:end - 2].strip()
    found = formula(inner, trace.macros)
    if isinstance(found, MathError):
        if not silent:
            trace.note("formula", f"this is no formula, so it is shown as it was typed: {found.message}",
                       f"{found.hint}; write it between dollar signs where a formula is meant", trace.base + start,
                       length=2, severity="warning")
        return False
    if not silent:
        _push(state, INLINE if opening == r"\(" else DISPLAY, start + 2, end - 2)
    state.pos = end
    return True


def _is_formula(text: str, start: int, end: int) -> bool:
    inner = text[start + 2:end - 2]
    if is_latex(inner):
        return True
    begins = not text[text.rfind("\n", 0, start) + 1:start].strip(" \t")
    ends = not text[end:].partition("\n")[0].strip(" \t.,;，。；")
    return begins and ends and not _PLAIN.fullmatch(inner.strip())


def _is_variable(state: StateInline, start: int, end: int) -> bool:
    r"""Whether it is `\(x\)` in a field with a certain formula in `\(…\)`: else it is more often an escape."""
    if state.src[start + 1] != "(" or not is_variable(state.src[start + 2:end - 2]):
        return False
    trace = trace_of(state.env)
    if trace.writes_brackets is None:
        trace.writes_brackets = any(is_latex(match[1]) for match in _IN_BRACKETS.finditer(trace.source.value))
    return trace.writes_brackets


def _push(state: StateInline, kind: str, start: int, end: int) -> None:
    inner = state.src[start:end]
    token = state.push(kind, "math", 0)
    if kind == INLINE and _FENCED.fullmatch(inner):     # GitLab's and GitHub's $`…`$
        start, inner = start + 1, inner[1:-1]
    token.content = inner.strip() if kind == INLINE else inner
    trace_of(state.env).mark(token, start + (len(inner) - len(inner.lstrip()) if kind == INLINE else 0))


def _plain(state: StateInline, start: int, width: int, *, silent: bool) -> bool:
    """Read both characters of a `$$` without a formula as text, so that the second is not tried alone."""
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
    r"""Block rule: from `$$` at the start of a line to `$$` at the end of this or a later line; likewise `\[…\]`."""
    first = state.bMarks[start] + state.tShift[start]
    opening = state.src[first:first + 2]
    if opening not in {"$$", r"\[", r"\b"} or state.is_code_block(start):
        return False
    if opening == r"\b":
        return _environment(state, start, end, silent=silent)
    last, closing, column = start, -1, first + 2
    # Only the first `$$` is considered; else a text with many lone ones would be read to its end from each.
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        closing = pair_of_dollars(state.src, column, state.eMarks[last]) if opening == "$$" else \
            state.src.find(r"\]", column, state.eMarks[last])
        if closing >= 0:
            break
        last += 1
        column = state.bMarks[last]
        if opening != "$$" and state.src.startswith(opening, column + state.tShift[last]):
            break       # the same for many lone `\[`
    if closing < 0 or state.src[closing + 2:state.eMarks[last]].strip():
        return False
    content = state.getLines(start, last + 1, state.blkIndent, keepLastLF=False).strip()
    if opening == "$$":
        whole = display_end(content, 0, len(content)) == len(content)
    else:
        whole = bracket_end(content, 0, len(content)) == len(content) and _is_formula(content, 0, len(content))
    return whole and _block(state, content, start, last + 1, 2, silent=silent)


def _environment(state: StateBlock, start: int, end: int, *, silent: bool) -> bool:
    r"""Block rule: from `\begin{align}` to the line that ends with its `\end{align}`."""
    first = state.bMarks[start] + state.tShift[start]
    match = _ENVIRONMENT.match(state.src, first, state.eMarks[start])
    if match is None:
        return False
    name = f"{match[1]}{match[2]}"
    depth, last = 0, start
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        line = state.src[state.bMarks[last]:state.eMarks[last]]
        depth += line.count(rf"\begin{{{name}}}") - line.count(rf"\end{{{name}}}")
        if not 0 < depth < _NESTED:
            break
        last += 1
    else:
        return False
    content = state.getLines(start, last + 1, state.blkIndent, keepLastLF=False).strip()
    return content.endswith(rf"\end{{{name}}}") and _block(state, content, start, last + 1, 0, silent=silent)


def _block(  # noqa: PLR0913 – a block, and where it stands
    state: StateBlock, content: str, start: int, end: int, width: int, *, silent: bool,
) -> bool:
    if not silent:
        token = state.push(BLOCK, "math", 0)
        token.content, token.map, token.meta[WIDTH] = content, [start, end], width
        state.line = end
    return True
