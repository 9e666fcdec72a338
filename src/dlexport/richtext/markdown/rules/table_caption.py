"""The caption of a table, as in pandoc: `: what it shows {widths=30,70 .header-column}` below its last row.

`Table: …` and `表：…` are captions too, also above the table, where most people write them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.rules_block.table import table as upstream
from markdown_it.token import Token

from dlexport.richtext.markdown.trace import trace_of

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

OPENED: Final = "table_caption_open"
WIDTHS, HEADER_COLUMN = "widths", "header_column"       # in its meta

_ABOVE: Final = re.compile(r"(?:[Tt]able ?[:：]|表格?[ \u3000]?[:：])[ \t\u3000]*(?=\S)")
_BEGUN: Final = re.compile(rf":[ \t]+(?=\S)|{_ABOVE.pattern}")
_ITEM: Final = r"""(?:[.#][\w:-]+|[\w-]+=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s"'{}]+))"""
_ATTRIBUTES: Final = re.compile(rf"[ \t]*\{{[ \t]*({_ITEM}(?:[ \t]+{_ITEM})*)[ \t]*\}}[ \t]*\Z")
_items: Final = re.compile(_ITEM).findall
_WIDTHS: Final = re.compile(r"[\"'\[]*([0-9]{1,4}%?(?:[ ,;]+[0-9]{1,4}%?)*)[\"'\]]*")


def begins(state: StateBlock, line: int) -> bool:
    """Whether a line has the form of a caption, which is one only below a table."""
    return _BEGUN.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]) is not None


def above(state: StateBlock) -> tuple[int, str] | None:
    """Take the paragraph that ends the tokens as the caption of the table that follows; its line and its text.

    None, and nothing is taken, if it is more than one line, or does not begin with the word for a table.
    """
    if len(state.tokens) < 3 or state.tokens[-1].type != "paragraph_close" or state.tokens[-1].level != state.level:  # noqa: PLR2004 - opening, text, closing
        return None
    inline = state.tokens[-2]
    if "\n" in inline.content or not _ABOVE.match(inline.content):
        return None
    del state.tokens[-3:]
    return (inline.map or [0])[0], inline.content


def caption(state: StateBlock, first: int, end: int, columns: int) -> None:
    """Read a caption at a line or after blank lines, if there is one, into the table that ends the tokens.

    What stands right above another table is the caption of that one.
    """
    while first < end and state.isEmpty(first):
        first += 1
    if first >= end or not 0 <= state.sCount[first] - state.blkIndent < 4 or not begins(state, first):  # noqa: PLR2004 - code from 4 on
        return
    text = state.getLines(first, first + 1, state.blkIndent, keepLastLF=False).strip()
    if _ABOVE.match(text) and state.line < first and upstream(state, first + 1, end, True):  # noqa: FBT003 - markdown-it's signature
        return
    put(state, first, text, columns)
    state.line = first + 1


def put(state: StateBlock, line: int, text: str, columns: int) -> None:
    """Put a caption, written at a line, into the table that ends the tokens."""
    text = _BEGUN.sub("", text, count=1)
    found = _ATTRIBUTES.search(text)
    opened = Token(OPENED, "caption", 1, level=state.level + 1, map=[line, line + 1])
    if found:
        text = text[:found.start()]
        _read(found[1], opened, state, columns)
    inline = Token("inline", "", 0, level=state.level + 2, map=[line, line + 1], content=text.rstrip(), children=[])
    state.tokens[-1:] = [opened, inline, Token("table_caption_close", "caption", -1, level=state.level + 1),
                         state.tokens[-1]]


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
