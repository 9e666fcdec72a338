"""Pictures: bitmaps and vector drawings, copied as their description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.drawings import set_drawing
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.blocks.theme_colours import themed
from dlexport.exporters.pdf.drawing.bitmap import bitmap, image_resource
from dlexport.exporters.pdf.drawing.copied_text import END, begin_actual
from dlexport.exporters.pdf.drawing.element import ARTIFACT, StructureElement
from dlexport.exporters.pdf.drawing.sheet import number
from dlexport.exporters.pdf.fonts.face import NOTHING
from dlexport.exporters.pdf.pages.strips import Put, Strip
from dlexport.exporters.pdf.text.atoms import InlineBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.text.voice import Voice
    from dlexport.pictures.media import Media
    from dlexport.richtext.nodes import Image, Length

_REGULAR = 400
_POINTS = 0.75              # of a CSS pixel
_INLINE_HEIGHT = 1.5        # ems, at most
_INLINE_DEPTH = 0.15


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture at its size on the page, in points; a bitmap where there is no drawing."""

    media: Media
    width: float
    height: float
    alt: str
    face: Face
    drawing: Sheet | None
    element: StructureElement

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it with its lower left corner at (x, y)."""
        with sheet.within(self.element):
            self._draw(sheet, x, y)

    def _draw(self, sheet: Sheet, x: float, y: float) -> None:
        begin_actual(sheet, self.alt or NOTHING, self.face, x, y)
        if self.drawing is None:
            shown = bitmap(self.media)
            sheet.bitmaps.append(shown)
            sheet.paint(f"q {number(self.width)} 0 0 {number(self.height)} {number(x)} {number(y)} cm "
                        f"{image_resource(shown.name)} Do Q")
        else:
            across, down = self.width / self.media.width, self.height / self.media.height
            sheet.stamp(self.drawing, across, 0.0, 0.0, -down, x, y + self.height)
        sheet.paint(END)


def inline_picture(node: Image, voice: Voice, press: Press, measure: float, report: Callable[[str], None]) -> InlineBox:
    """A picture among words, no taller than the line allows unless its size was asked for."""
    asked = node.width or node.height
    size = _size(node, press, measure, measure if asked else voice.size * _INLINE_HEIGHT)
    depth = voice.size * _INLINE_DEPTH
    picture = _picture(node, size, press, report)
    return InlineBox(picture.width, picture.height - depth, depth, _Lowered(picture, depth))


def figure(node: Image, place: BlockPlace, press: Press, report: Callable[[str], None]) -> Strip:
    """A picture by itself, in the middle of the measure."""
    picture = _picture(node, _size(node, press, place.measure, place.tallest), press, report)
    left = place.left + (place.measure - picture.width) / 2
    return Strip(picture.height, (Put(left, picture.height, picture, picture.element),))


def picture_width(node: Image, press: Press, measure: float) -> float:
    """The width of a picture by itself in a measure, in points."""
    return _size(node, press, measure, BlockPlace._field_defaults["tallest"])[0]


@dataclass(frozen=True, slots=True)
class _Lowered:
    """An ink some points below the baseline."""

    ink: PlacedPicture
    depth: float

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it so much lower."""
        self.ink.draw(sheet, x, y - self.depth)


def _size(node: Image, press: Press, measure: float, tallest: float) -> tuple[float, float]:
    """Width and height in points: as asked for, else its own, made smaller where there is not so much room."""
    media = press.media[node.path]
    width, height = _points(node.width, measure), _points(node.height, None)
    if not width and not height:
        width = media.width * _POINTS
    if not width:
        width = height * media.width / media.height
    if not height:
        height = width * media.height / media.width
    scale = min(1.0, measure / width, tallest / height)
    return width * scale, height * scale


def _points(length: Length | None, whole: float | None) -> float:
    """A length in points; 0 where none is asked for, or a part of what has no length."""
    if length is None or length.unit == "px":
        return length.value * _POINTS if length else 0.0
    return length.value / 100 * whole if whole else 0.0


def _picture(node: Image, size: tuple[float, float], press: Press, report: Callable[[str], None]) -> PlacedPicture:
    media = press.media[node.path]
    drawing = _drawing(media, press, report) if media.kind == "svg" else None
    face = press.cast.face("sans", _REGULAR)
    return PlacedPicture(media, *size, node.alt, face, drawing,
                   StructureElement("Figure", alt=node.alt) if node.alt else ARTIFACT)


def _drawing(media: Media, press: Press, report: Callable[[str], None]) -> Sheet:
    """A vector picture, set once; what it lacks is told wherever it is shown, as each place may be kept or left out."""
    found = press.drawings.get(media.path)
    if found is None:
        from dlexport.pictures.svg.reading import parse  # noqa: PLC0415 - only where there are vector drawings

        lacked = list[str]()
        sheet = set_drawing(themed(parse(media.data, media.path), press.theme), press, lacked.append)
        found = press.drawings[media.path] = sheet, "".join(lacked)
    sheet, missing = found
    report(missing)
    return sheet
