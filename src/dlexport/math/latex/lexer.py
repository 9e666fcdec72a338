"""LaTeX source cut into tokens. Joined they are the source again, so that every token has an offset."""

from __future__ import annotations

import re
from typing import Final

from dlexport.math.errors import MathError

LONGEST: Final = 20_000
"""The longest formula, in code points."""

END: Final = ""
"""The token after the last one."""

_TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+|.)?|\s+|[^\\]", re.DOTALL)
# XML 1.0, production 2 (Char): the tree becomes XML.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def tokens(source: str) -> list[str]:
    r"""The tokens of a formula: commands, runs of white space, single characters, and END.

    Raises:
        MathError: the formula is empty, too long, or holds a character that XML cannot carry.
    """
    if len(source) > LONGEST:
        message = f"the formula has {len(source):,} characters; the limit is {LONGEST:,}"
        raise MathError(message, LONGEST, "split it into several formulas")
    if bad := _NOT_XML.search(source):
        message = f"the character U+{ord(bad[0]):04X} cannot stand in a formula"
        raise MathError(message, bad.start(), "delete it; it is invisible in most editors")
    if not source.strip():
        raise MathError("the formula is empty", 0, "write something between the dollar signs")
    return [*_TOKEN.findall(source), END]
