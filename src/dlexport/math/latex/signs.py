r"""Tokens that the reader itself handles: ends of rows, scripts, primes, switches of style and font.

All other commands are in the tables of `dlexport.math.latex.commands`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.latex.fractions import INFIXES
from dlexport.math.latex.leaves import LEAVES
from dlexport.math.latex.lexer import END
from dlexport.math.latex.near import meant
from dlexport.math.latex.symbols import FUNCTIONS, LIMIT_FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

# Tokens that end any row, each with the message for one without a beginning. The function that began the row checks.
_LINE_BREAK: Final = (
    "a line break outside an alignment or a matrix", r"wrap the lines in \begin{aligned} … \end{aligned}",
)  # fmt: skip
_PAIRS: Final = r"each \left needs its \right within the same group"
STRAY: Final = {
    "}": ("this } closes nothing", r"delete it, add the missing {, or write \} for a visible brace"),
    "&": ("& outside an alignment or a matrix", r"write \& for the sign, or wrap it in an environment"),
    r"\\": _LINE_BREAK,
    r"\cr": _LINE_BREAK,
    r"\right": (r"\right without \left", _PAIRS),
    r"\middle": (r"\middle without \left", _PAIRS),
    r"\end": (r"\end without \begin", "delete it, or begin the environment in the same group"),
    "$": ("a dollar sign inside a formula", r"write \$ for the sign"),
}
ENDS: Final = frozenset({END, *STRAY})
SCRIPTS: Final = frozenset({"^", "_", "'", "’", r"\limits", r"\nolimits", r"\displaylimits"})
_UNKNOWN: Final = (
    "for a function's name write \\operatorname{{{name}}}, for words \\text{{{name}}}; "
    "a command of your own is defined in `bank.macros`"
)
DIGITS: Final = frozenset("0123456789")
PRIMES: Final = {1: "′", 2: "″", 3: "‴", 4: "⁗"}
STYLE_SWITCHES: Final = {
    r"\displaystyle": {"displaystyle": "true", "scriptlevel": "0"},
    r"\textstyle": {"displaystyle": "false", "scriptlevel": "0"},
    r"\scriptstyle": {"displaystyle": "false", "scriptlevel": "1"},
    r"\scriptscriptstyle": {"displaystyle": "false", "scriptlevel": "2"},
}
FONT_SWITCHES: Final = {
    r"\rm": "normal", r"\bf": "bold", r"\it": "italic", r"\sf": "sans-serif", r"\tt": "monospace",
    r"\cal": "script",
}  # fmt: skip
NOT_ARGUMENTS: Final = ENDS | SCRIPTS | frozenset({*STYLE_SWITCHES, *FONT_SWITCHES, r"\color", *INFIXES})

# names of functions are never suggested for each other, as they differ in meaning: \\arcsinh is no slip for \\arcsin
_FUNCTIONS: Final = frozenset({"\\" + name for name in (*FUNCTIONS, *LIMIT_FUNCTIONS)})


def unknown_hint(sign: str, commands: Iterable[str]) -> str:
    """The hint for an unknown command: the command probably meant, or else how to write a name or a macro."""
    near = meant(sign, (*(LEAVES.keys() - _FUNCTIONS), *commands, *STYLE_SWITCHES))
    return f"did you mean {near}?" if near else _UNKNOWN.format(name=sign[1:])
