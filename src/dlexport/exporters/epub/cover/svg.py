"""The cover as SVG, its words as outlines: an e-reader need not have a font for them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dlexport.exporters.epub.cover.layout import HEIGHT, PAPER, WIDTH
from dlexport.pictures.cover_drawing import to_svg

if TYPE_CHECKING:
    from dlexport.exporters.epub.cover.layout import Layout
    from dlexport.exporters.epub.cover.typesetter import FaceRun, Typesetter


def cover_svg(layout: Layout, setter: Typesetter) -> bytes:
    """The file."""
    outlines = "".join(f'<path fill="{colour}" d="{_outline(run, setter)}"/>' for run, colour in layout.words)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<title>{escape(layout.title, quote=False)}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<g transform="translate(0 {layout.top:.0f})">{to_svg(layout.drawing)}</g>{outlines}</svg>\n'
    ).encode()


def _outline(run: FaceRun, setter: Typesetter) -> str:
    """The path of a run; font units point upwards, SVG's downwards."""
    import uharfbuzz as hb  # noqa: PLC0415 - only who makes a cover waits for it

    face = setter.face(run.role, run.weight)
    scale = run.size / face.face.upem
    pen, path, x = hb.DrawFuncs(), list[str](), run.x

    def at(*points: float) -> str:
        return " ".join(
            f"{x + px * scale:.1f} {run.y - py * scale:.1f}" for px, py in zip(points[::2], points[1::2], strict=True)
        )

    pen.set_move_to_func(lambda a, b, _: path.append(f"M{at(a, b)}"))
    pen.set_line_to_func(lambda a, b, _: path.append(f"L{at(a, b)}"))
    pen.set_quadratic_to_func(lambda a, b, c, d, _: path.append(f"Q{at(a, b, c, d)}"))
    pen.set_cubic_to_func(lambda a, b, c, d, e, f, _: path.append(f"C{at(a, b, c, d, e, f)}"))
    pen.set_close_path_func(lambda _: path.append("Z"))
    for char in run.text:
        glyph = face.get_nominal_glyph(ord(char)) or 0
        face.draw_glyph(glyph, pen, None)
        x += face.get_glyph_h_advance(glyph) * scale
    return "".join(path)
