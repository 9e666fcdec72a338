"""Vector drawings: outlines and words as PDF operators, in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from dlexport.exporters.pdf.blocks.gradients import mean, slices
from dlexport.exporters.pdf.drawing.bitmap import embedded_bitmap, image_resource
from dlexport.exporters.pdf.drawing.sheet import Sheet, number
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.typefaces import Look
from dlexport.pictures.svg.covered import StrokeReach, covered
from dlexport.pictures.svg.families import family_of
from dlexport.pictures.svg.shapes import (
    Clip,
    Close,
    Curve,
    Gradient,
    LineTo,
    Move,
    Outline,
    Pixels,
    Rectangle,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.text.line import SetLine
    from dlexport.pictures.svg.shapes import Colour, Drawing, Paint, Segment

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_BOLD, _REGULAR = 600, 400
_MARGIN = 0.5       # pixels beyond the picture's edge that nobody sees


@dataclass(frozen=True, slots=True)
class SetWords:
    """Words set: the lines of their runs, each with how far it is from the anchor."""

    words: Words
    lines: tuple[tuple[float, float, SetLine], ...]
    paint: Paint | None


def set_drawing(drawing: Drawing, press: Press, report: Callable[[str], None]) -> Sheet:
    """A drawing on a sheet of its own, in pixels, y downwards, to be stamped on others."""
    sheet = Sheet(drawing.width, drawing.height, 0.0, drawing.height)
    frame = Rectangle(0.0, 0.0, drawing.width, drawing.height)
    for shape in drawing.shapes:
        if _leaves(shape, frame):
            shape = replace(shape, clips=(*shape.clips, Clip(_edges(frame))))   # noqa: PLW2901 - the same, cut
        match shape:
            case Outline():
                _outline(shape, sheet)
            case Words():
                _words(_set(shape, press, report), sheet)
            case Pixels():
                _pixels(shape, sheet)
            case _:
                assert_never(shape)
    return sheet


def _leaves(shape: Outline | Words | Pixels, frame: Rectangle) -> bool:
    """Whether a shape leaves the picture, which browsers cut there.

    Words leave it if their anchor does: what begins inside is not cut, since other faces have other widths.
    """
    inner = covered(shape, StrokeReach.HALF)
    return inner is not None and (
        inner.x < -_MARGIN or inner.y < -_MARGIN or inner.x + inner.width > frame.width + _MARGIN
        or inner.y + inner.height > frame.height + _MARGIN)


def _edges(frame: Rectangle) -> tuple[Segment, ...]:
    return (Move(0.0, 0.0), LineTo(frame.width, 0.0), LineTo(frame.width, frame.height), LineTo(0.0, frame.height),
            Close())


def _outline(shape: Outline, sheet: Sheet) -> None:
    paint = shape.paint
    if paint.fill is None and paint.stroke is None:
        return
    cut = _cut(shape.clips, sheet)
    sheet.save(*shape.matrix)
    path = " ".join(map(_segment, shape.segments))
    even = "*" if paint.fill_rule == "evenodd" else ""
    if isinstance(paint.fill, Gradient):
        inside = f"{path} W{even} n"
        for region, fill, opacity in slices(paint.fill, shape.segments):
            sheet.paint(f"q {inside} {_opaque(sheet, paint.fill_opacity * opacity)}{_colour(fill)} rg {region} Q")
    if isinstance(paint.stroke, Gradient):
        for region, stroke, opacity in slices(paint.stroke, shape.segments, paint.stroke_width):
            sheet.paint(f"q {region[:-1]}W{'*' if region.endswith('*') else ''} n "
                        f"{_opaque(sheet, paint.stroke_opacity * opacity)}{_colour(stroke)} RG "
                        f"{_pen(paint)} {path} S Q")
    plain = replace(paint, fill=None if isinstance(paint.fill, Gradient) else paint.fill,
                    stroke=None if isinstance(paint.stroke, Gradient) else paint.stroke)
    if operator := _operator(plain):
        ops = []
        if plain.fill is not None:
            ops.append(f"{_colour(plain.fill)} rg")
        if plain.stroke is not None:
            ops.append(f"{_colour(plain.stroke)} RG {_pen(plain)}")
        if (paint.fill_opacity, paint.stroke_opacity) != (1.0, 1.0):
            ops.append(sheet.opacity(paint.fill_opacity, paint.stroke_opacity))
        # at once, the fill would not be seen through the line
        if operator[0] == "B" and paint.stroke_opacity != 1 and not paint.covers:
            sheet.paint(" ".join([*ops, path, operator.replace("B", "f"), path, "S"]))
        else:
            sheet.paint(" ".join([*ops, path, operator]))
    sheet.restore()
    _uncut(cut, sheet)


def _pen(paint: Paint) -> str:
    dash = " ".join(number(length, 3) for length in paint.dash)
    return (f"{number(paint.stroke_width, 3)} w {_CAPS[paint.cap]} J {_JOINS[paint.join]} j "
            f"{number(max(1.0, paint.miter_limit))} M [{dash}] {number(paint.dash_offset, 3)} d")


def _opaque(sheet: Sheet, opacity: float) -> str:
    return "" if opacity == 1 else sheet.opacity(opacity, opacity) + " "


def _cut(clips: tuple[Clip, ...], sheet: Sheet) -> bool:
    """Draw only inside of the clips until `_uncut`; whether there are any."""
    if not clips:
        return False
    sheet.save(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for clip in clips:
        path = " ".join(map(_segment, clip.segments)) or "0 0 m"
        sheet.paint(f"{path} W{'*' if clip.rule == 'evenodd' else ''} n")
    return True


def _uncut(cut: bool, sheet: Sheet) -> None:    # noqa: FBT001 - what `_cut` said
    if cut:
        sheet.restore()


def _pixels(shape: Pixels, sheet: Sheet) -> None:
    cut = _cut(shape.clips, sheet)
    shown = embedded_bitmap(shape)
    sheet.bitmaps.append(shown)
    sheet.save(*shape.matrix)
    box = shape.box     # the picture's y runs downwards, a bitmap's upwards
    sheet.paint(f"q {_opaque(sheet, shape.opacity)}{number(box.width, 4)} 0 0 {number(-box.height, 4)} "
                f"{number(box.x, 4)} {number(box.y + box.height, 4)} cm {image_resource(shown.name)} Do Q")
    sheet.restore()
    _uncut(cut, sheet)


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


def _colour(colour: Colour | Gradient) -> str:
    if isinstance(colour, Gradient):
        colour = mean(colour)
    return " ".join(number(part / 255, 3) for part in colour)


def _set(words: Words, press: Press, report: Callable[[str], None]) -> SetWords:
    x = y = 0.0
    lines: list[tuple[float, float, SetLine]] = []
    for place, run in enumerate(words.runs):
        x, y = x + run.dx, y + run.dy
        look = Look(family_of(run.font.families), _BOLD if run.font.bold else _REGULAR, run.font.italic)
        fill = mean(run.paint.fill) if isinstance(run.paint.fill, Gradient) else run.paint.fill or (0, 0, 0)
        style = press.style(look, run.font.size, "#{:02x}{:02x}{:02x}".format(*fill))
        text = _held(run.text, first=place == 0, last=place == len(words.runs) - 1)
        paragraph = TextParagraph([Run(text, style)], run.font.size)
        report(paragraph.missing)
        for line in paragraph.lines(float("inf"), ragged=True):
            lines.append((x, y, line))
            x += line.width
    shift = {"start": 0.0, "middle": -x / 2, "end": -x}[words.anchor]
    paint = words.runs[0].paint if words.runs else None
    return SetWords(words, tuple((dx + shift, dy, line) for dx, dy, line in lines), paint)


def _held(text: str, *, first: bool, last: bool) -> str:
    """The runs with spaces between them that are kept at the ends of lines."""
    begin, end = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
    if not first:
        text = "\N{NO-BREAK SPACE}" * begin + text[begin:]
    return text if last else text[:end] + "\N{NO-BREAK SPACE}" * (len(text) - end)


def _words(shape: SetWords, sheet: Sheet) -> None:
    cut = _cut(shape.words.clips, sheet)
    sheet.save(*shape.words.matrix)
    if shape.paint is not None and shape.paint.fill_opacity != 1.0:
        sheet.paint(sheet.opacity(shape.paint.fill_opacity, 1.0))
    for dx, dy, line in shape.lines:
        # the picture's y runs downwards, that of letters upwards
        sheet.save(1.0, 0.0, 0.0, -1.0, shape.words.x + dx, shape.words.y + dy)
        line.draw(sheet, 0.0, 0.0)
        sheet.restore()
    sheet.restore()
    _uncut(cut, sheet)
