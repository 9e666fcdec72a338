r"""A markdown-it rule that never matches: it warns of LaTeX commands outside formulas, such as `\frac` in a text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_COMMAND: Final = re.compile(r"\\[A-Za-z]{2,}")
_PATH: Final = re.compile(r"[A-Za-z0-9_:./\\-]")      # characters before a backslash in a path or an escape
_BEGINS: Final = frozenset({r"\begin", r"\end", r"\left", r"\right", r"\text"})


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    from dlexport.math.latex.commands import COMMANDS  # noqa: PLC0415 - only where there is a backslash
    from dlexport.math.latex.leaves import LEAVES  # noqa: PLC0415 - as above

    return frozenset({*COMMANDS, *LEAVES}) | _BEGINS


def command(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 – markdown-it's signature
    """Never match; warn of a LaTeX command that would be shown as typed."""
    start = state.pos
    match = None if silent else _COMMAND.match(state.src, start, state.posMax)
    if match is None or match[0] not in _known() or (start and _PATH.match(state.src, start - 1)):
        return False
    trace = trace_of(state.env)
    example = "$…$" if match[0] in {r"\begin", r"\end"} else f"${match[0]}…$"
    trace.note("latex-in-text", f"`{match[0]}` is LaTeX outside of a formula, so it is shown as it was typed",
               f"put the formula between dollar signs: `{example}`; if the word itself is meant, put it into code: "
               f"`` `{match[0]}` ``", trace.base + start, length=len(match[0]), severity="warning")
    return False
