"""A formula set in glyphs as SVG: outlines only, in the colour of the text around it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from dlexport.math.layout.outlines import outline

if TYPE_CHECKING:
    from dlexport.math.layout.boxes import MathBox
    from dlexport.math.layout.font import MathFont

_UNITS: Final = 1000
"""Units of the drawing per em of the text around it."""


def to_svg(box: MathBox, font: MathFont, *, title: str) -> str:
    """One `svg` element, sized in em and set on the baseline; the same box gives the same text.

    Args:
        box: the result of `typeset`.
        font: the font used for it.
        title: the alternative text, such as the LaTeX source.
    """
    factor = _UNITS / box.size
    # A margin all round: slanted letters and accents reach beyond the dimensions.
    air = round(_UNITS * 0.05)
    ends = [end for stroke in box.strokes for end in (stroke.x1, stroke.x2)]
    # Strokes reach further beyond the dimensions, and a viewBox clips.
    side = air + round(max(0.0, -min(ends, default=0.0), max(ends, default=0.0) - box.width) * factor)
    width = round(box.width * factor) + 2 * side
    height = round(box.height * factor) + air
    depth = round(box.depth * factor) + air
    label = escape(" ".join(title.split()))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_em(width)}" height="{_em(height + depth)}"'
        f' viewBox="{-side} {-height} {width} {height + depth}" style="vertical-align:{_em(-depth)}"'
        f' fill="currentColor"><title>{label}</title>'
    )
    parts = [opening]
    paths: dict[str, list[str]] = {}
    for glyph in box.glyphs:
        drawn = outline(font, glyph.gid, glyph.x * factor, -glyph.y * factor, glyph.size * factor)
        if drawn:
            paths.setdefault(glyph.colour, []).append(drawn)
    for rule in box.rules:
        x, y = rule.x * factor, -(rule.y + rule.height) * factor
        wide, tall = rule.width * factor, max(rule.height * factor, 1.0)
        paths.setdefault(rule.colour, []).append(f"M{x:.0f} {y:.0f}h{wide:.0f}v{tall:.0f}h{-wide:.0f}z")
    parts += [f'<path{_fill(colour)} d="{"".join(drawn)}"/>' for colour, drawn in paths.items()]
    for stroke in box.strokes:
        places = [value * factor for value in (stroke.x1, -stroke.y1, stroke.x2, -stroke.y2)]
        line = 'x1="{:.0f}" y1="{:.0f}" x2="{:.0f}" y2="{:.0f}"'.format(*places)
        parts.append(
            f'<line {line} stroke="{stroke.colour or "currentColor"}" stroke-width="{stroke.thickness * factor:.0f}"/>'
        )
    for text in box.texts:
        weight = ' font-weight="bold"' * text.bold + ' font-style="italic"' * text.italic
        parts.append(
            f'<text x="{text.x * factor:.0f}" y="{-text.y * factor:.0f}" font-size="{text.size * factor:.0f}"'
            f"{weight}{_fill(text.colour)}>{escape(text.text, quote=False)}</text>"
        )
    return "".join([*parts, "</svg>"])


def _fill(colour: str) -> str:
    return f' fill="{colour}"' if colour else ""


def _em(units: int) -> str:
    return f"{units / _UNITS:.3f}em"
