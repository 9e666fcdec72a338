"""Blanks to write a word in: `____`, drawn as a rule of that length and copied as it was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.drawing.copied_text import END, begin_actual
from dlexport.exporters.pdf.text.atoms import InlineBox

if TYPE_CHECKING:
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.text.voice import Voice

_LOW_LINE = 0.5                 # ems that a low line is wide
_BELOW, _WEIGHT = 0.12, 0.05    # ems below the baseline
_LONGEST = 12                   # low lines; a longer blank comes in parts, between which a line may end
_GAP = 0.06                     # ems at both ends


@dataclass(frozen=True, slots=True)
class _Blank:
    """A rule below the baseline; sizes in points."""

    typed: str
    wire: Wire
    inset: float
    below: float
    face: Face

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it in a line with its baseline at y."""
        begin_actual(sheet, self.typed, self.face, x, y)
        sheet.paint(END)
        self.wire.draw(sheet, x + self.inset, y - self.below)


def blank(length: int, voice: Voice, press: Press, least: float = 0.0) -> list[InlineBox]:
    """A blank as long as so many low lines, and at least so many points."""
    size, face = voice.size, press.style(voice.look, voice.size).typeface.faces[0]
    colour = press.theme.colours.get(voice.colour, voice.colour)
    low_line = max(_LOW_LINE * size, least / length)
    found = []
    for start in range(0, length, _LONGEST):
        part = min(_LONGEST, length - start)
        left = _GAP * size if start == 0 else 0.0
        right = _GAP * size if start + part == length else 0.0
        width = part * low_line
        ink = _Blank("_" * part, Wire(width, _WEIGHT * size, colour), left, _BELOW * size, face)
        found.append(InlineBox(left + width + right, 0.0, 0.0, ink))
    return found
