"""Headings broken into lines, with no short last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.paragraph import TextParagraph

_LONELY, _STEP = 3.0, 0.5       # ems: a last line that is shorter, and what the others give up at a time


def heading_lines(text: TextParagraph, measure: float) -> list[SetLine]:
    """The lines of a heading, ragged; a short last line gets words from the line above if that adds no line."""
    lines = text.lines(measure, ragged=True)
    narrow, room = lines, measure
    while len(narrow) == len(lines) > 1 and room >= text.narrowest():       # no word is hyphened for it
        if narrow[-1].width >= _LONELY * text.size:
            return narrow
        room -= _STEP * text.size
        narrow = text.lines(room, ragged=True)
    return lines
