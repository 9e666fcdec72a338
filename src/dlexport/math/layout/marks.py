"""Space, phantoms, padding, frames and strokes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.layout.boxes import Box, Stroke
from dlexport.math.layout.rows import row

if TYPE_CHECKING:
    from dlexport.math.layout.setting import Setting
    from dlexport.math.layout.style import Style
    from dlexport.math.tree import Element

_BOX_GAP: Final = 0.3
_BOX_LINE: Final = 0.04
_STRIKE: Final = 0.05
# Overhang of a stroke at both ends, in em, so that it is visible over a single letter too.
_STRIKE_OUT: Final = 0.1


def blank(element: Element, style: Style, setting: Setting) -> Box:
    """The box of `mspace`."""
    width = float((element.get("width") or "0em").removesuffix("em"))
    return Box(width * setting.font.constants[style.level].scale)


def phantom(element: Element, style: Style, setting: Setting) -> Box:
    """The box of `mphantom`: the dimensions of its content, without the content."""
    inner = row(element.children, style, setting)
    return Box(inner.width, inner.height, inner.depth)


def padded(element: Element, style: Style, setting: Setting) -> Box:
    r"""The box of `mpadded`, as far as `\smash` and `\mathrlap` need it: dimensions set to 0, content moved left."""
    inner = row(element.children, style, setting)
    shift = float((element.get("lspace") or "0width").removesuffix("width")) * inner.width
    return Box(
        0.0 if element.get("width") else inner.width,
        0.0 if element.get("height") else inner.height,
        0.0 if element.get("depth") else inner.depth,
        items=[(shift, 0.0, inner)],
    )


def enclosed(element: Element, style: Style, setting: Setting) -> Box:
    """The box of `menclose`: a frame around the content, or strokes across it."""
    inner = row(element.children, style, setting)
    notation = element.get("notation") or ""
    if notation == "box":
        return _boxed(inner)
    result = Box(inner.width)
    result.place(inner, 0.0, 0.0)
    low, high = -inner.depth - _STRIKE_OUT, inner.height + _STRIKE_OUT
    # The width is that of the content: neighbours do not move, and the strokes' ends reach into the gaps.
    across = inner.width + 2 * _STRIKE_OUT
    if "up" in notation:
        result.items.append((-_STRIKE_OUT, low, Stroke(across, high - low, _STRIKE)))
    if "down" in notation:
        result.items.append((-_STRIKE_OUT, high, Stroke(across, low - high, _STRIKE)))
    result.height, result.depth = high, -low
    return result


def _boxed(inner: Box) -> Box:
    out = _BOX_GAP + _BOX_LINE
    width = inner.width + 2 * out
    low, high = -inner.depth - out, inner.height + out
    result = Box(width)
    result.place(inner, out, 0.0)
    result.rule(0.0, low, width, _BOX_LINE)
    result.rule(0.0, high - _BOX_LINE, width, _BOX_LINE)
    result.rule(0.0, low, _BOX_LINE, high - low)
    result.rule(width - _BOX_LINE, low, _BOX_LINE, high - low)
    return result
