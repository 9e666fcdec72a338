"""Running heads and page numbers: drawn last, as artifacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.cast import Look
from dlexport.exporters.pdf.inlines import InlineSetter
from dlexport.exporters.pdf.sheet import number, rgb
from dlexport.exporters.pdf.structure.elements import ARTIFACT
from dlexport.exporters.pdf.voice import Voice
from dlexport.richtext.plain import plain

if TYPE_CHECKING:
    from dlexport.exporters.pdf.justify import Line as SetLine
    from dlexport.exporters.pdf.paper import Paper
    from dlexport.exporters.pdf.press import Press
    from dlexport.exporters.pdf.sheet import Sheet
    from dlexport.richtext.nodes import Line

_SIZE = 8.0
_RULE_BELOW = 6.0       # points from the head's baseline


class Furniture:
    """What every page of a book carries outside its text."""

    def __init__(self, press: Press, paper: Paper, title: Line) -> None:
        self._press = press
        self._paper = paper
        self._title = self._cut(title)

    def head(self, text: Line) -> SetLine:
        """What the head of a chapter's pages shows."""
        return self._cut(text)

    def draw(self, sheet: Sheet, page: int, head: SetLine | None) -> None:
        """Draw the page number and, where there is one, the head: the book inside, the chapter outside."""
        paper, press = self._paper, self._press
        left, odd = paper.left(page), page % 2
        right = left + paper.measure
        sheet.current = ARTIFACT
        if head is not None:
            y = paper.height - paper.head
            inside, outside = (self._title, head) if odd else (head, self._title)
            inside.draw(sheet, left, y)
            outside.draw(sheet, right - outside.width, y)
            low = number(y - _RULE_BELOW)
            colour = rgb(press.theme.colours["rule"])
            sheet.paint(f"q {colour} RG 0.4 w {number(left)} {low} m {number(right)} {low} l S Q")
        style = Voice(9.0, Look("hei"), "muted")
        mark = InlineSetter(press, None, paper.measure).text(str(page), style).lines(paper.measure, ragged=True)[0]
        mark.draw(sheet, right - mark.width if odd else left, paper.foot)
        sheet.current = None

    def _cut(self, text: Line) -> SetLine:
        """The text on one line, cut short where it takes more than its half."""
        half = self._paper.measure * 0.48
        setter = InlineSetter(self._press, text.source, half)
        voice = Voice(_SIZE, Look("hei"), "muted")
        paragraphs = setter.paragraphs(text.children, voice)
        if len(paragraphs) == 1 and paragraphs[0].natural_width() <= half:
            return paragraphs[0].lines(half, ragged=True)[0]
        words = plain(text.children)
        while words:
            paragraph = setter.text(f"{words}…", voice)
            if paragraph.natural_width() <= half:
                break
            words = words[:-1].rstrip()
        return paragraph.lines(half, ragged=True)[0]
