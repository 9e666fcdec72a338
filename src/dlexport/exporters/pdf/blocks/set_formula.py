"""A set formula: glyphs of the math font, rules, strokes and words, drawn as often as it comes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.drawing.copied_text import END, begin_actual
from dlexport.exporters.pdf.drawing.sheet import Pen, number, rgb
from dlexport.exporters.pdf.fonts.face import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.math.layout import GlyphAt, MathBox

_SAME_PLACE = 0.02          # points: glyphs nearer to where the last one ends go into its string as they are


@dataclass(eq=False)
class SetFormula:
    """A formula, or a piece of one, set: drawn as often as it comes.

    Attributes:
        latex: what it is copied as.
        face: the math font's.
        colour: `#rrggbb`, of what has none of its own.
        texts: the words in it that the math font cannot write, each with where it begins.
        missing: the characters that no face has.
    """

    box: MathBox
    latex: str
    face: Face
    colour: str
    texts: tuple[tuple[float, float, SetLine], ...]
    missing: str

    @cached_property
    def strings(self) -> tuple[tuple[float, float, Pen, str], ...]:
        """Start, pen and codes of each string of glyphs; codes are assigned only when it is drawn."""
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
