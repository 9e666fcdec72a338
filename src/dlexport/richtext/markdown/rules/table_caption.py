"""The caption of a table, as in pandoc: `: what it shows {widths=30,70 .header-column}` below its last row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

OPENED: Final = "table_caption_open"
WIDTHS, HEADER_COLUMN = "widths", "header_column"       # in its meta

_BEGUN: Final = re.compile(r"(?::|Table:)[ \t]+(?=\S)")
_ITEM: Final = r"""(?:[.#][\w:-]+|[\w-]+=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s"'{}]+))"""
_ATTRIBUTES: Final = re.compile(rf"[ \t]*\{{[ \t]*({_ITEM}(?:[ \t]+{_ITEM})*)[ \t]*\}}[ \t]*\Z")
_items: Final = re.compile(_ITEM).findall
_WIDTHS: Final = re.compile(r"[\"'\[]*([0-9]{1,4}%?(?:[ ,;]+[0-9]{1,4}%?)*)[\"'\]]*")


def begins(state: StateBlock, line: int) -> bool:
    """Whether a line has the form of a caption, which is one only below a table."""
    return _BEGUN.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]) is not None


def caption(state: StateBlock, first: int, end: int, columns: int) -> None:
    """Read a caption at a line or after blank lines, if there is one, into the table that ends the tokens."""
    while first < end and state.isEmpty(first):
        first += 1
    if first >= end or not 0 <= state.sCount[first] - state.blkIndent < 4 or not begins(state, first):  # noqa: PLR2004 - code from 4 on
        return
    last = first + 1
    text = state.getLines(first, last, state.blkIndent, keepLastLF=False).strip()
    text = _BEGUN.sub("", text, count=1)
    found = _ATTRIBUTES.search(text)
    opened = Token(OPENED, "caption", 1, level=state.level + 1, map=[first, last])
    if found:
        text = text[:found.start()]
        _read(found[1], opened, state, columns)
    inline = Token("inline", "", 0, level=state.level + 2, map=[first, last], content=text.rstrip(), children=[])
    state.tokens[-1:] = [opened, inline, Token("table_caption_close", "caption", -1, level=state.level + 1),
                         state.tokens[-1]]
    state.line = last


def _read(attributes: str, opened: Token, state: StateBlock, columns: int) -> None:
    """Store the attributes in the meta of the caption's token; an unknown one is a warning."""
    for item in _items(attributes):
        name, _, value = item.partition("=")
        widths = _WIDTHS.fullmatch(value) if name == WIDTHS else None
        shares = [float(share.strip("%")) for share in re.split("[ ,;]+", widths[1])] if widths else []
        if item == ".header-column":
            opened.meta[HEADER_COLUMN] = True
        elif len(shares) == columns and all(shares):
            opened.meta[WIDTHS] = tuple(100 * share / sum(shares) for share in shares)
        else:
            what = (f"the table has {columns} columns, and `{item}` is no list of as many widths" if name == WIDTHS
                    else f"a table knows no `{item}`")
            trace_of(state.env).note_line(
                "table-attribute", f"{what}, so it says nothing",
                "write `{widths=30,70}` with a number above 0 for each column, `{.header-column}`, or both",
                opened.map[1] - 1 if opened.map else 0, severity="warning")
