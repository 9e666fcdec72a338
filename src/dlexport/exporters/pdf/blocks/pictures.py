"""Pictures: bitmaps and vector drawings, copied as their description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.blocks.drawings import set_drawing
from dlexport.exporters.pdf.drawing.copied_text import END, begin_actual
from dlexport.exporters.pdf.drawing.element import ARTIFACT, StructureElement
from dlexport.exporters.pdf.drawing.sheet import bitmap, image_resource, number
from dlexport.exporters.pdf.fonts.face import NOTHING
from dlexport.exporters.pdf.pages.strips import Put, Strip
from dlexport.exporters.pdf.text.atoms import InlineBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.exporters.pdf.blocks.place import BlockPlace
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.text.voice import Voice
    from dlexport.pictures.media import Media
    from dlexport.richtext.nodes import Image

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
            scale = self.width / self.media.width
            sheet.stamp(self.drawing, scale, 0.0, 0.0, -scale, x, y + self.height)
        sheet.paint(END)


def inline_picture(node: Image, voice: Voice, press: Press, measure: float, report: Callable[[str], None]) -> InlineBox:
    """A picture among words, no taller than the line bears."""
    media = press.media[node.path]
    scale = min(_POINTS, voice.size * _INLINE_HEIGHT / media.height, measure / media.width)
    depth = voice.size * _INLINE_DEPTH
    picture = _picture(node, scale, press, report)
    return InlineBox(picture.width, picture.height - depth, depth, _Lowered(picture, depth))


def figure(node: Image, place: BlockPlace, press: Press, report: Callable[[str], None]) -> Strip:
    """A picture by itself, in the middle of the measure."""
    media = press.media[node.path]
    scale = min(_POINTS, place.measure / media.width, place.tallest / media.height)
    picture = _picture(node, scale, press, report)
    left = place.left + (place.measure - picture.width) / 2
    return Strip(picture.height, (Put(left, picture.height, picture, picture.element),))


@dataclass(frozen=True, slots=True)
class _Lowered:
    """An ink some points below the baseline."""

    ink: PlacedPicture
    depth: float

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it so much lower."""
        self.ink.draw(sheet, x, y - self.depth)


def _picture(node: Image, scale: float, press: Press, report: Callable[[str], None]) -> PlacedPicture:
    media = press.media[node.path]
    drawing = press.drawings.get(node.path)
    if drawing is None and media.kind == "svg":
        from dlexport.pictures.svg import parse  # noqa: PLC0415 - only where there are vector drawings

        drawing = press.drawings[node.path] = set_drawing(parse(media.data, media.path), press, report)
    face = press.cast.face("sans", _REGULAR)
    return PlacedPicture(media, media.width * scale, media.height * scale, node.alt, face, drawing,
                   StructureElement("Figure", alt=node.alt) if node.alt else ARTIFACT)
