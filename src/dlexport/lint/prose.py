"""The prose of a field: its Markdown with everything else replaced by a mark of equal length, to keep offsets."""

from __future__ import annotations

import re
from typing import Final

PAINT: Final = "\0"     # occurs in no bank: the reader refuses control characters

_NO_PROSE: Final = re.compile(
    r"""
      ^(?P<fence>[ ]*(?:```+|~~~+)) .*? (?:^(?P=fence)[`~]*[ ]*$ | \Z)      # fenced code
    | (?:(?<=\n\n)|\A)(?:[ ]{4}[^\n]*\n?)+                                   # indented code
    | \\\[.*?\\\] | \\\(.*?\\\)                                             # formulas
    | \$\$.*?\$\$ | \$(?=\S)[^$\n]*?(?<=\S)\$
    | (?P<ticks>`+)(?!`) .*? (?<!`)(?P=ticks)(?!`)                          # code spans
    | \]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)                               # where links lead
    | ^\[[^\]\n]+\]:.*?$
    | <[^<>\n]+>                                                            # HTML and addresses
    | https?://[^\s，。；、（）]+
    | \{[^{}\n]*\}                                                          # sizes
    | \\.                                                                   # escapes
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL)


def prose(text: str) -> str:
    """The text, of the same length, with `PAINT` for each character of code, formulas, addresses and escapes.

    In doubt it replaces too much: rules do not look at replaced characters.
    """
    return _NO_PROSE.sub(lambda match: PAINT * len(match[0]), text)
