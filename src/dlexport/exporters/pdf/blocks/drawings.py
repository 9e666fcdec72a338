"""Vector drawings: outlines and words as PDF operators, in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from dlexport.exporters.pdf.drawing.sheet import Sheet, number
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.pictures.svg.shapes import Close, Curve, LineTo, Move, Outline, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.exporters.pdf.text.typefaces import Family
    from dlexport.pictures.svg import Drawing
    from dlexport.pictures.svg.shapes import Colour, Paint, Segment

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_BOLD, _REGULAR = 600, 400
_MONO, _SONG = ("mono", "courier", "consol"), ("serif", "song", "times", "ming")


@dataclass(frozen=True, slots=True)
class SetWords:
    """Words set: the lines of their runs, each with how far it is from the anchor."""

    words: Words
    lines: tuple[tuple[float, float, SetLine], ...]
    paint: Paint | None


def set_drawing(drawing: Drawing, press: Press, report: Callable[[str], None]) -> Sheet:
    """A drawing on a sheet of its own, in pixels, y downwards, to be stamped on others."""
    sheet = Sheet(drawing.width, drawing.height, 0.0, drawing.height)
    for shape in drawing.shapes:
        match shape:
            case Outline():
                _outline(shape, sheet)
            case Words():
                _words(_set(shape, press, report), sheet)
            case _:
                assert_never(shape)
    return sheet


def _outline(shape: Outline, sheet: Sheet) -> None:
    paint = shape.paint
    operator = _operator(paint)
    if not operator:
        return
    sheet.save(*shape.matrix)
    ops = []
    if paint.fill is not None:
        ops.append(f"{_colour(paint.fill)} rg")
    if paint.stroke is not None:
        dash = " ".join(number(length, 3) for length in paint.dash)
        ops.append(f"{_colour(paint.stroke)} RG {number(paint.stroke_width, 3)} w {_CAPS[paint.cap]} J "
                   f"{_JOINS[paint.join]} j {number(max(1.0, paint.miter_limit))} M "
                   f"[{dash}] {number(paint.dash_offset, 3)} d")
    if (paint.fill_opacity, paint.stroke_opacity) != (1.0, 1.0):
        ops.append(sheet.opacity(paint.fill_opacity, paint.stroke_opacity))
    path = " ".join(map(_segment, shape.segments))
    sheet.paint(" ".join([*ops, path, operator]))
    sheet.restore()


def _operator(paint: Paint) -> str:
    """The operator that paints a path (ISO 32000-1, table 60)."""
    even = "*" if paint.fill_rule == "evenodd" else ""
    if paint.fill is None:
        return "S" if paint.stroke is not None else ""
    return f"B{even}" if paint.stroke is not None else f"f{even}"


def _segment(segment: Segment) -> str:
    match segment:
        case Move(x, y):
            return f"{number(x, 3)} {number(y, 3)} m"
        case LineTo(x, y):
            return f"{number(x, 3)} {number(y, 3)} l"
        case Curve():
            return f"{' '.join(number(value, 3) for value in segment)} c"
        case Close():
            return "h"
        case _:
            assert_never(segment)


def _colour(colour: Colour) -> str:
    return " ".join(number(part / 255, 3) for part in colour)


def _set(words: Words, press: Press, report: Callable[[str], None]) -> SetWords:
    x = y = 0.0
    lines: list[tuple[float, float, SetLine]] = []
    for run in words.runs:
        x, y = x + run.dx, y + run.dy
        look = Look(_family(run.font.families), _BOLD if run.font.bold else _REGULAR, run.font.italic)
        fill = run.paint.fill or (0, 0, 0)
        style = press.style(look, run.font.size, "#{:02x}{:02x}{:02x}".format(*fill))
        paragraph = TextParagraph([Run(run.text, style)], run.font.size)
        report(paragraph.missing)
        for line in paragraph.lines(float("inf"), ragged=True):
            lines.append((x, y, line))
            x += line.width
    shift = {"start": 0.0, "middle": -x / 2, "end": -x}[words.anchor]
    paint = words.runs[0].paint if words.runs else None
    return SetWords(words, tuple((dx + shift, dy, line) for dx, dy, line in lines), paint)


def _words(shape: SetWords, sheet: Sheet) -> None:
    sheet.save(*shape.words.matrix)
    if shape.paint is not None and shape.paint.fill_opacity != 1.0:
        sheet.paint(sheet.opacity(shape.paint.fill_opacity, 1.0))
    for dx, dy, line in shape.lines:
        # the picture's y runs downwards, that of letters upwards
        sheet.save(1.0, 0.0, 0.0, -1.0, shape.words.x + dx, shape.words.y + dy)
        line.draw(sheet, 0.0, 0.0)
        sheet.restore()
    sheet.restore()


def _family(families: tuple[str, ...]) -> Family:
    """Hei, unless the first family known is a serif or mono one."""
    for family in families:
        known = family.lower()
        if any(word in known for word in _MONO):
            return "mono"
        if "sans" in known or "hei" in known:
            return "hei"
        if any(word in known for word in _SONG):
            return "song"
    return "hei"
