"""Formulas: glyphs of the math font, rules and strokes, copied as their LaTeX."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.inline_math import MathPiece, inline_pieces
from dlexport.exporters.pdf.drawing.copied_text import END, NOTHING, begin_actual
from dlexport.exporters.pdf.drawing.element import Element
from dlexport.exporters.pdf.drawing.sheet import Pen, number, rgb
from dlexport.exporters.pdf.pages.strips import Put, Skip, Strip
from dlexport.exporters.pdf.text.atoms import Box
from dlexport.exporters.pdf.text.paragraph import Paragraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dlexport.exporters.pdf.blocks.place import Place
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.text.justify import Line
    from dlexport.exporters.pdf.text.voice import Voice
    from dlexport.math.layout import GlyphAt, MathBox
    from dlexport.math.layout.boxes import TextAt
    from dlexport.richtext.nodes import Math, MathBlock

_BOLD, _REGULAR = 600, 400
_SAME_PLACE = 0.02          # points: glyphs nearer to where the last one ends go into its string as they are
_DISPLAY_GAP = 3.0          # between the lines of a display, in points


class Setting:
    """A formula, or a piece of one, set: drawn as often as it comes.

    Attributes:
        latex: what it is copied as.
        texts: the words in it that the math font cannot write, each with where it begins.
        missing: the characters that no face has.
    """

    def __init__(self, box: MathBox, latex: str, colour: str, press: Press) -> None:
        self.box = box
        self.latex = latex
        self.face = press.cast.math
        self.colour = press.theme.colours.get(colour, colour)
        missing: list[str] = []
        self.texts = tuple((text.x, text.y, line) for text in box.texts
                           for line in _text(text, self.colour, press, missing.append))
        self.missing = "".join(missing)

    @cached_property
    def strings(self) -> tuple[tuple[float, float, Pen, str], ...]:
        """Where each string of glyphs begins, its pen and its codes; only what is drawn gets codes."""
        return tuple((start.x, start.y, Pen(self.face, size, colour or self.colour), strings)
                     for start, size, colour, strings in _strings(self.box.glyphs, self.face))

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it with its baseline's left end at (x, y)."""
        begin_actual(sheet, self.latex, self.face, x, y)
        for dx, dy, pen, strings in self.strings:
            sheet.text(x + dx, y + dy, pen, strings)
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


@dataclass(frozen=True, slots=True)
class Formula:
    """A set formula at one place of the document: part of its element there, after a blank."""

    setting: Setting
    element: Element
    lead: float = 0.0

    @property
    def latex(self) -> str:
        """What it is copied as."""
        return self.setting.latex

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it with its baseline's left end at (x, y), after its blank."""
        with sheet.within(self.element):
            self.setting.draw(sheet, x + self.lead, y)


def inline_formula(node: Math, voice: Voice, press: Press, measure: float,
                   report: Callable[[str], None]) -> list[Box]:
    """A formula among words: in pieces, between which a line may break; only the first has the LaTeX."""
    key = (node.latex, False, voice.size, voice.colour, measure)
    found = press.formulas.get(key)
    if found is None:
        pieces = inline_pieces(node.tree, font=press.math_font, size=voice.size, measure=measure, text=_measure(press))
        found = press.formulas[key] = _settings(pieces, node.latex, voice.colour, press)
    last = len(found) - 1
    element = Element("Formula", alt=node.latex)
    boxes = []
    for k, (lead, left, setting) in enumerate(found):
        box = setting.box
        report(setting.missing)
        boxes.append(Box(lead + box.width, box.height, box.depth, Formula(setting, element, lead),
                         left, "B" if k == last else "P", lead))
    return boxes


def display_formula(node: MathBlock, place: Place, press: Press, report: Callable[[str], None]) -> list[Item]:
    """A displayed formula in the middle of the measure, over as many lines as it needs."""
    key = (node.latex, True, place.level.size, "ink", place.measure)
    found = press.formulas.get(key)
    if found is None:
        from dlexport.math.layout import typeset_lines  # noqa: PLC0415 - only where there are formulas

        lines = typeset_lines(node.tree, font=press.math_font, size=place.level.size, text=_measure(press),
                              width=place.measure)
        found = press.formulas[key] = _settings([MathPiece(0.0, box, "B") for box in lines], node.latex, "ink", press)
    widest = max((setting.box.width for _, _, setting in found), default=0.0)
    start = place.left + max(0.0, (place.measure - widest) / 2)
    strips: list[Item] = []
    element = Element("Formula", alt=node.latex)
    for k, (_, _, setting) in enumerate(found):
        box = setting.box
        report(setting.missing)
        ink = Formula(setting, element)
        strips.append(Strip(box.height + box.depth, (Put(start, box.height, ink, element),), keep=k < len(found) - 1))
        strips.append(Skip(_DISPLAY_GAP))
    return strips[:-1]


def _settings(pieces: Iterable[MathPiece], latex: str, colour: str,
              press: Press) -> tuple[tuple[float, str, Setting], ...]:
    """The pieces of one formula, each with the space before it and the class of its left end."""
    return tuple((lead, left, Setting(box, NOTHING if k else latex or NOTHING, colour, press))
                 for k, (lead, box, left) in enumerate(pieces))


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
