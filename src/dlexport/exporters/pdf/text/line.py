"""A set line: what stands on it and where, and how that is drawn on a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, assert_never

from dlexport.exporters.pdf.drawing.element import ARTIFACT
from dlexport.exporters.pdf.drawing.links import ToAddress, ToPlace
from dlexport.exporters.pdf.drawing.sheet import Area, Pen, number, rgb
from dlexport.exporters.pdf.text.runs import Dotted, Spoken, Struck, Tinted, Underlined

if TYPE_CHECKING:
    from dlexport.exporters.pdf.drawing.element import StructureElement
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.text.atoms import InlineBox
    from dlexport.exporters.pdf.text.runs import Decoration, TextStyle

_DOT_BELOW, _DOT_SIZE = 0.30, 0.17      # of an em: how far a dot of emphasis hangs, how wide it is
_STRIKE_HEIGHT, _STRIKE_WEIGHT = 0.32, 0.06
_UNDERLINE_HEIGHT = -0.16
_TINT_ABOVE, _TINT_BELOW = 0.92, 0.24
_LINK_ABOVE, _LINK_BELOW = 0.9, 0.25
_TOUCHES = 0.01        # points


class Shown(NamedTuple):
    """Text of one face: where it begins, its strings and numbers for the TJ operator, how far it is raised."""

    x: float
    face: Face
    style: TextStyle
    strings: str
    rise: float = 0.0


class MissingBox(NamedTuple):
    """The position of a missing character, and the strings as which it is copied."""

    x: float
    width: float
    face: Face
    style: TextStyle
    strings: str


class Placed(NamedTuple):
    """An inline box and where it stands."""

    x: float
    box: InlineBox


class Cover(NamedTuple):
    """The extent of a decoration on the line; for dots, the centres of the characters."""

    left: float
    right: float
    decoration: Decoration
    middles: tuple[float, ...]


@dataclass(slots=True)
class SetLine:
    """A set line, in points from its left end. It keeps no reference to its paragraph.

    Attributes:
        width: as set, without the blanks trimmed at its ends.
        tracking: space after every glyph.
        indent: how far its left end is moved in.
        justified: whether it was to fill the measure.
        ascent, descent: of its tallest box, above and below the baseline.
    """

    width: float
    tracking: float
    justified: bool
    indent: float = 0.0
    ascent: float = 0.0
    descent: float = 0.0
    contents: list[Shown | Placed | MissingBox] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the line with its baseline's left end at (x, y)."""
        _draw(self, sheet, x + self.indent, y)


def _draw(line: SetLine, sheet: Sheet, x: float, y: float) -> None:
    links = [cover for cover in line.covers if isinstance(cover.decoration, ToAddress | ToPlace | Spoken)]
    owner = sheet.current
    for cover in line.covers:
        if isinstance(cover.decoration, Tinted):        # behind the text
            _draw_cover(cover, line, sheet, x, y)
    for content in line.contents:
        if links and owner is not None and owner is not ARTIFACT:
            sheet.current = _owner(owner, content.x, links)
        match content:
            case Shown():
                style = content.style
                pen = Pen(content.face, style.size, style.colour, style.rise + content.rise)
                sheet.text(x + content.x, y, pen, content.strings, line.tracking)
            case Placed(offset, box):
                box.ink.draw(sheet, x + offset, y)
            case MissingBox():
                style = content.style
                pen = Pen(content.face, style.size, style.colour)
                sheet.missing(x + content.x, y, content.width, pen, content.strings)
            case _:
                assert_never(content)
    sheet.current = owner
    for cover in line.covers:
        if not isinstance(cover.decoration, Tinted):
            _draw_cover(cover, line, sheet, x, y)


def _owner(owner: StructureElement, x: float, links: list[Cover]) -> StructureElement:
    """The Link or Span that covers a place in a line, else the line's own element."""
    for cover in links:
        if cover.left - _TOUCHES <= x < cover.right - _TOUCHES:
            what = cover.decoration
            return owner.span(what, what.language) if isinstance(what, Spoken) else owner.link(what)
    return owner


def _draw_cover(cover: Cover, line: SetLine, sheet: Sheet, x: float, y: float) -> None:
    style = next((c.style for c in line.contents if isinstance(c, Shown)), None)
    size = style.size if style else 10.0
    match cover.decoration:
        case ToAddress() | ToPlace():
            owner = sheet.current if sheet.current is not ARTIFACT else None
            sheet.areas.append(Area(x + cover.left, y - _LINK_BELOW * size, x + cover.right,
                                   y + _LINK_ABOVE * size, cover.decoration,
                                   owner.link(cover.decoration) if owner else None))
        case Spoken():
            pass
        case Tinted(colour):
            width, height = cover.right - cover.left, _TINT_ABOVE + _TINT_BELOW
            sheet.decorate(f"q {rgb(colour)} rg {number(x + cover.left)} {number(y - _TINT_BELOW * size)} "
                           f"{number(width)} {number(height * size)} re f Q")
        case Struck(colour) | Underlined(colour):
            height = y + (_STRIKE_HEIGHT if isinstance(cover.decoration, Struck) else _UNDERLINE_HEIGHT) * size
            sheet.decorate(f"q {rgb(colour)} RG {number(_STRIKE_WEIGHT * size)} w {number(x + cover.left)} "
                       f"{number(height)} m {number(x + cover.right)} {number(height)} l S Q")
        case Dotted(colour):
            below = number(y - _DOT_BELOW * size)
            dots = " ".join(f"{number(x + m)} {below} m {number(x + m)} {below} l" for m in cover.middles)
            if dots:        # a line without length and with round ends is a dot
                sheet.decorate(f"q {rgb(colour)} RG 1 J {number(_DOT_SIZE * size)} w {dots} S Q")
        case _:
            assert_never(cover.decoration)
