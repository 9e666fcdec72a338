"""The prose of a field: its Markdown with all that is no prose painted over, so that offsets stay what they are."""

from __future__ import annotations

import re
from typing import Final

PAINT: Final = "\0"     # no bank holds it: reading refuses control characters

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
    """The text with code, formulas, addresses and escapes replaced by as many `PAINT`s.

    It errs on the side of painting too much: what is painted is not looked at.
    """
    return _NO_PROSE.sub(lambda match: PAINT * len(match[0]), text)
