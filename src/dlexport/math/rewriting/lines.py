r"""Line breaks outside alignments: a formula with `\\` at its top level becomes a stack of lines."""

from __future__ import annotations

from typing import Final

from dlexport.math.rewriting.tokens import CLOSES, OPENS, Token, made

_BREAKS: Final = frozenset({r"\\", r"\cr"})


def several(found: list[Token]) -> list[Token]:
    r"""The formula, wrapped in `gathered` (in `aligned` if it has `&`) if it has line breaks at its top level."""
    outside = _outside(found)
    breaks = [index for index in outside if found[index].text in _BREAKS]
    if not breaks:
        return found
    while breaks and not any(token.text.strip() for token in found[breaks[-1] + 1:]):
        found = found[:breaks.pop()]        # a break at the end is dropped
    if not breaks:
        return found
    outside = [index for index in outside if index < len(found)]
    aligned = any(found[index].text == "&" for index in outside)
    tagged = any(found[index].text == r"\tag" for index in outside)
    name = ("align*" if aligned else "gather*") if tagged else "aligned" if aligned else "gathered"
    start, end = found[0].place, found[-1].place
    first = next(token.text for token in found if token.text.strip())
    apart = "{}" if first == "[" else ""        # else the bracket would be read as the vertical alignment
    return [*made(rf"\begin{{{name}}}{apart}", start), *found, *made(rf"\end{{{name}}}", end)]


def _outside(found: list[Token]) -> list[int]:
    """Indices of the tokens outside groups, environments and growing delimiters."""
    depth, outside = 0, []
    for index, token in enumerate(found):
        if token.text in OPENS:
            depth += 1
        elif token.text in CLOSES:
            depth -= 1
        elif not depth:
            outside.append(index)
    return outside
