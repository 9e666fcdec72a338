"""Key points to fill in: each strong term is replaced by a rule to write on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.inlines import InlineSetter
from dlexport.exporters.pdf.drawing.copied_text import END, begin_actual
from dlexport.exporters.pdf.drawing.sheet import number, rgb
from dlexport.exporters.pdf.text.atoms import InlineBox
from dlexport.richtext.nodes import Math, Strong, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.text.runs import Decoration
    from dlexport.exporters.pdf.text.voice import Voice
    from dlexport.problems import Span
    from dlexport.richtext.nodes import Inline
    from dlexport.source.yaml_tree import Located

_WHOLE, _PIECE = 10.0, 4.0      # ems: a blank longer than the first is made of pieces of the second, to be broken over
_SHORTEST = 3.0         # ems: nobody can write in less
_BELOW, _WEIGHT = 2.5, 0.6      # points: how far below the baseline, and how thick
_APART = 0.15           # ems between a blank and its neighbours, which would seem to be part of it
_FROM_FORMULA = 0.25    # ems more beside a formula: as much as between it and the words that are left out
_COPIED = "____"        # what a reader that copies text gets for a blank
_HINT = 0.85            # of the size of the sentence
_FULL_WIDTH = ("zh", "ja")


@dataclass(frozen=True, slots=True)
class BlankRule:
    """One piece of a blank: a rule to write on. Lengths are in points.

    Attributes:
        width: of the rule.
        before: space to its left.
        colour: of the rule, as the theme names it.
        face: the face of the underscores that are copied for the blank; None for all pieces but the first.
    """

    width: float
    before: float
    colour: str
    face: Face | None

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it below the baseline that begins at (x, y)."""
        start, end, low = number(x + self.before), number(x + self.before + self.width), number(y - _BELOW)
        ops = f"q {rgb(self.colour)} RG {_WEIGHT} w {start} {low} m {end} {low} l S Q"
        if self.face is None:
            sheet.decorate(ops)
        else:
            begin_actual(sheet, _COPIED, self.face, x, y)
            sheet.paint(f"{ops} {END}")


class BlankSetter(InlineSetter):
    """Sets inline nodes with a blank in place of each strong text, its hint quietly behind it.

    Args:
        press: the document's.
        where: the place of the field, for problems.
        measure: the greatest width of a picture, in points.
        longer: the width of a blank, as a multiple of the width of the words left out.
    """

    def __init__(self, press: Press, where: Located | Span | None, measure: float, longer: float) -> None:
        super().__init__(press, where, measure)
        self._longer = longer

    def _all(self, nodes: Iterable[Inline], voice: Voice, decorations: tuple[Decoration, ...]) -> None:
        around = (None, *nodes, None)
        for before, node, after in zip(around, around[1:], around[2:], strict=False):
            if isinstance(node, Strong):
                gaps = [_APART + _FROM_FORMULA * isinstance(other, Math) for other in (before, after)]
                self._items[-1] += self._blank(node, voice, gaps[0] * voice.size, gaps[1] * voice.size)
                if node.hint:
                    quiet = voice._replace(size=voice.size * _HINT, colour="muted")
                    full = self._press.language.startswith(_FULL_WIDTH)
                    self._node(Text(f"（{node.hint}）" if full else f" ({node.hint})"), quiet, decorations)
            elif node is not None:
                self._node(node, voice, decorations)

    def _blank(self, node: Strong, voice: Voice, before: float, after: float) -> list[InlineBox]:
        """The pieces of the blank for some words; a line may break between two pieces.

        Args:
            node: the words left out.
            voice: of the text around.
            before: space to its left, in points.
            after: space to its right, in points.
        """
        words = InlineSetter(self._press, self._where, self._measure).paragraphs([node], voice)
        em = voice.size
        width = max(_SHORTEST * em, self._longer * sum(paragraph.natural_width() for paragraph in words))
        count = round(width / (_PIECE * em)) if width > _WHOLE * em else 1
        colour = self._press.theme.colours["muted"]
        face = self._press.cast.face("sans", 400)
        last = count - 1
        return [
            InlineBox(width / count + before * (k == 0) + after * (k == last), 0.0, _BELOW,
                BlankRule(width / count, before * (k == 0), colour, None if k else face),
                "p" if k else "B", "B" if k == last else "P")
            for k in range(count)
        ]
