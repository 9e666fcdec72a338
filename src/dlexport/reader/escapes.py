r"""Escapes in double quotes: to YAML the `\n` of `"$\nabla$"` is a line break and the `\f` of `\frac` a form feed."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from dlexport.problems import Problem
from dlexport.source.syntax_hints import quoted

if TYPE_CHECKING:
    from dlexport.source.yaml_tree import Located

# no source file may hold these, so only an escape can bring them in
_CONTROL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# outside a formula, a tab, line feed, return or no-break space may be meant
_WITHIN_FORMULA: Final = re.compile("[\t\n\r](?=[A-Za-z])|\xa0")
_LOOKED_AT: Final = 100         # finding a place takes as long as the text
_SHOWN_AT_MOST: Final = 60


def escape_problem(name: str, text: Located) -> Problem | None:
    """The problem of the first escape that gives no readable text, in the field `name`; None if there is none."""
    if text.style != '"':
        return None
    control = _CONTROL.search(text.value)
    if control:
        return _problem(name, text, control.start())
    for match in islice(_WITHIN_FORMULA.finditer(text.value), _LOOKED_AT):
        if text.value.count("$", 0, match.start()) % 2 and _typed(text, match.start()).startswith("\\"):
            return _problem(name, text, match.start())
    return None


def _typed(text: Located, offset: int) -> str:
    """The first two characters of what the file has for `value[offset]`."""
    span = text.span(offset)
    return text.lines[span.line - 1][span.column - 1:span.column + 1]


def _problem(name: str, text: Located, offset: int) -> Problem:
    typed, character = _typed(text, offset), f"U+{ord(text.value[offset]):04X}"
    if typed[1:] in {"x", "u", "U"}:
        return Problem("control-character", f"the character {character} may not stand in a text", text.span(offset),
                       "it is invisible; delete it")
    row = text.lines[text.line - 1][text.column - 1:].rstrip()
    example = f"in single quotes it is text: {quoted(f'{name}:', row)}\nor begin it after `|` in the next line"
    one_line = row.endswith('"') and len(row) <= _SHOWN_AT_MOST
    return Problem(
        "control-character", f"within double quotes `{typed}` stands for the character {character}",
        text.span(offset, len(typed)), example if one_line else "begin the text after `|` in the next line")
