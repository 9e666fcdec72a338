"""Small marks: footnote numbers and the bullets of lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never

from dlexport.exporters.pdf.drawing.copied_text import END, begin_actual
from dlexport.exporters.pdf.drawing.sheet import Pen, number, rgb
from dlexport.exporters.pdf.text.atoms import InlineBox

if TYPE_CHECKING:
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.text.runs import TextStyle
    from dlexport.exporters.pdf.text.voice import Voice

JOINER = "\u2060"
"""Before each digit of a footnote's mark when it is copied, so that it can be told from the text it stands in."""

_SCALE, _RISE = 0.62, 0.36


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The number of a footnote, raised."""

    strings: str
    style: TextStyle
    face: Face

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it in a line with its baseline at y."""
        style = self.style
        sheet.text(x, y, Pen(self.face, style.size, style.colour, style.rise), self.strings)


def note_mark(mark: int, voice: Voice, press: Press) -> InlineBox:
    """The mark of a footnote in its text, which may not start a line; one may end after it, and a space be typed."""
    style = press.style(voice.look, voice.size * _SCALE, "accent", voice.size * _RISE)
    face = style.typeface.faces[0]
    glyphs = [(face.glyph(digit), digit) for digit in str(mark)]
    strings = "".join(face.code(glyph, JOINER + digit) for glyph, digit in glyphs)
    width = sum(face.advance(glyph) for glyph, _ in glyphs) * style.size / 1000
    return InlineBox(width, 0.0, 0.0, NoteMark(strings, style, face), "N", "h")


BulletKind = Literal["disc", "ring", "dash"]


@dataclass(frozen=True, slots=True)
class TaskBox:
    """The box of a task, ticked when it is done; copied as ☐ or ☑. `size` is that of the text."""

    done: bool
    size: float
    colour: str
    face: Face

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it beside a line with its baseline at y."""
        em, bottom = self.size, y - 0.04 * self.size
        begin_actual(sheet, "☑" if self.done else "☐", self.face, x, y)
        ops = f"0.7 w {number(x)} {number(bottom)} {number(0.8 * em)} {number(0.8 * em)} re S"
        if self.done:
            ops += (f" 1.3 w 1 J 1 j {number(x + 0.17 * em)} {number(bottom + 0.4 * em)} m "
                    f"{number(x + 0.34 * em)} {number(bottom + 0.2 * em)} l "
                    f"{number(x + 0.64 * em)} {number(bottom + 0.62 * em)} l S")
        sheet.paint(f"q {rgb(self.colour)} RG {ops} Q")
        sheet.paint(END)


@dataclass(frozen=True, slots=True)
class Bullet:
    """The mark of a list's item: a disc, a ring or a dash, by the depth of the list; `size` is that of the text."""

    kind: BulletKind
    size: float
    colour: str

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it beside a line with its baseline at y."""
        middle, em = y + 0.36 * self.size, self.size
        match self.kind:
            case "disc":
                ops = f"1 J {number(0.3 * em)} w {number(x + 0.3 * em)} {number(middle)} m "
                ops += f"{number(x + 0.3 * em)} {number(middle)} l S"
            case "ring":
                ops = f"0.7 w {circle(x + 0.3 * em, middle, 0.13 * em)} S"
            case "dash":
                ops = f"0.8 w {number(x + 0.1 * em)} {number(middle)} m {number(x + 0.5 * em)} {number(middle)} l S"
            case _:
                assert_never(self.kind)
        sheet.decorate(f"q {rgb(self.colour)} RG {ops} Q")


def circle(x: float, y: float, radius: float) -> str:
    """The path of a circle, as four Bézier curves."""
    steps = radius, 0.5523 * radius, 0.0, -0.5523 * radius, -radius
    east, half_east, across, half_west, west = [number(x + step) for step in steps]
    north, half_north, up, half_south, south = [number(y + step) for step in steps]
    return (f"{east} {up} m {east} {half_north} {half_east} {north} {across} {north} c "
            f"{half_west} {north} {west} {half_north} {west} {up} c "
            f"{west} {half_south} {half_west} {south} {across} {south} c "
            f"{half_east} {south} {east} {half_south} {east} {up} c h")
