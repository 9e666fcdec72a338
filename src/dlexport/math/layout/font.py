"""The math font: its constants, glyphs, variants and assemblies, read through HarfBuzz (OpenType, table MATH)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, NamedTuple

import uharfbuzz as hb

from dlexport.math.layout.boxes import Box, Glyph

if TYPE_CHECKING:
    from pathlib import Path

VERTICAL: Final = "ttb"
HORIZONTAL: Final = "ltr"
_CORNERS: Final = {
    "top right": hb.OTMathKern.TOP_RIGHT, "bottom right": hb.OTMathKern.BOTTOM_RIGHT,
    "bottom left": hb.OTMathKern.BOTTOM_LEFT, "top left": hb.OTMathKern.TOP_LEFT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Constants:
    """The constants of the MATH table for one script level, in em of the text around the formula."""

    scale: float
    display_operator_min_height: float
    axis_height: float
    accent_base_height: float
    subscript_shift_down: float
    subscript_top_max: float
    subscript_baseline_drop_min: float
    superscript_shift_up: float
    superscript_shift_up_cramped: float
    superscript_bottom_min: float
    superscript_baseline_drop_max: float
    sub_superscript_gap_min: float
    superscript_bottom_max_with_subscript: float
    space_after_script: float
    upper_limit_gap_min: float
    upper_limit_baseline_rise_min: float
    lower_limit_gap_min: float
    lower_limit_baseline_drop_min: float
    stack_top_shift_up: float
    stack_top_display_style_shift_up: float
    stack_bottom_shift_down: float
    stack_bottom_display_style_shift_down: float
    stack_gap_min: float
    stack_display_style_gap_min: float
    stretch_stack_gap_above_min: float
    stretch_stack_gap_below_min: float
    fraction_numerator_shift_up: float
    fraction_numerator_display_style_shift_up: float
    fraction_denominator_shift_down: float
    fraction_denominator_display_style_shift_down: float
    fraction_numerator_gap_min: float
    fraction_num_display_style_gap_min: float
    fraction_rule_thickness: float
    fraction_denominator_gap_min: float
    fraction_denom_display_style_gap_min: float
    overbar_vertical_gap: float
    overbar_rule_thickness: float
    overbar_extra_ascender: float
    underbar_vertical_gap: float
    underbar_rule_thickness: float
    underbar_extra_descender: float
    radical_vertical_gap: float
    radical_display_style_vertical_gap: float
    radical_rule_thickness: float
    radical_extra_ascender: float
    radical_kern_before_degree: float
    radical_kern_after_degree: float
    radical_degree_bottom_raise_percent: float


class GlyphPart(NamedTuple):
    """A part of an assembly; lengths in em of the glyph."""

    gid: int
    start: float
    end: float
    length: float
    repeats: bool


class MathFont:
    """A font with a MATH table. It caches its answers, so use one object for a whole book.

    Raises:
        ValueError: the font has no MATH table.
    """

    def __init__(self, path: Path) -> None:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        if not face.has_math_data:
            raise ValueError(f"{path} is no math font: it has no MATH table")
        self.path = path
        self.hb_font = hb.Font(face)
        self.units = float(face.upem)
        self.constants = tuple(self._constants(level) for level in range(3))
        self.overlap = self.hb_font.get_math_min_connector_overlap(VERTICAL) / self.units
        self.tokens: dict[tuple[str, int], Box] = {}
        self._glyphs: dict[tuple[int, float, str], Box] = {}
        self._variants: dict[tuple[int, str], tuple[tuple[int, float], ...]] = {}
        self._parts: dict[tuple[int, str], tuple[GlyphPart, ...]] = {}

    def _constants(self, level: int) -> Constants:
        def value(name: str) -> float:
            found: int = self.hb_font.get_math_constant(getattr(hb.OTMathConstant, name.upper()))
            return float(found)

        percents = ("", "script_percent_scale_down", "script_script_percent_scale_down")
        scale = value(percents[level]) / 100 if level else 1.0
        numbers = {field.name: value(field.name) for field in fields(Constants) if field.name != "scale"}
        return Constants(scale, **{
            name: number / 100 if name.endswith("percent") else number * scale / self.units
            for name, number in numbers.items()})  # fmt: skip

    def has(self, character: str) -> bool:
        """Whether the font has a glyph for a character."""
        return bool(self.hb_font.get_nominal_glyph(ord(character)))

    def glyph_id(self, character: str) -> int:
        """The glyph id of a character; 0 if there is none."""
        return self.hb_font.get_nominal_glyph(ord(character)) or 0

    def glyph(self, gid: int, scale: float, text: str) -> Box:
        """The box of one glyph, `scale` em large, which stands for `text`."""
        key = (gid, scale, text)
        box = self._glyphs.get(key)
        if box is None:
            box = self._glyphs[key] = self._box(gid, scale, text)
        return box

    def _box(self, gid: int, scale: float, text: str) -> Box:
        font, factor = self.hb_font, scale / self.units
        extents = font.get_glyph_extents(gid)
        top = extents.y_bearing if extents is not None else 0
        bottom = top + (extents.height if extents is not None else 0)
        return Box(
            font.get_glyph_h_advance(gid) * factor, top * factor, -bottom * factor,
            font.get_math_glyph_italics_correction(gid) * factor,
            font.get_math_glyph_top_accent_attachment(gid) * factor, gid, simple=True,
            items=[(0.0, 0.0, Glyph(gid, scale, text))],
        )  # fmt: skip

    def shaped(self, text: str, level: int) -> list[tuple[int, int, float, float, float]]:
        """The glyphs of a word: id, index of its first character, advance, and offsets, in em of the word."""
        units = self.units
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
        hb.shape(self.hb_font, buffer, {"liga": False, "ssty": level})
        return [
            (info.codepoint, info.cluster, at.x_advance / units, at.x_offset / units, at.y_offset / units)
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def variants(self, gid: int, direction: str) -> tuple[tuple[int, float], ...]:
        """The size variants of a glyph as (glyph id, length in em), smallest first; at least the glyph itself."""
        key = (gid, direction)
        found = self._variants.get(key)
        if found is None:
            listed = self.hb_font.get_math_glyph_variants(gid, direction)
            found = tuple((variant.glyph, variant.advance / self.units) for variant in listed) or ((gid, 0.0),)
            self._variants[key] = found
        return found

    def parts(self, gid: int, direction: str) -> tuple[GlyphPart, ...]:
        """The parts from which a long form of a glyph is assembled, from bottom to top or from left to right."""
        key = (gid, direction)
        found = self._parts.get(key)
        if found is None:
            units = self.units
            listed, _italic = self.hb_font.get_math_glyph_assembly(gid, direction)
            found = self._parts[key] = tuple(
                GlyphPart(part.glyph, part.start_connector_length / units, part.end_connector_length / units,
                     part.full_advance / units, bool(part.flags & hb.OTMathGlyphPartFlags.EXTENDER))
                for part in listed)  # fmt: skip
        return found

    def kern(self, gid: int, corner: str, height: float, scale: float) -> float:
        """The kern of a script at a corner of a glyph, at a height above its baseline (MathKernInfo); in em."""
        units = round(height * self.units / scale)
        kern: int = self.hb_font.get_math_glyph_kerning(gid, _CORNERS[corner], units)
        return kern * scale / self.units
