"""The cover as PNG, for shelves and for readers without SVG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from dlexport.exporters.epub.cover.layout import HEIGHT, PAPER, WIDTH
from dlexport.pictures.cover_drawing import ACCENT, RULE

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

    from dlexport.exporters.epub.cover.layout import Layout
    from dlexport.exporters.epub.cover.typesetter import FaceRun
    from dlexport.pictures.cover_drawing import Lattice
    from dlexport.theme.fonts import Fonts

_FINER: Final = 2       # the drawing is made so many times larger and then reduced: its edges become smooth
_COLOURS: Final = 64    # few hues, each in the shades of its edges


def cover_png(layout: Layout, fonts: Fonts) -> bytes:
    """The file."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - Pillow takes 40 ms to import

    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    large = Image.new("RGB", (WIDTH * _FINER, round(layout.drawing.height) * _FINER), PAPER)
    _draw(layout.drawing, ImageDraw.Draw(large))
    picture.paste(large.reduce(_FINER), (0, round(layout.top)))
    del large       # 30 MB, and the colours take as much
    pen = ImageDraw.Draw(picture)
    faces: dict[tuple[str, int, float], ImageFont.FreeTypeFont] = {}
    for run, colour in layout.words:
        key = (run.role, run.weight, run.size)
        if key not in faces:
            faces[key] = _face(run, fonts)
        x = run.x
        for char in run.text:       # one by one, as in the SVG: no kerning moves anything
            pen.text((x, run.y), char, colour, faces[key], anchor="ls")
            x += faces[key].getlength(char)
    buffer = io.BytesIO()
    picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE).save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


def _draw(drawing: Lattice, pen: ImageDraw.ImageDraw) -> None:
    for edge in drawing.edges:
        ends = [value * _FINER for value in (edge.x1, edge.y1, edge.x2, edge.y2)]
        pen.line(ends, ACCENT if edge.lit else RULE, max(1, round(edge.width * _FINER)))
    for node in drawing.nodes:
        pen.circle((node.x * _FINER, node.y * _FINER), node.radius * _FINER, ACCENT if node.lit else RULE)


def _face(run: FaceRun, fonts: Fonts) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 - Pillow takes 40 ms to import

    face = ImageFont.truetype(str(fonts.file(run.role).path), run.size, layout_engine=ImageFont.Layout.BASIC)
    try:
        axes = face.get_variation_axes()
    except OSError:     # a face of one weight
        return face
    face.set_variation_by_axes([
        run.weight if axis["name"] in (b"Weight", "Weight") else float(axis["default"] or 0) for axis in axes
    ])
    return face
