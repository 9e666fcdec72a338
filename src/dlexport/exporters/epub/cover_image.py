"""The cover: the words of the bank over its drawing, as SVG and as PNG of the same layout."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from dlexport.cover import ACCENT, RULE, lattice, to_svg
from dlexport.exporters.epub.manuscript import title_of
from dlexport.exporters.epub.typesetter import Typesetter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import ImageFont

    from dlexport.cover import Lattice
    from dlexport.exporters.epub.edition import Edition
    from dlexport.exporters.epub.manuscript import Manuscript
    from dlexport.exporters.epub.typesetter import Run
    from dlexport.fonts import Fonts
    from dlexport.problems import Problem

# pixels; stores ask for 1400 at least on the shorter side, and for 1.6 : 1
WIDTH: Final = 1400
HEIGHT: Final = 2240
_MARGIN: Final = 140
_MEASURE: Final = WIDTH - 2 * _MARGIN
_DRAWING: Final = (0, 1000, WIDTH, 980)     # left, top, width, height
_PAPER: Final = "#F7FAFA"
_INK: Final = "#1B1F23"
_QUIET: Final = "#4A545C"
_HEI, _PLAIN = 700, 400
_TITLE_TOP: Final = 300
_TITLE_LINES: Final = 4
_SIZES: Final = (150, 136, 124, 112, 100, 88, 76, 64, 52)
_SUBTITLE: Final = 50
_SUBTITLE_LINES: Final = 4
_FOOT: Final = 38
_FOOT_Y: Final = HEIGHT - 130
_LEADING: Final = 1.35
_FINER: Final = 2       # the drawing is made so many times larger and then reduced: its edges become smooth


@dataclass(frozen=True, slots=True)
class Cover:
    """The two files and what went wrong in setting the words."""

    svg: bytes
    png: bytes
    problems: tuple[Problem, ...]


def draw_cover(manuscript: Manuscript, edition: Edition, fonts: Fonts, *, allow_missing: bool) -> Cover:
    """The cover of a book."""
    setter = Typesetter(fonts)
    words = list(_words(manuscript, edition, setter))
    drawing = lattice(manuscript.bank.id, _DRAWING[2], _DRAWING[3])
    title = title_of(manuscript.bank.title)
    return Cover(_svg(title, drawing, words, setter), _png(drawing, words, fonts),
                 tuple(setter.problems(allowed=allow_missing)))


def _words(manuscript: Manuscript, edition: Edition, setter: Typesetter) -> Iterator[tuple[Run, str]]:
    """Each run with its colour."""
    bank = manuscript.bank
    title = title_of(bank.title)
    size, lines = _fit(title, setter)
    y = _TITLE_TOP + float(size)
    for line in lines:
        yield from ((run, _INK) for run in setter.set(line, _HEI, size, _MARGIN, y))
        y += size * _LEADING
    y += _SUBTITLE
    below = setter.wrap(title_of(bank.subtitle), _PLAIN, _SUBTITLE, _MEASURE) if bank.subtitle else []
    for line in _first(below, _SUBTITLE_LINES):
        yield from ((run, _QUIET) for run in setter.set(line, _PLAIN, _SUBTITLE, _MARGIN, y))
        y += _SUBTITLE * _LEADING
    foot = f"{manuscript.labels.version.format(version=bank.version)}　{edition.modified[:10]}"
    authors = _first(setter.wrap(manuscript.labels.comma.join(bank.authors), _PLAIN, _FOOT, _MEASURE), 1)
    for row, line in enumerate([foot, *authors]):
        at = _FOOT_Y - row * _FOOT * 1.6
        yield from ((run, _QUIET) for run in setter.set(line, _PLAIN, _FOOT, _MARGIN, at))


def _fit(title: str, setter: Typesetter) -> tuple[int, list[str]]:
    """The largest size at which the title takes no more lines than at the largest, and at most four."""
    wrapped = {size: setter.wrap(title, _HEI, size, _MEASURE) for size in _SIZES}
    fitting = {size: lines for size, lines in wrapped.items()
               if len(lines) <= _TITLE_LINES and all(setter.measure(n, _HEI) * size <= _MEASURE for n in lines)}
    if not fitting:
        return _SIZES[-1], _first(wrapped[_SIZES[-1]], _TITLE_LINES)
    # one line if it can still be large; else as large as four lines allow
    single = [size for size, lines in fitting.items() if len(lines) == 1 and size >= _SIZES[4]]
    size = max(single, default=max(fitting))
    return size, fitting[size]


def _first(lines: list[str], most: int) -> list[str]:
    """The first lines, with a sign of omission where there were more."""
    return lines if len(lines) <= most else [*lines[:most - 1], f"{lines[most - 1]}…"]


def _svg(title: str, drawing: Lattice, words: list[tuple[Run, str]], setter: Typesetter) -> bytes:
    """Words as outlines: an e-reader need not have a font for them."""
    left, top, _, _ = _DRAWING
    outlines = "".join(f'<path fill="{colour}" d="{_outline(run, setter)}"/>' for run, colour in words)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<title>{escape(title, quote=False)}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>'
        f'<g transform="translate({left} {top})">{to_svg(drawing)}</g>{outlines}</svg>\n'
    ).encode()


def _outline(run: Run, setter: Typesetter) -> str:
    """The path of a run; font units point upwards, SVG's downwards."""
    import uharfbuzz as hb  # noqa: PLC0415 - only who makes a cover waits for it

    face = setter.face(run.role, run.weight)
    scale = run.size / face.face.upem
    pen, path, x = hb.DrawFuncs(), list[str](), run.x

    def at(*points: float) -> str:
        return " ".join(
            f"{x + px * scale:.1f} {run.y - py * scale:.1f}" for px, py in zip(points[::2], points[1::2], strict=True))

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


def _png(drawing: Lattice, words: list[tuple[Run, str]], fonts: Fonts) -> bytes:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - Pillow takes 40 ms to import

    left, top, width, height = _DRAWING
    large = Image.new("RGB", (width * _FINER, height * _FINER), _PAPER)
    pen = ImageDraw.Draw(large)
    for edge in drawing.edges:
        ends = tuple(v * _FINER for v in (edge.x1, edge.y1, edge.x2, edge.y2))
        pen.line(ends, ACCENT if edge.lit else RULE, max(1, round(edge.width * _FINER)))
    for node in drawing.nodes:
        pen.circle((node.x * _FINER, node.y * _FINER), node.radius * _FINER, ACCENT if node.lit else RULE)
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    picture.paste(large.reduce(_FINER), (left, top))
    pen = ImageDraw.Draw(picture)
    faces: dict[tuple[str, int, float], ImageFont.FreeTypeFont] = {}
    for run, colour in words:
        key = (run.role, run.weight, run.size)
        face = faces.get(key) or faces.setdefault(key, _face(run, fonts))
        x = run.x
        for char in run.text:       # one by one, so that both files keep the same places
            pen.text((x, run.y), char, colour, face, anchor="ls")
            x += face.getlength(char)
    buffer = io.BytesIO()
    picture.quantize(64).save(buffer, "PNG", compress_level=9)
    return buffer.getvalue()


def _face(run: Run, fonts: Fonts) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 - Pillow takes 40 ms to import

    face = ImageFont.truetype(str(fonts.file(run.role).path), run.size, layout_engine=ImageFont.Layout.BASIC)
    try:
        axes = face.get_variation_axes()
    except OSError:     # a face of one weight
        return face
    names = [axis["name"] for axis in axes]
    weights = [run.weight if name in (b"Weight", "Weight") else float(axis["default"] or 0)
               for name, axis in zip(names, axes, strict=True)]
    face.set_variation_by_axes(weights)
    return face
