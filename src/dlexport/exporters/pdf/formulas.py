"""Formulas: glyphs of the math font, rules and strokes, copied as their LaTeX."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.actual import END, NOTHING, begin_actual
from dlexport.exporters.pdf.atoms import Box
from dlexport.exporters.pdf.cast import Look
from dlexport.exporters.pdf.inline_math import inline_pieces
from dlexport.exporters.pdf.paragraph import Paragraph
from dlexport.exporters.pdf.runs import Run
from dlexport.exporters.pdf.sheet import Pen, number, rgb
from dlexport.exporters.pdf.strips import Put, Skip, Strip
from dlexport.exporters.pdf.structure.elements import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dlexport.exporters.pdf.faces import Face
    from dlexport.exporters.pdf.justify import Line
    from dlexport.exporters.pdf.place import Place
    from dlexport.exporters.pdf.press import Press
    from dlexport.exporters.pdf.sheet import Sheet
    from dlexport.exporters.pdf.strips import Item
    from dlexport.exporters.pdf.voice import Voice
    from dlexport.math.layout import GlyphAt, MathBox
    from dlexport.math.layout.boxes import TextAt
    from dlexport.richtext.nodes import Math, MathBlock

_BOLD, _REGULAR = 600, 400
_SAME_PLACE = 0.02          # points: glyphs nearer to where the last one ends go into its string as they are
_DISPLAY_GAP = 3.0          # between the lines of a display, in points


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula ready to be drawn; `latex` is what it is copied as."""

    box: MathBox
    latex: str
    face: Face
    colour: str
    texts: tuple[tuple[float, float, Line], ...]
    element: Element
    lead: float = 0.0

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it with its baseline's left end at (x, y), after its blank."""
        with sheet.within(self.element):
            self._draw(sheet, x + self.lead, y)

    def _draw(self, sheet: Sheet, x: float, y: float) -> None:
        begin_actual(sheet, self.latex or NOTHING, self.face, x, y)
        for start, size, colour, strings in _strings(self.box.glyphs, self.face):
            sheet.text(x + start.x, y + start.y, Pen(self.face.resource, size, colour or self.colour), strings)
        for dx, dy, line in self.texts:
            line.draw(sheet, x + dx, y + dy)
        for rule in self.box.rules:
            sheet.paint(f"q {rgb(rule.colour or self.colour)} rg {number(x + rule.x)} {number(y + rule.y)} "
                        f"{number(rule.width)} {number(rule.height, 3)} re f Q")
        for stroke in self.box.strokes:
            sheet.paint(f"q {rgb(stroke.colour or self.colour)} RG {number(stroke.thickness)} w "
                        f"{number(x + stroke.x1)} {number(y + stroke.y1)} m "
                        f"{number(x + stroke.x2)} {number(y + stroke.y2)} l S Q")
        sheet.paint(END)


def inline_formula(node: Math, voice: Voice, press: Press, measure: float,
                   report: Callable[[str], None]) -> list[Box]:
    """A formula among words: in pieces, between which a line may break; only the first has the LaTeX."""
    pieces = inline_pieces(node.tree, font=press.math_font, size=voice.size, measure=measure, text=_measure(press))
    last = len(pieces) - 1
    element = Element("Formula", alt=node.latex)
    return [
        Box(lead + box.width, box.height, box.depth,
            replace(_formula(box, NOTHING if k else node.latex, element, voice.colour, press, report), lead=lead),
            "p" if k else "B", "B" if k == last else "P", lead)
        for k, (lead, box) in enumerate(pieces)
    ]


def display_formula(node: MathBlock, place: Place, press: Press, report: Callable[[str], None]) -> list[Item]:
    """A displayed formula in the middle of the measure, over as many lines as it needs."""
    from dlexport.math.layout import typeset_lines  # noqa: PLC0415 - only where there are formulas

    boxes = typeset_lines(node.tree, font=press.math_font, size=place.level.size, text=_measure(press),
                          width=place.measure)
    widest = max((box.width for box in boxes), default=0.0)
    start = place.left + max(0.0, (place.measure - widest) / 2)
    strips: list[Item] = []
    element = Element("Formula", alt=node.latex)
    for k, box in enumerate(boxes):
        ink = _formula(box, NOTHING if k else node.latex, element, "ink", press, report)
        strips.append(Strip(box.height + box.depth, (Put(start, box.height, ink, element),), keep=k < len(boxes) - 1))
        strips.append(Skip(_DISPLAY_GAP))
    return strips[:-1]


def _formula(box: MathBox, latex: str, element: Element, colour: str, press: Press,  # noqa: PLR0913, PLR0917 - a row of facts
             report: Callable[[str], None]) -> Formula:
    value = press.theme.colours.get(colour, colour)
    texts = tuple((text.x, text.y, line) for text in box.texts for line in _text(text, value, press, report))
    return Formula(box, latex, press.cast.math, value, texts, element)


def _measure(press: Press) -> Callable[[str, float], float]:
    """The width of words that the math font cannot write."""
    return lambda text, size: _words(text, size, Look(), "ink", press).natural_width()


def _text(text: TextAt, colour: str, press: Press, report: Callable[[str], None]) -> list[Line]:
    look = Look(weight=_BOLD if text.bold else _REGULAR, italic=text.italic)
    paragraph = _words(text.text, text.size, look, text.colour or colour, press)
    report(paragraph.missing)
    return paragraph.lines(float("inf"), ragged=True)


def _words(text: str, size: float, look: Look, colour: str, press: Press) -> Paragraph:
    return Paragraph([Run(text, press.style(look, size, colour))], size)


def _strings(glyphs: tuple[GlyphAt, ...], face: Face) -> Iterator[tuple[GlyphAt, float, str, str]]:
    """Neighbouring glyphs of one size, height and colour as one string: where it starts, and its TJ strings."""
    first: GlyphAt | None = None
    strings, end = "", 0.0
    for glyph in glyphs:
        gap = glyph.x - end
        same = first is not None and (glyph.size, glyph.y, glyph.colour) == (first.size, first.y, first.colour)
        if first is not None and same and -1.0 < gap / glyph.size < 1.0:
            move = f">{number(-gap * 1000 / glyph.size, 1)}<" if abs(gap) > _SAME_PLACE else ""
            strings += move
        else:
            if first is not None:
                yield first, first.size, first.colour, strings
            first, strings = glyph, ""
        strings += face.code(glyph.gid, glyph.text or NOTHING)
        end = glyph.x + face.advance(glyph.gid) * glyph.size / 1000
    if first is not None:
        yield first, first.size, first.colour, strings
