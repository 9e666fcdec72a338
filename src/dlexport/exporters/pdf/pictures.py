"""Pictures: bitmaps and vector drawings, copied as their description."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.actual import END, NOTHING, begin_actual
from dlexport.exporters.pdf.atoms import Box
from dlexport.exporters.pdf.sheet import Bitmap, number
from dlexport.exporters.pdf.strips import Put, Strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.exporters.pdf.faces import Face
    from dlexport.exporters.pdf.press import Press
    from dlexport.exporters.pdf.sheet import Sheet
    from dlexport.exporters.pdf.voice import Voice
    from dlexport.media import Media
    from dlexport.richtext.nodes import Image

_POINTS = 0.75              # of a CSS pixel
_INLINE_HEIGHT = 1.5        # ems, at most
_INLINE_DEPTH = 0.15
_TALLEST = 400.0            # points: a figure leaves room for a line or two of text


@dataclass(frozen=True, slots=True)
class Picture:
    """A bitmap at its size on the page, in points; drawn from its lower left corner."""

    media: Media
    width: float
    height: float
    alt: str
    face: Face

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it with its lower left corner at (x, y)."""
        begin_actual(sheet, self.alt or NOTHING, self.face, x, y)
        if self.media.kind == "svg":
            sheet.paint(END)
            return
        name = self.media.sha256[:16]
        sheet.bitmaps.append(Bitmap(name, self.media.data))
        sheet.paint(f"q {number(self.width)} 0 0 {number(self.height)} {number(x)} {number(y)} cm "
                    f"/FormXob.{name} Do Q")
        sheet.paint(END)


def inline_picture(node: Image, voice: Voice, press: Press, measure: float, report: Callable[[str], None]) -> Box:
    """A picture among words, no taller than the line bears."""
    media = press.media[node.path]
    width, height = media.width * _POINTS, media.height * _POINTS
    scale = min(1.0, voice.size * _INLINE_HEIGHT / height, measure / width)
    depth = voice.size * _INLINE_DEPTH
    ink = _Lowered(_picture(media, width * scale, height * scale, node.alt, press, report), depth)
    return Box(width * scale, height * scale - depth, depth, ink)


def figure(node: Image, left: float, measure: float, press: Press, report: Callable[[str], None]) -> Strip:
    """A picture by itself, in the middle of the measure."""
    media = press.media[node.path]
    width, height = media.width * _POINTS, media.height * _POINTS
    scale = min(1.0, measure / width, _TALLEST / height)
    width, height = width * scale, height * scale
    ink = _picture(media, width, height, node.alt, press, report)
    return Strip(height, (Put(left + (measure - width) / 2, height, ink),))


@dataclass(frozen=True, slots=True)
class _Lowered:
    """An ink some points below the baseline."""

    ink: Picture
    depth: float

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it so much lower."""
        self.ink.draw(sheet, x, y - self.depth)


def _picture(media: Media, width: float, height: float, alt: str, press: Press,
             report: Callable[[str], None]) -> Picture:
    face = press.cast.face("sans", 400)
    return Picture(media, width, height, alt, face)
