"""Letters, numbers, words and operators of usual size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.alphabets import STYLES, UPRIGHT_BY_CUSTOM, styled
from dlexport.math.latex.symbols import INTEGRALS, LARGE
from dlexport.math.layout.boxes import Box, WordBox, centred
from dlexport.math.layout.font import VERTICAL

if TYPE_CHECKING:
    from dlexport.math.layout.font import MathFont
    from dlexport.math.layout.setting import Setting
    from dlexport.math.layout.style import Style
    from dlexport.math.tree import Element

_BIG: Final = frozenset(LARGE.values()) | frozenset(INTEGRALS.values())
_SPACES: Final = {"\u00a0": 0.25, "\u2009": 1 / 6, "\u2003": 1.0, "\u2002": 0.5, "\u3000": 1.0, "\u202f": 1 / 6}
# Height and depth of a Chinese character, in em of its size.
_FOREIGN_HEIGHT: Final = 0.86
_FOREIGN_DEPTH: Final = 0.12
_SLASH: Final = "\u0338"


def written(element: Element) -> str:
    """The characters with which a token is set: a single letter in italic unless its attributes say otherwise."""
    text, variant = element.text, element.get("mathvariant")
    if variant is not None:
        return styled(text, variant) if variant in STYLES else text
    return styled(text, "italic") if element.tag == "mi" and len(text) == 1 and text not in UPRIGHT_BY_CUSTOM else text


def token(element: Element, style: Style, setting: Setting) -> Box:
    """The box of `mi`, `mn`, `mtext`, or of an `mo` that does not stretch."""
    if element.tag == "mtext":
        variant = element.get("mathvariant")
        return run(written(element), style.level, setting, bold=variant == "bold", italic=variant == "italic")
    if element.tag == "mo" and element.text in _BIG:
        return _large(element.text, style, setting)
    return run(written(element), style.level, setting)


def _large(text: str, style: Style, setting: Setting) -> Box:
    """A large operator: a larger variant in displays, centred on the axis (The TeXbook, rule 13)."""
    font, constants = setting.font, setting.font.constants[style.level]
    gid = font.glyph_id(text)
    if style.display:
        # The largest variant is for displays, even if it is below DisplayOperatorMinHeight as in STIX Two.
        gid = font.variants(gid, VERTICAL)[-1][0]
    glyph = font.glyph(gid, constants.scale, text)
    result = centred(glyph, constants.axis_height)
    result.large, result.italic = True, glyph.italic
    return result


def run(text: str, level: int, setting: Setting, *, bold: bool = False, italic: bool = False) -> Box:
    """The box of a run of characters; those that the math font lacks are set in a text font."""
    font = setting.font
    known = font.tokens.get((text, level))
    if known is not None:
        return known
    scale = font.constants[level].scale
    if len(text) == 1 and font.has(text) and text not in _SPACES:
        gid = font.shaped(text, level)[0][0]
        box = font.tokens[text, level] = font.glyph(gid, scale, text)
        return box
    result = Box()
    foreign = False
    start = 0
    while start < len(text):
        end = start
        kind = _kind(text[start], font)
        while end < len(text) and _kind(text[end], font) == kind:
            end += 1
        part = text[start:end]
        if kind == "space":
            result.width += sum(_SPACES[character] for character in part) * scale
        elif kind == "foreign":
            foreign = True
            _foreign(result, WordBox(part, scale, bold, italic), setting)
        else:
            _word(result, part, level, setting)
        start = end
    if not foreign:
        font.tokens[text, level] = result
    return result


def _kind(character: str, font: MathFont) -> str:
    if character in _SPACES:
        return "space"
    return "own" if font.has(character) else "foreign"


def _foreign(result: Box, words: WordBox, setting: Setting) -> None:
    size = setting.size * words.scale
    result.items.append((result.width, 0.0, words))
    result.width += setting.text(words.text, size) / setting.size
    result.height = max(result.height, _FOREIGN_HEIGHT * words.scale)
    result.depth = max(result.depth, _FOREIGN_DEPTH * words.scale)


def _word(result: Box, text: str, level: int, setting: Setting) -> None:
    font = setting.font
    scale = font.constants[level].scale
    shaped = font.shaped(text, level)
    ends = [cluster for _, cluster, *_ in shaped[1:]] + [len(text)]
    before = 0.0
    for (gid, cluster, advance, dx, dy), end in zip(shaped, ends, strict=True):
        piece = font.glyph(gid, scale, text[cluster:end])
        x = result.width + dx * scale
        if text[cluster:end] == _SLASH:
            # The font has no anchors for the stroke of a negation, so it crosses its symbol in the middle.
            extents = font.hb_font.get_glyph_extents(gid)
            middle = (extents.x_bearing + extents.width / 2) * scale / font.units
            x = result.width - before / 2 - middle
        result.place(piece, x, dy * scale)
        before = advance * scale
        result.width += before
    if len(shaped) == 1:
        result.italic, result.gid, result.simple = piece.italic, piece.gid, True
