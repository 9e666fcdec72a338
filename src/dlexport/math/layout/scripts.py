"""Subscripts, superscripts and limits (The TeXbook, rules 13a and 18, with the constants of the MATH table)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.latex.symbols import LARGE
from dlexport.math.layout.boxes import Box

if TYPE_CHECKING:
    from dlexport.math.layout.font import Constants, MathFont
    from dlexport.math.layout.setting import Setting
    from dlexport.math.layout.style import Style
    from dlexport.math.tree import Element

_LARGE: Final = frozenset(LARGE.values())
_PRIMES: Final = frozenset("′″‴⁗")
_CUT: Final = 0.5
_ABOVE: Final = frozenset({"msup", "mover"})
_BELOW: Final = frozenset({"msub", "munder"})


def sides(element: Element) -> tuple[Element | None, Element | None]:
    """The elements below and above the base of scripts or limits; None for a missing one."""
    children = element.children
    if element.tag in _ABOVE:
        return None, children[1]
    if element.tag in _BELOW:
        return children[1], None
    return children[1], children[2]


def movable(base: Element) -> bool:
    """Whether an operator's limits become scripts outside displays (MathML's `movablelimits`)."""
    given = base.get("movablelimits")
    return base.tag == "mo" and (given == "true" or (given is None and base.text in _LARGE))


def script(element: Element, style: Style, setting: Setting) -> Box:
    """The box of `msub`, `msup` or `msubsup`."""
    below, above = sides(element)
    return scripts(setting.box(element.children[0], style), below, above, style, setting)


def _lone_prime(element: Element) -> bool:
    return element.tag == "mo" and bool(element.text) and _PRIMES.issuperset(element.text)


def scripts(base: Box, below: Element | None, above: Element | None, style: Style, setting: Setting) -> Box:
    """The box of a base with a subscript and a superscript at its right."""
    font = setting.font
    constants = font.constants[style.level]
    up = 0.0 if base.simple else base.height - constants.superscript_baseline_drop_max
    down = 0.0 if base.simple else base.depth + constants.subscript_baseline_drop_min
    sub = sup = None
    if above is not None:
        sup, up = _superscript(above, base, up, style, setting)
    if below is not None:
        sub = setting.box(below, style.sub)
        down = max(down, constants.subscript_shift_down)
        if sup is None:
            down = max(down, sub.height - constants.subscript_top_max)
        else:
            up, down = _apart(sup, sub, up, down, constants)
    result = Box(base.width)
    result.place(base, 0.0, 0.0)
    right = base.width
    if sub is not None:
        tuck = base.italic if base.large else 0.0
        x = base.width - tuck + _kern(base, sub, -down, font, above=False)
        result.place(sub, x, -down)
        right = max(right, x + sub.width)
    if sup is not None:
        lean = 0.0 if base.large else base.italic
        x = base.width + lean + _kern(base, sup, up, font, above=True)
        result.place(sup, x, up)
        right = max(right, x + sup.width)
    result.width = right + constants.space_after_script
    return result


def _superscript(above: Element, base: Box, up: float, style: Style, setting: Setting) -> tuple[Box, float]:
    constants = setting.font.constants[style.level]
    first = above.children[0] if above.tag == "mrow" and above.children else above
    if above is first and _lone_prime(above):
        # The primes of a text font are already small and high.
        sup = setting.box(above, style)
        return sup, max(0.0, base.height - sup.height) if base.simple else max(0.0, base.height - sup.height * 0.9)
    shift = constants.superscript_shift_up_cramped if style.cramped else constants.superscript_shift_up
    if _lone_prime(first) and above is not first:
        return _prime_and_more(above, base, max(up, shift), style, setting)
    sup = setting.box(above, style.sup)
    return sup, max(up, shift, sup.depth + constants.superscript_bottom_min)


def _prime_and_more(above: Element, base: Box, up: float, style: Style, setting: Setting) -> tuple[Box, float]:
    """A prime at its own height, then the rest of the superscript."""
    constants = setting.font.constants[style.level]
    prime = setting.box(above.children[0], style)
    rest = type(above)("mrow", above.children[1:])
    sup = setting.box(rest, style.sup)
    up = max(up, sup.depth + constants.superscript_bottom_min)
    result = Box(prime.width + sup.width)
    result.place(prime, 0.0, max(0.0, base.height - prime.height) - up)
    result.place(sup, prime.width, 0.0)
    return result, up


def _apart(sup: Box, sub: Box, up: float, down: float, constants: Constants) -> tuple[float, float]:
    """Shifts that keep superscript and subscript apart: first the one is raised, then the other lowered (rule 18e)."""
    missing = constants.sub_superscript_gap_min - ((up - sup.depth) - (sub.height - down))
    if missing <= 0:
        return up, down
    lift = max(0.0, constants.superscript_bottom_max_with_subscript - (up - sup.depth))
    lift = min(lift, missing)
    return up + lift, down + missing - lift


def _kern(base: Box, piece: Box, shift: float, font: MathFont, *, above: bool) -> float:
    """The kern of a script beside a single glyph, taken at two heights; the safer value counts (MathKernInfo)."""
    if base.gid < 0:
        return 0.0
    corner, other = ("top right", "bottom left") if above else ("bottom right", "top left")
    edge = shift - piece.depth if above else shift + piece.height
    end = base.height if above else -base.depth
    scale, own_scale = _scale(base), _scale(piece)
    values = []
    for height in (edge, end):
        value = font.kern(base.gid, corner, height, scale)
        if piece.gid >= 0:
            value += font.kern(piece.gid, other, height - shift, own_scale)
        values.append(value)
    safe = max(values)
    # Full kerning would pull low subscripts in and push tall ones out: W_x and W_h would look uneven side by side.
    return safe if above else min(safe, 0.0) * _CUT


def _scale(piece: Box) -> float:
    return float(getattr(piece.items[0][2], "scale", 1.0)) if piece.gid >= 0 else 1.0


def limits(base: Box, below: Element | None, above: Element | None, style: Style, setting: Setting) -> Box:
    """The box of a base with limits under and over it, shifted by half the slant of a large operator."""
    constants = setting.font.constants[style.level]
    slant = base.italic / 2 if base.large else 0.0
    lower = None if below is None else setting.box(below, style.sub)
    upper = None if above is None else setting.box(above, style.sup)
    width = max(box.width for box in (base, lower, upper) if box is not None)
    result = Box(width)
    result.place(base, (width - base.width) / 2, 0.0)
    if upper is not None:
        gap = max(constants.upper_limit_gap_min, constants.upper_limit_baseline_rise_min - upper.depth)
        result.place(upper, (width - upper.width) / 2 + slant, base.height + gap + upper.depth)
    if lower is not None:
        gap = max(constants.lower_limit_gap_min, constants.lower_limit_baseline_drop_min - lower.height)
        result.place(lower, (width - lower.width) / 2 - slant, -base.depth - gap - lower.height)
    return result
