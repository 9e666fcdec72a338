"""A stretch of a paragraph of a Word document, with its looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordStretch:
    """A stretch of a paragraph.

    Attributes:
        text: as read, or Markdown where `made`; a line break is a line feed.
        colour: of the text, six hexadecimal digits; empty for black and what the style says.
        lit: whether a colour lies behind it.
        script: `sub` or `sup`.
        formula: it is LaTeX, `inline` or `display`.
        link: the address it leads to.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str = ""
    lit: bool = False
    script: str = ""
    code: bool = False
    formula: str = ""
    made: bool = False
    link: str = ""
