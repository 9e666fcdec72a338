"""Accents, bars, braces and labelled arrows (The TeXbook, rules 9, 10 and 12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.layout.boxes import Box
from dlexport.math.layout.font import HORIZONTAL
from dlexport.math.layout.scripts import limits, movable, scripts, sides
from dlexport.math.layout.stretch import stretched, widest_within
from dlexport.math.layout.tokens import run

if TYPE_CHECKING:
    from dlexport.math.layout.setting import Setting
    from dlexport.math.layout.style import Style
    from dlexport.math.tree import Element

_COMBINING: Final = {
    "^": "\u0302", "¯": "\u0304", "~": "\u0303", "→": "\u20d7", "←": "\u20d6", "↔": "\u20e1", "˙": "\u0307",
    "¨": "\u0308", "⃛": "\u20db", "⃜": "\u20dc", "ˇ": "\u030c", "˘": "\u0306", "´": "\u0301", "`": "\u0300",
    "˚": "\u030a",
}  # fmt: skip
_DOTLESS: Final = {"i": "𝚤", "j": "𝚥"}
_BAR: Final = "‾"
_ARROWS: Final = frozenset("→←↔")


def under_over(element: Element, style: Style, setting: Setting) -> Box:
    """The box of `munder`, `mover` or `munderover`: an accent, a bar, a brace, an arrow or limits."""
    base = element.children[0]
    below, above = sides(element)
    if element.get("accent"):
        return _over(base, element.children[1], style, setting)
    if element.get("accentunder"):
        return _under(base, element.children[1].text, style, setting)
    if above is not None and base.get("stretchy") == "true" and base.get("minsize") is None:
        return _arrow(base, below, above, style, setting)
    inner = setting.box(base, style)
    if movable(base) and not style.display:
        return scripts(inner, below, above, style, setting)
    return limits(inner, below, above, style, setting)


def _over(base: Element, mark: Element, style: Style, setting: Setting) -> Box:
    wide, text = mark.get("stretchy") == "true", mark.text
    if text == _BAR:
        return _bar(setting.box(base, style.cramp), style, setting, above=True)
    if text not in _COMBINING:
        return _spanning(setting.box(base, style.cramp), text, style, setting, above=True)
    inner = _bare(base, style, setting)
    sign = _COMBINING[text]
    if wide and text in _ARROWS:
        drawn = stretched(sign, inner.width, style.level, HORIZONTAL, setting.font)
    elif wide:
        drawn = widest_within(sign, inner.width + inner.italic, style.level, setting.font)
    else:
        drawn = setting.font.glyph(setting.font.glyph_id(sign), setting.font.constants[style.level].scale, sign)
    return _accented(inner, drawn, setting.font.constants[style.level].accent_base_height)


def _under(base: Element, text: str, style: Style, setting: Setting) -> Box:
    inner = setting.box(base, style.cramp)
    if text == _BAR:
        return _bar(inner, style, setting, above=False)
    return _spanning(inner, text, style, setting, above=False)


def _bare(base: Element, style: Style, setting: Setting) -> Box:
    """The base of an accent; i and j without their dots."""
    if base.tag == "mi" and not base.attributes and base.text in _DOTLESS:
        return run(_DOTLESS[base.text], style.level, setting)
    return setting.box(base, style.cramp)


def _accented(inner: Box, mark: Box, usual: float) -> Box:
    """A base with an accent at the font's attachment point, raised if the base is higher than `usual`."""
    centre = inner.accent or (inner.width + inner.italic) / 2
    own = mark.accent or mark.width / 2
    result = Box(inner.width, italic=inner.italic, accent=inner.accent, simple=inner.simple)
    result.place(inner, 0.0, 0.0)
    result.place(mark, centre - own, max(inner.height - usual, 0.0))
    return result


def _bar(inner: Box, style: Style, setting: Setting, *, above: bool) -> Box:
    constants = setting.font.constants[style.level]
    result = Box(inner.width + inner.italic)
    result.place(inner, 0.0, 0.0)
    if above:
        y = inner.height + constants.overbar_vertical_gap
        result.rule(0.0, y, result.width, constants.overbar_rule_thickness)
        result.height += constants.overbar_extra_ascender
    else:
        thickness = constants.underbar_rule_thickness
        result.rule(0.0, -inner.depth - constants.underbar_vertical_gap - thickness, result.width, thickness)
        result.depth += constants.underbar_extra_descender
    return result


def _spanning(inner: Box, text: str, style: Style, setting: Setting, *, above: bool) -> Box:
    """A base with a brace, bracket or arrow of its width."""
    constants = setting.font.constants[style.level]
    mark = stretched(text, inner.width, style.level, HORIZONTAL, setting.font)
    width = max(inner.width, mark.width)
    result = Box(width)
    result.place(inner, (width - inner.width) / 2, 0.0)
    if above:
        y = inner.height + constants.stretch_stack_gap_above_min + mark.depth
    else:
        y = -inner.depth - constants.stretch_stack_gap_below_min - mark.height
    result.place(mark, (width - mark.width) / 2, y)
    return result


def _arrow(base: Element, below: Element | None, above: Element, style: Style, setting: Setting) -> Box:
    """An arrow as long as its labels, which stand close to it."""
    constants = setting.font.constants[style.level]
    lower = None if below is None else setting.box(below, style.sub)
    upper = setting.box(above, style.sup)
    longest = upper.width if lower is None else max(upper.width, lower.width)
    shaft = stretched(base.text, longest, style.level, HORIZONTAL, setting.font)
    width = max(longest, shaft.width)
    result = Box(width)
    result.place(shaft, (width - shaft.width) / 2, 0.0)
    gap = constants.stretch_stack_gap_above_min + upper.depth
    result.place(upper, (width - upper.width) / 2, shaft.height + gap)
    if lower is not None:
        gap = constants.stretch_stack_gap_below_min + lower.height
        result.place(lower, (width - lower.width) / 2, -shaft.depth - gap)
    return result
