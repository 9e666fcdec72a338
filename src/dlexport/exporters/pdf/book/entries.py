"""Lists such as contents and appendix: entries with number, text and page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.book.headings import heading_lines
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.drawing.links import ToPlace
from dlexport.exporters.pdf.pages.strips import Put, Strip, beside, named, text_strips
from dlexport.exporters.pdf.pages.tagging import tagged
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.style.theme import Level
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.runs import TextStyle
    from dlexport.richtext.nodes import Line

_PAGE_ROOM = 32.0           # points kept free at the right for leader and page number
_NUMBER_ROOM = 26.0         # points at the left for an entry's number
_LEADER_GAP = 5.0
_SHORTEST_LEADER = 8.0


class Listed(NamedTuple):
    """An entry: number (or empty), text, target place, own named place, and a word beside the page number."""

    number: str
    text: Line
    target: str
    name: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class _Page:
    """A leader, a word if there is one, and the number of a page, looked up when it is drawn; else nothing."""

    pages: Mapping[str, int]
    link: ToPlace
    style: TextStyle
    width: float
    colour: str
    beside: SetLine | None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the leader from (x, y) to the right, and the number on the same baseline."""
        page = self.pages.get(self.link.place)
        if page is None:
            return
        paragraph = TextParagraph([Run(str(page), self.style, (self.link,))], self.style.size)
        (line,) = paragraph.lines(_PAGE_ROOM, ragged=True)
        line.draw(sheet, x + self.width - line.width, y)
        end = self.width - line.width
        if self.beside is not None:
            end = self.width - _PAGE_ROOM - self.beside.width
            self.beside.draw(sheet, x + end, y)
        if end - _LEADER_GAP > _SHORTEST_LEADER:
            Wire(end - _LEADER_GAP, 0.6, self.colour, "0 4").draw(sheet, x, y + 1.0)


class EntrySetter:
    """Typesetter of the entries of one list, linked to their targets, whose pages need to be known only when drawn.

    `headings`: whether entries are headings, followed by more than the next entry.
    """

    def __init__(self, press: Press, pages: Mapping[str, int], *, headings: bool = False) -> None:
        self._press = press
        self._pages = pages
        self._list = None if headings else StructureElement("TOC")

    def entry(self, listed: Listed, voice: Voice, level: Level, *, keep: bool = False) -> list[Item]:
        """An entry; `keep` binds it to what follows."""
        press = self._press
        theme = press.theme
        left = _NUMBER_ROOM if listed.number else 0.0
        word = InlineSetter(press, listed.text.source, theme.measure).label(
            listed.beside, Voice(voice.size, Look("hei"), "muted")) if listed.beside else None
        measure = theme.measure - left - _PAGE_ROOM - (word.width + _SHORTEST_LEADER if word else 0.0)
        setter = InlineSetter(press, listed.text.source, measure)
        link = ToPlace(listed.target)
        lines = [line for paragraph in setter.paragraphs(listed.text.children, voice, link)
                 for line in heading_lines(paragraph, measure, press.words)]
        strips = text_strips(lines, left, voice.size, level.leading, keep_last=keep)
        last = strips[-1] if strips else None
        if isinstance(last, Strip) and last.baseline is not None:
            style = press.style(Look(voice.look.family, voice.look.weight), voice.size)
            start = left + lines[-1].width + _LEADER_GAP
            page = _Page(self._pages, link, style, theme.measure - start, theme.colours["muted"], word)
            strips[-1] = last._replace(puts=(*last.puts, Put(start, last.baseline, page)))
        if listed.number:
            mark = setter.label(listed.number, Voice(voice.size, Look("hei"), "accent"))
            strips = beside(strips, 0.0, mark)
        element = (StructureElement("Reference", StructureElement("TOCI", self._list)) if self._list
                   else StructureElement("H2"))
        strips = tagged(strips, element)
        return named(strips, listed.name) if listed.name else strips
