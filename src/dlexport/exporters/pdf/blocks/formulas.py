"""Formulas: glyphs of the math font, rules and strokes, copied as their LaTeX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.inline_math import MathPiece, inline_pieces
from dlexport.exporters.pdf.blocks.set_formula import SetFormula
from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.fonts.face import NOTHING
from dlexport.exporters.pdf.pages.strips import Put, Skip, Strip
from dlexport.exporters.pdf.text.atoms import InlineBox
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dlexport.exporters.pdf.blocks.place import BlockPlace
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.voice import Voice
    from dlexport.math.layout import MathBox
    from dlexport.math.layout.boxes import TextAt
    from dlexport.richtext.nodes import Math, MathBlock

_BOLD, _REGULAR = 600, 400
_DISPLAY_GAP = 3.0          # between the lines of a display, in points


@dataclass(frozen=True, slots=True)
class PlacedFormula:
    """A set formula at one place of the document: part of its element there, after a blank."""

    setting: SetFormula
    element: StructureElement
    lead: float = 0.0

    @property
    def latex(self) -> str:
        """The text as which the formula is copied."""
        return self.setting.latex

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it with its baseline's left end at (x, y), after its blank."""
        with sheet.within(self.element):
            self.setting.draw(sheet, x + self.lead, y)


def inline_formula(node: Math, voice: Voice, press: Press, measure: float,  # noqa: PLR0913 - all told below
                   report: Callable[[str], None], *, display: bool = False) -> list[InlineBox]:
    """A formula among words: in pieces, between which a line may break; only the first has the LaTeX.

    One that is alone in its cell may be set as on `display`, in one piece if that fits.
    """
    key = (node.latex, display, voice.size, voice.colour, measure, 0.0 if display else measure)
    found = press.formulas.get(key)
    if found is None:
        pieces = inline_pieces(node.tree, font=press.math_font, size=voice.size * press.math_scale, measure=measure,
                               text=_measure(press), display=display)
        found = press.formulas[key] = _settings(pieces, node.latex, voice.colour, press)
    last = len(found) - 1
    element = StructureElement("Formula", alt=node.latex)
    boxes = []
    for k, (lead, left, setting) in enumerate(found):
        box = setting.box
        report(setting.missing)
        boxes.append(InlineBox(lead + box.width, box.height, box.depth, PlacedFormula(setting, element, lead),
                         left, "B" if k == last else "P", lead))
    return boxes


def display_formula(node: MathBlock, place: BlockPlace, press: Press, report: Callable[[str], None]) -> list[Item]:
    """A displayed formula in the middle of the measure, over as many lines as it needs."""
    key = (node.latex, True, place.level.size, "ink", place.measure, place.tallest)
    found = press.formulas.get(key)
    if found is None:
        from dlexport.math.layout import typeset_lines  # noqa: PLC0415 - only where there are formulas

        lines = typeset_lines(node.tree, font=press.math_font, size=place.level.size * press.math_scale,
                              text=_measure(press), width=place.measure, height=place.tallest)
        found = press.formulas[key] = _settings([MathPiece(0.0, box, "B") for box in lines], node.latex, "ink", press)
    widest = max((setting.box.width for _, _, setting in found), default=0.0)
    start = place.left + max(0.0, (place.measure - widest) / 2)
    strips: list[Item] = []
    element = StructureElement("Formula", alt=node.latex)
    for k, (_, _, setting) in enumerate(found):
        box = setting.box
        report(setting.missing)
        ink = PlacedFormula(setting, element)
        strips.append(Strip(box.height + box.depth, (Put(start, box.height, ink, element),), keep=k < len(found) - 1))
        strips.append(Skip(_DISPLAY_GAP))
    return strips[:-1]


def _settings(pieces: Iterable[MathPiece], latex: str, colour: str,
              press: Press) -> tuple[tuple[float, str, SetFormula], ...]:
    """The pieces of one formula, each with the space before it and the class of its left end."""
    return tuple((lead, left, _set(box, NOTHING if k else latex or NOTHING, colour, press))
                 for k, (lead, box, left) in enumerate(pieces))


def _set(box: MathBox, latex: str, colour: str, press: Press) -> SetFormula:
    value, missing = press.theme.colours.get(colour, colour), list[str]()
    texts = tuple((text.x, text.y, line) for text in box.texts
                  for line in _text(text, value, press, missing.append))
    return SetFormula(box, latex, press.cast.math, value, texts, "".join(missing))


def _measure(press: Press) -> Callable[[str, float], float]:
    """The width of words that the math font cannot write."""
    return lambda text, size: _words(text, size / press.math_scale, Look(), "ink", press).natural_width()


def _text(text: TextAt, colour: str, press: Press, report: Callable[[str], None]) -> list[SetLine]:
    look = Look(weight=_BOLD if text.bold else _REGULAR, italic=text.italic)
    paragraph = _words(text.text, text.size / press.math_scale, look, text.colour or colour, press)
    report(paragraph.missing)
    return paragraph.lines(float("inf"), ragged=True)


def _words(text: str, size: float, look: Look, colour: str, press: Press) -> TextParagraph:
    return TextParagraph([Run(text, press.style(look, size, colour))], size)
