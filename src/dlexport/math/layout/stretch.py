"""Glyphs that grow: size variants, and assemblies of parts (MathML Core 5.3; OpenType, GlyphAssembly)."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from dlexport.math.layout.boxes import Box, centred
from dlexport.math.layout.font import HORIZONTAL, VERTICAL

if TYPE_CHECKING:
    from dlexport.math.layout.font import GlyphPart, MathFont

NULL_DELIMITER: Final = 0.12
"""The width of an empty delimiter (plain TeX's \\nulldelimiterspace), in em."""

_DELIMITER_FACTOR: Final = 0.901
_DELIMITER_SHORTFALL: Final = 0.5
_MOST_PARTS: Final = 200      # as tall as two pages; each level of nested binomials doubles the height asked for


def fence_length(reach: float, scale: float) -> float:
    """The least height of a delimiter around content that reaches `reach` from the axis (The TeXbook, rule 19)."""
    return max(2 * reach * _DELIMITER_FACTOR, 2 * reach - _DELIMITER_SHORTFALL * scale)


def fence(text: str, target: float, level: int, font: MathFont) -> Box:
    """A delimiter of at least `target` height, centred on the axis."""
    if not text:
        return Box(NULL_DELIMITER * font.constants[level].scale)
    return centred(stretched(text, target, level, VERTICAL, font), font.constants[level].axis_height)


def stretched(text: str, target: float, level: int, direction: str, font: MathFont) -> Box:
    """The smallest variant of at least `target`, else an assembly, else the longest variant; lengths in em."""
    scale = font.constants[level].scale
    gid = font.glyph_id(text)
    longest = gid
    for variant, length in font.variants(gid, direction):
        longest = variant
        if length * scale >= target:
            return font.glyph(variant, scale, text)
    parts = font.parts(gid, direction)
    if parts:
        chain = _chain(parts, target / scale, font.overlap)
        if direction == VERTICAL:
            return _upwards(chain, scale, text, font)
        return _along(chain, scale, text, font)
    return font.glyph(longest, scale, text)


def widest_within(text: str, width: float, level: int, font: MathFont) -> Box:
    """The widest variant within a width, or the narrowest one if none fits."""
    scale = font.constants[level].scale
    sizes = font.variants(font.glyph_id(text), HORIZONTAL)
    fitting = [gid for gid, length in sizes if length * scale <= width]
    return font.glyph(fitting[-1] if fitting else sizes[0][0], scale, text)


def _chain(parts: tuple[GlyphPart, ...], target: float, overlap: float) -> list[tuple[GlyphPart, float]]:
    """The parts with as many extenders as needed, each with its start position; in em of the glyph."""
    fixed = sum(part.length - overlap for part in parts if not part.repeats) + overlap
    step = sum(part.length - overlap for part in parts if part.repeats)
    times = min(max(0, ceil((target - fixed) / step)), _MOST_PARTS) if step > 0 else 0
    sequence = [part for part in parts for _ in range(times if part.repeats else 1)]
    # The excess length becomes overlap at the joints, as far as the connectors allow.
    extra = max(0.0, fixed + times * step - target) / max(len(sequence) - 1, 1)
    found: list[tuple[GlyphPart, float]] = []
    at, connector = 0.0, 0.0
    for part in sequence:
        if found:
            at -= min(overlap + extra, part.start, connector)
        found.append((part, at))
        at += part.length
        connector = part.end
    return found


def _upwards(chain: list[tuple[GlyphPart, float]], scale: float, text: str, font: MathFont) -> Box:
    result = Box()
    for part, at in chain:
        box = font.glyph(part.gid, scale, "" if result.items else text)
        result.place(box, 0.0, at * scale + box.depth)
        result.width = max(result.width, box.width)
    return result


def _along(chain: list[tuple[GlyphPart, float]], scale: float, text: str, font: MathFont) -> Box:
    result = Box()
    for part, at in chain:
        result.place(font.glyph(part.gid, scale, "" if result.items else text), at * scale, 0.0)
        result.width = (at + part.length) * scale
    return result
