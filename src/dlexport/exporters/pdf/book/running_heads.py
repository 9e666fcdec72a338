"""Running heads and feet, with the slots that the theme asks for; drawn last, as artifacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.book.one_line import one_line
from dlexport.exporters.pdf.drawing.element import ARTIFACT
from dlexport.exporters.pdf.drawing.sheet import number, rgb
from dlexport.exporters.pdf.style.slots import EdgeSlots, Own, Slot
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.exporters.pdf.text.voice import Voice
from dlexport.richtext.nodes import Line, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.style.paper import Paper
    from dlexport.exporters.pdf.style.slots import Named
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.richtext.nodes import Inline

_RULE_OFF = 6.0                     # points between the text of a head or foot and its rule
_APART = 0.04                       # of the measure: between two texts
_COUNT = "000"                      # as wide as the number of a page may be


class Known(NamedTuple):
    """The parts of heads and feet that are the same on all pages of a chapter, and the room of each slot in points."""

    lines: Mapping[Slot, SetLine]
    rooms: Mapping[Slot, float]


class Furniture:
    """The running heads and feet of every page of a book, whose title is `title`."""

    def __init__(self, press: Press, paper: Paper, title: Line) -> None:
        self._press = press
        self._paper = paper
        self.title = title
        theme = press.theme
        self._heads, self._feet = theme.heads, theme.feet

    def chapter(self, title: Line, *, heads: bool, questions: Sequence[Line | None] = ()) -> Known:
        """The parts of the feet (and of the heads, if `heads`) that are the same on all pages of a chapter."""
        edges = (self._heads, self._feet) if heads else (self._feet,)
        texts: dict[Named, Line] = {"book": self.title, "chapter": title}
        sample = Line((Text(_COUNT),), title.source)
        named = max((line for line in questions if line), key=lambda line: len(line.source.value), default=self.title)
        rooms: dict[Slot, float] = {}
        for edge in edges:
            rooms |= self._rooms(edge, {**texts, "question": named, "page": sample})
        return Known(self._learnt(Known({}, rooms), texts, edges), rooms)

    def draw(  # noqa: PLR0913 - a page, and what is said of it
        self, sheet: Sheet, page: int, chapter: Line, known: Known, *, head: bool, question: Line | None = None,
    ) -> None:
        """Draw the foot of a page and, if it has one, its head; without a question it shows the book's title."""
        edges = (self._heads, self._feet) if head else (self._feet,)
        count = Line((Text(str(page)),), chapter.source)
        lines = self._learnt(known, {
            "book": self.title, "chapter": chapter, "question": question or self.title, "page": count}, edges)
        sheet.current = ARTIFACT
        if head:
            y = self._paper.height - self._paper.head
            self._edge(sheet, page, y, self._heads, lines)
            self._rule(sheet, page, y - _RULE_OFF, self._heads)
        y = self._paper.foot
        self._edge(sheet, page, y, self._feet, lines)
        self._rule(sheet, page, y + self._feet.size + _RULE_OFF, self._feet)
        sheet.current = None

    def _edge(self, sheet: Sheet, page: int, y: float, edge: EdgeSlots, lines: Mapping[Slot, SetLine]) -> None:
        paper = self._paper
        left, measure = paper.left(page), paper.measure
        slots = edge.inside, edge.middle, edge.outside
        for slot, share in zip(slots if paper.bound_left(page) else slots[::-1], (0.0, 0.5, 1.0), strict=True):
            if slot.parts:
                line = lines[slot]
                line.draw(sheet, left + share * (measure - line.width), y)

    def _rule(self, sheet: Sheet, page: int, y: float, edge: EdgeSlots) -> None:
        if edge.rule:
            left, low = self._paper.left(page), number(y)
            colour = rgb(self._press.theme.colours["rule"])
            sheet.paint(f"q {colour} RG 0.4 w {number(left)} {low} m {number(left + self._paper.measure)} {low} l S Q")

    def _learnt(self, known: Known, texts: Mapping[Named, Line], edges: Iterable[EdgeSlots]) -> dict[Slot, SetLine]:
        """The known slots, with those added that can be set with these texts."""
        found = dict(known.lines)
        for edge in edges:
            found |= {slot: self._cut(slot, texts, _voice(edge), known.rooms[slot]) for slot in edge.slots
                      if slot not in found and slot.names <= texts.keys()}
        return found

    def _rooms(self, edge: EdgeSlots, texts: Mapping[Named, Line]) -> dict[Slot, float]:
        """The greatest width of each slot in points, so that none touches another; unneeded room goes to the others.

        The middle slot stays centred and always gets a third.
        """
        measure = self._paper.measure
        apart = _APART * measure
        inside, middle, outside = (self._natural(slot, texts, _voice(edge))
                                   for slot in (edge.inside, edge.middle, edge.outside))
        if middle:
            most = max((measure - 2 * apart) / 3, measure - 2 * (max(inside, outside) + apart))
            side = (measure - min(middle, most)) / 2 - apart
            return {edge.inside: side, edge.middle: most, edge.outside: side}
        if not (inside and outside):
            return {edge.inside: measure, edge.outside: measure}
        half = (measure - apart) / 2
        return {edge.inside: max(half, measure - apart - outside), edge.outside: max(half, measure - apart - inside)}

    def _natural(self, slot: Slot, texts: Mapping[Named, Line], voice: Voice) -> float:
        """The natural width of a slot in points; 0 if it shows nothing."""
        known = len(self._press.missing)
        setter = InlineSetter(self._press, None, self._paper.measure)
        found = sum(text.natural_width() for text in setter.paragraphs(tuple(_children(slot, texts)), voice))
        del self._press.missing[known:]     # told where it is drawn
        return found

    def _cut(self, slot: Slot, texts: Mapping[Named, Line], voice: Voice, room: float) -> SetLine:
        """The slot on one line, cut if it is wider than its room."""
        own = next((part.where for part in slot.parts if isinstance(part, Own)), None)
        named = next((texts[part].source for part in slot.parts if not isinstance(part, Own)), None)
        setter = InlineSetter(self._press, own or named, room)
        return one_line(tuple(_children(slot, texts)), voice, room, setter)


def _children(slot: Slot, texts: Mapping[Named, Line]) -> Iterable[Inline]:
    for part in slot.parts:
        if isinstance(part, Own):
            yield Text(part.text)
        else:
            yield from texts[part].children


def _voice(edge: EdgeSlots) -> Voice:
    return Voice(edge.size, Look("hei"), "muted")
