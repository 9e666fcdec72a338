"""Fractions, stacks and roots (The TeXbook, rules 11 and 15; MathML Core 3.3.2 and 3.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.layout.boxes import Box
from dlexport.math.layout.font import VERTICAL
from dlexport.math.layout.rows import row
from dlexport.math.layout.stretch import NULL_DELIMITER, stretched
from dlexport.math.layout.style import style_for

if TYPE_CHECKING:
    from dlexport.math.layout.setting import Setting
    from dlexport.math.layout.style import Style
    from dlexport.math.tree import Element

_ALIGNED: Final = {"left": 0.0, "center": 0.5, "right": 1.0}


def fraction(element: Element, style: Style, setting: Setting) -> Box:
    """The box of `mfrac`: with a bar, or without one if `linethickness` is 0."""
    constants = setting.font.constants[style.level]
    top = setting.box(element.children[0], style.numerator)
    bottom = setting.box(element.children[1], style.denominator)
    bar = constants.fraction_rule_thickness
    if element.get("linethickness") is not None:
        bar = 0.0
        up, down = _stacked(top, bottom, style, setting)
    elif style.display:
        above = constants.axis_height + bar / 2 + constants.fraction_num_display_style_gap_min
        below = bar / 2 + constants.fraction_denom_display_style_gap_min - constants.axis_height
        up = max(constants.fraction_numerator_display_style_shift_up, above + top.depth)
        down = max(constants.fraction_denominator_display_style_shift_down, below + bottom.height)
    else:
        above = constants.axis_height + bar / 2 + constants.fraction_numerator_gap_min
        below = bar / 2 + constants.fraction_denominator_gap_min - constants.axis_height
        up = max(constants.fraction_numerator_shift_up, above + top.depth)
        down = max(constants.fraction_denominator_shift_down, below + bottom.height)
    width = max(top.width, bottom.width)
    margin = NULL_DELIMITER * constants.scale
    result = Box(width + 2 * margin)
    share = _ALIGNED[element.get("numalign") or "center"]
    result.place(top, margin + (width - top.width) * share, up)
    result.place(bottom, margin + (width - bottom.width) / 2, -down)
    if bar:
        result.rule(margin, constants.axis_height - bar / 2, width, bar)
    return result


def _stacked(top: Box, bottom: Box, style: Style, setting: Setting) -> tuple[float, float]:
    constants = setting.font.constants[style.level]
    if style.display:
        up = constants.stack_top_display_style_shift_up
        down = constants.stack_bottom_display_style_shift_down
        gap = constants.stack_display_style_gap_min
    else:
        up, down, gap = constants.stack_top_shift_up, constants.stack_bottom_shift_down, constants.stack_gap_min
    missing = max(0.0, gap - (up - top.depth + down - bottom.height)) / 2
    return up + missing, down + missing


def root(element: Element, style: Style, setting: Setting) -> Box:
    """The box of `msqrt` or `mroot`."""
    font = setting.font
    constants = font.constants[style.level]
    line = constants.radical_rule_thickness
    inner = element.children if element.tag == "msqrt" else element.children[:1]
    base = row(inner, style.cramp, setting)
    gap = constants.radical_display_style_vertical_gap if style.display else constants.radical_vertical_gap
    within = base.height + base.depth
    sign = stretched("√", within + gap + line, style.level, VERTICAL, font)
    tall = sign.height + sign.depth
    # The excess height of a radical sign is divided between above and below (The TeXbook, rule 11).
    top = base.height + line + max(gap, (gap + tall - line - within) / 2)
    result = Box()
    x = 0.0
    if element.tag == "mroot":
        degree = setting.box(element.children[1], style_for(2, display=False, cramped=style.cramped))
        x = max(0.0, constants.radical_kern_before_degree + degree.width + constants.radical_kern_after_degree)
        lifted = top - tall * (1 - constants.radical_degree_bottom_raise_percent) + degree.depth
        before = max(constants.radical_kern_before_degree, -constants.radical_kern_after_degree - degree.width)
        result.place(degree, before, lifted)
    result.place(sign, x, top - sign.height)
    result.place(base, x + sign.width, 0.0)
    width = base.width + base.italic
    result.rule(x + sign.width, top - line, width, line)
    result.width = x + sign.width + width
    result.height += constants.radical_extra_ascender
    return result
