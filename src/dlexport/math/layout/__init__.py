"""Formulas set with an OpenType math font, as positioned glyphs, rules, strokes and runs of text."""

from dlexport.math.layout.boxes import GlyphAt, MathBox, RuleAt, StrokeAt, TextAt
from dlexport.math.layout.font import MathFont
from dlexport.math.layout.lines import typeset, typeset_lines
from dlexport.math.layout.setting import TextMeasure

__all__ = [
    "GlyphAt",
    "MathBox",
    "MathFont",
    "RuleAt",
    "StrokeAt",
    "TextAt",
    "TextMeasure",
    "typeset",
    "typeset_lines",
]
