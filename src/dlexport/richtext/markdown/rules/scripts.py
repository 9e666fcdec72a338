"""A markdown-it rule for `H~2~O` and `x^2^`: a few letters or digits below or above the line, as in pandoc.

Both signs are common in plain text: `3~5天`, `北京~上海~广州`, `2^10`, `(^_^)`. So a script must follow its base
without a space, contain no space or punctuation, no Han in a subscript, and not stand between two numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_LETTERS: Final = r"A-Za-z0-9α-ωΑ-Ω′″°∞"
_SCRIPTS: Final = {
    "~": ("sub", re.compile(rf"~([{_LETTERS}+\-−=*()]{{1,30}})~(?!~)")),
    "^": ("sup", re.compile(rf"\^([{_LETTERS}\u3400-\u9fff+\-−=*/().]{{1,30}})\^(?!\^)")),
}
_OPERATORS: Final = frozenset("+-−=*/")
_BASES: Final = frozenset(")]}）】*_`'′|>$")


def script(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Inline rule: read a subscript or superscript."""
    start = state.pos
    kind, pattern = _SCRIPTS.get(state.src[start], ("", None))
    match = pattern.match(state.src, start, state.posMax) if pattern and start else None
    if match is None:
        return False
    before, after = state.src[start - 1], state.src[match.end():match.end() + 1] if match.end() < state.posMax else ""
    if not _is_script(before, match[1], after):
        return False
    if not silent:
        opening = state.push(f"{kind}_open", kind, 1)
        trace_of(state.env).mark(opening, start)
        state.push("text", "", 0).content = match[1]
        state.push(f"{kind}_close", kind, -1)
    state.pos = match.end()
    return True


def _is_script(before: str, inner: str, after: str) -> bool:
    if not (before.isalnum() or before in _BASES) or not any(map(str.isalnum, inner)):
        return False
    if after.isdigit() and (before.isdigit() or inner[-1].isdigit()):        # 1~2~3, 2^3^4, 约~100~200
        return False
    return not (after.isascii() and after.isalnum() and not _OPERATORS.isdisjoint(inner))      # x^2+y^2
