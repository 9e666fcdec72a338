"""Code -> strips: highlighted, on a tint, on a grid of columns; long lines are wrapped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.drawing.sheet import Pen, number, rgb
from dlexport.exporters.pdf.pages.strips import Put, Strip, Tint, within
from dlexport.exporters.pdf.text.classes import is_east
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.richtext.highlight import coloured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dlexport.exporters.pdf.blocks.place import BlockPlace
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.pages.strips import Item
    from dlexport.richtext.nodes import CodeBlock

_PAD_X, _PAD_Y = 8.0, 6.0       # points between the ground's edge and the code
_WIDER = 1.12
_TAB = 4                        # columns
_BACK = 24                      # columns in which to look for a better place to wrap
_GOOD_ENDS = frozenset(" ,;([{)]}")
_WHOLE = 12                     # rows: code that is no longer stays on one page
_INDENT = 2                     # columns: how far the rest of a wrapped line stands further in


class Sign(NamedTuple):
    """One character of code with its colour; wide ones take two columns."""

    char: str
    colour: str
    columns: int


class CodePart(NamedTuple):
    """Signs of one face and colour, from a column on."""

    column: int
    face: Face
    colour: str
    strings: str
    scale: float        # of its size: wide signs are a little larger, to fill their two columns
    missing: int        # for a character that no face has: of how many columns its box is


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of code, or a part of a wrapped one; `column` is the width of a column in points."""

    parts: tuple[CodePart, ...]
    size: float
    column: float
    hook: float | None
    hook_colour: str

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it with its baseline's left end at (x, y)."""
        for part in self.parts:
            start = x + part.column * self.column
            pen = Pen(part.face, self.size * part.scale, part.colour)
            if part.missing:
                sheet.missing(start, y, part.missing * self.column, pen, part.strings)
            else:
                sheet.text(start, y, pen, part.strings)
        if self.hook is not None:
            self._draw_hook(sheet, x + self.hook * self.column, y)

    def _draw_hook(self, sheet: Sheet, x: float, y: float) -> None:
        """A bent arrow: what follows belongs to the line above."""
        top, low, tip = y + 0.62 * self.size, y + 0.22 * self.size, x + 1.3 * self.column
        wing = 0.16 * self.size
        sheet.decorate(
            f"q {rgb(self.hook_colour)} RG 0.6 w {number(x)} {number(top)} m {number(x)} {number(low)} l "
            f"{number(tip)} {number(low)} l {number(tip - wing)} {number(low + wing)} m {number(tip)} {number(low)} l "
            f"{number(tip - wing)} {number(low - wing)} l S Q")


def listing(code: CodeBlock, place: BlockPlace, press: Press, report: Callable[[str], None]) -> list[Item]:
    """A block of code as strips. Long lines are wrapped, never cut off."""
    theme = press.theme
    size, leading = theme.code
    face = press.style(Look("mono"), size).typeface.faces[0]
    column = face.advance(face.glyph("0")) * size / 1000
    room = max(8, int((place.measure - 2 * _PAD_X) / column))
    ground = Tint(place.left, place.measure, theme.colours["code"])
    baseline = (leading + 0.72 * size) / 2
    rows = [row for line in coloured(code) for row in _rows(list(_signs(line, press)), room)]
    strips: list[Item] = [Strip(_PAD_Y, keep=True)]
    for k, (signs, indent) in enumerate(rows):
        parts = _parts(signs, indent, press, report)
        hook = indent - _INDENT if indent is not None else None
        ink = CodeLine(parts, size, column, hook, theme.colours["muted"])
        keep = len(rows) <= _WHOLE or k < 2 or k >= len(rows) - 3      # noqa: PLR2004 - three rows at either end
        strips.append(Strip(leading, (Put(place.left + _PAD_X, baseline, ink),), keep, baseline=baseline))
    strips.append(Strip(_PAD_Y))
    return within(strips, ground)


def _signs(line: tuple[tuple[str, str], ...], press: Press) -> Iterator[Sign]:
    column, face = 0, press.style(Look("mono"), press.theme.code.size).typeface.faces[0]
    for kind, text in line:
        colour = press.theme.syntax.get(kind, press.theme.colours["ink"])
        for char in text:
            shown = " " * (_TAB - column % _TAB) if char == "\t" else char
            for one in shown:
                sign = Sign(one, colour, 1 if face.has(one) or not is_east(one) or one in "‘’“”—―…⋯" else 2)
                column += sign.columns
                yield sign


def _rows(signs: list[Sign], room: int) -> Iterator[tuple[list[Sign], int | None]]:
    """A line as rows of at most `room` columns, each with its indent; None for the first."""
    own = next((k for k, sign in enumerate(signs) if sign.char != " "), 0)
    indent = min(own + _INDENT, room // 2)
    first = True
    while True:
        width = room - (0 if first else indent)
        end, columns = 0, 0
        while end < len(signs) and columns + signs[end].columns <= width:
            columns += signs[end].columns
            end += 1
        if end < len(signs):
            good = [k for k in range(max(end - _BACK, 1), end + 1) if signs[k - 1].char in _GOOD_ENDS]
            end = good[-1] if good else end
        yield signs[:end], None if first else indent
        if end >= len(signs):
            return
        signs, first = signs[end:], False


def _parts(signs: list[Sign], indent: int | None, press: Press, report: Callable[[str], None]) -> tuple[CodePart, ...]:
    """Neighbouring signs of one face and colour together."""
    typeface = press.style(Look("mono"), press.theme.code.size).typeface
    column = indent or 0
    unit = typeface.faces[0].advance(typeface.faces[0].glyph("0"))
    parts: list[CodePart] = []
    for sign in signs:
        face = typeface.face_for(sign.char, east=sign.columns == 2)      # noqa: PLR2004 - a wide sign
        missing = face is None
        if face is None:
            report(sign.char)
            face = typeface.faces[0]
            code, advance = face.dot(sign.char), unit * sign.columns
        else:
            glyph = face.glyph(sign.char)
            code, advance = face.code(glyph, sign.char), face.advance(glyph)
        scale = _WIDER if sign.columns == 2 and not missing else 1.0        # noqa: PLR2004 - a wide sign
        slack = unit * sign.columns / scale - advance
        # wide signs stand in the middle of their two columns
        shown = code if not slack else f">{number(-slack / 2, 1)}<{code}>{number(-slack / 2, 1)}<"
        last = parts[-1] if parts else None
        if last and not missing and not last.missing and (last.face, last.colour, last.scale) == (face, sign.colour,
                                                                                                  scale):
            parts[-1] = last._replace(strings=last.strings + shown)
        else:
            parts.append(CodePart(column, face, sign.colour, shown, scale, sign.columns * missing))
        column += sign.columns
    return tuple(parts)
