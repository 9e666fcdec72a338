"""Plain text with formulas: what a title is made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlexport.richtext.markdown.east_asian import joins
from dlexport.richtext.markdown.rules.dollars import display_end, formula_end
from dlexport.richtext.markdown.to_inlines import formula_at
from dlexport.richtext.nodes import Math, Text

if TYPE_CHECKING:
    from dlexport.richtext.markdown.trace import Trace
    from dlexport.richtext.nodes import Inline

_SPECIAL = re.compile(r"\\\$|\$")
_LINE_END = re.compile(r"[ \t]*[\r\n]+[ \t]*")


def title(text: str, trace: Trace) -> tuple[Inline, ...]:
    """The nodes of a title; line ends are read as in Markdown."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    nodes: list[Inline] = []
    words = ""
    while start < end:
        match = _SPECIAL.search(text, start, end)
        stop = match.start() if match else end
        words += text[start:stop]
        if not match:
            break
        after = formula_end(text, stop, end) if match.group() == "$" else -1
        if after < 0:
            start = _displayed(text, stop, end, trace) if match.group() == "$" else match.end()
            words += text[stop:start].removeprefix("\\")
            continue
        if words:
            nodes.append(Text(_one_line(words)))
        latex, words, start = text[stop + 1:after - 1], "", after
        nodes.append(Math(*formula_at(latex, trace, stop + 1)))
    return (*nodes, Text(_one_line(words))) if words else tuple(nodes)


def _displayed(text: str, start: int, end: int, trace: Trace) -> int:
    """The index after a dollar sign that begins no formula of a title, or after the displayed one it begins."""
    after = display_end(text, start, end) if text.startswith("$$", start, end) else -1
    if after < 0:
        return start + 1
    trace.note("formula", "a displayed formula cannot stand in a line of text",
               "use single dollar signs; write `\\$\\$` to show two", start, length=2)
    return after


def _one_line(words: str) -> str:
    def joined(match: re.Match[str]) -> str:
        before, after = words[match.start() - 1:match.start()], words[match.end():match.end() + 1]
        return "" if joins(before, after) else " "
    return _LINE_END.sub(joined, words)
