"""Drawings: what is taken, what it becomes, and that what is written out is the same drawing and nothing more."""

from __future__ import annotations

import math
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlexport.pictures.svg.reading import parse
from dlexport.pictures.svg.shapes import Close, Curve, Drawing, LineTo, Move, Outline, Words
from dlexport.pictures.svg.write import write
from dlexport.problems import SourceError

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'


def drawing(body: str, head: str = HEAD) -> Drawing:
    return parse(f"{head}{body}</svg>".encode(), "x.svg")


def outline(body: str) -> Outline:
    (shape,) = drawing(body).shapes
    assert isinstance(shape, Outline)
    return shape


def words(body: str) -> list[Words]:
    shapes = drawing(body).shapes
    return [shape for shape in shapes if isinstance(shape, Words)]


def problems(body: str, head: str = HEAD) -> list[str]:
    with pytest.raises(SourceError) as caught:
        drawing(body, head)
    assert {problem.code for problem in caught.value.problems} == {"svg"}
    return [f"{problem.span.line}:{problem.span.column} {problem.message}" for problem in caught.value.problems
            if problem.span]


@pytest.mark.parametrize(("frame", "size"), [
    ('viewBox="0 0 100 50"', (100, 50)), ('width="30" height="40"', (30, 40)),
    ('viewBox="0 0 100 50" width="200"', (200, 100)), ('viewBox="0 0 100 50" height="1in"', (192, 96)),
    ('width="2.54cm" height="25.4mm"', (96, 96)), ('width="72pt" height="6pc"', (96, 96)),
    ('viewBox="-5,-5 10 10" width="8px" height="4px"', (8, 4))])
def test_the_size_of_a_picture(frame: str, size: tuple[float, float]) -> None:
    """In CSS pixels, from the view box where width or height are not given."""
    found = drawing("", f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>')
    assert (found.width, found.height) == pytest.approx(size)


def test_the_view_box_is_fitted_and_centred() -> None:
    """`xMidYMid meet`, SVG's default: nothing is cut or stretched."""
    (shape,) = drawing('<rect width="1" height="1"/>', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 10 10 10" '
                                                        'width="40" height="20">').shapes
    assert shape.matrix == (2, 0, 0, 2, -10, -20)


@pytest.mark.parametrize(("typed", "expected"), [
    ("M1 2 3 4", [Move(1, 2), LineTo(3, 4)]),
    ("m1,2 3,4l1-1", [Move(1, 2), LineTo(4, 6), LineTo(5, 5)]),
    ("M0 0H5V6h-1v-1z", [Move(0, 0), LineTo(5, 0), LineTo(5, 6), LineTo(4, 6), LineTo(4, 5), Close()]),
    ("M0 0zL1 1", [Move(0, 0), Close(), Move(0, 0), LineTo(1, 1)]),
    ("M1 1l1 0zl0 1", [Move(1, 1), LineTo(2, 1), Close(), Move(1, 1), LineTo(1, 2)]),
    ("M0 0C1 2 3 4 5 6S9 9 8 8", [Move(0, 0), Curve(1, 2, 3, 4, 5, 6), Curve(7, 8, 9, 9, 8, 8)]),
    ("M0 0S1 1 2 2", [Move(0, 0), Curve(0, 0, 1, 1, 2, 2)]),
    ("M0 0c1 2 3 4 5 6s1 1 2 2", [Move(0, 0), Curve(1, 2, 3, 4, 5, 6), Curve(7, 8, 6, 7, 7, 8)]),
    ("M0 0Q3 3 6 0T12 0", [Move(0, 0), Curve(2, 2, 4, 2, 6, 0), Curve(8, -2, 10, -2, 12, 0)]),
    ("M0 0q3 3 6 0t6 0", [Move(0, 0), Curve(2, 2, 4, 2, 6, 0), Curve(8, -2, 10, -2, 12, 0)]),
    ("M0 0T6 0", [Move(0, 0), Curve(0, 0, 2, 0, 6, 0)]),
    ("M.5.5-1-1", [Move(0.5, 0.5), LineTo(-1, -1)]),
    ("M1e1 2E-1", [Move(10, 0.2)]),
    ("M0 0A1 1 0 0 1 0 0", [Move(0, 0)]),
    ("M0 0A0 1 0 0 1 5 5", [Move(0, 0), LineTo(5, 5)]),
    ("", []),
])
def test_paths(typed: str, expected: list[object]) -> None:
    """Each command, relative and absolute, repeated and abbreviated as SVG 1.1, 8.3 allows."""
    shapes = drawing(f'<path d="{typed}"/>').shapes
    found = [segment for shape in shapes if isinstance(shape, Outline) for segment in shape.segments]
    assert [type(one) for one in found] == [type(one) for one in expected]
    for one, other in zip(found, expected, strict=True):
        assert tuple(one) == pytest.approx(tuple(other))  # type: ignore[call-overload]


@given(st.floats(1, 50), st.floats(1, 50), st.floats(-180, 180), st.booleans(), st.booleans(),
       st.floats(-30, 30), st.floats(-30, 30))
def test_arcs_lie_on_their_ellipse(  # noqa: PLR0913, PLR0917 - an arc has seven numbers
    rx: float, ry: float, turn: float, large: bool, sweep: bool, x: float, y: float,  # noqa: FBT001 - two are flags
) -> None:
    """Every curve of an arc begins and ends on the ellipse (grown where it must be), within a thousandth."""
    typed = f"M0 0A{rx:.6f} {ry:.6f} {turn:.6f} {int(large)}{int(sweep)}{x:.6f},{y:.6f}L0 0"
    segments = outline(f'<path d="{typed}"/>').segments
    curves = [one for one in segments if isinstance(one, Curve)]
    assert bool(curves) == ((round(x, 6), round(y, 6)) != (0, 0))
    if not curves:
        return
    assert (curves[-1].x, curves[-1].y) == pytest.approx((x, y), abs=1e-5)
    # in the ellipse's own axes, scaled to a circle, chords of one circle: all the same distance from one point
    angle = math.radians(-turn)
    ends = [(0.0, 0.0), *((one.x, one.y) for one in curves)]
    middle = [curve_at((start, one), 0.5) for start, one in zip(ends, curves, strict=False)]
    round_ = [((math.cos(angle) * a - math.sin(angle) * b) / rx, (math.sin(angle) * a + math.cos(angle) * b) / ry)
              for a, b in (*ends, *middle)]
    centre = circle_through(round_[0], round_[len(curves)], round_[-1])
    if centre:
        radii = [math.dist(centre, point) for point in round_]
        assert max(radii) - min(radii) < 2e-3 * max(radii)


def curve_at(piece: tuple[tuple[float, float], Curve], t: float) -> tuple[float, float]:
    (x0, y0), c = piece
    a, b, d, e = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3
    return a * x0 + b * c.x1 + d * c.x2 + e * c.x, a * y0 + b * c.y1 + d * c.y2 + e * c.y


def circle_through(*points: tuple[float, float]) -> tuple[float, float] | None:
    (ax, ay), (bx, by), (cx, cy) = points
    d = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
    if abs(d) < 1e-3:    # too flat to tell
        return None
    a, b, c = ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy
    return (a * (by - cy) + b * (cy - ay) + c * (ay - by)) / d, (a * (cx - bx) + b * (ax - cx) + c * (bx - ax)) / d


@pytest.mark.parametrize(("typed", "count"), [
    ('<rect x="1" y="2" width="3" height="4"/>', 5), ('<rect width="9" height="9" rx="2"/>', 10),
    ('<rect width="9" height="9" ry="2" rx="99"/>', 10), ('<rect width="9"/>', 0), ('<circle r="3"/>', 6),
    ("<circle/>", 0), ('<ellipse cx="1" rx="2" ry="3"/>', 6), ('<line x2="5"/>', 2),
    ('<polyline points="0,0 1,1 2,0"/>', 3), ('<polygon points="0 0 1 1 2 0"/>', 4), ('<polygon points=""/>', 0)])
def test_shapes_become_paths(typed: str, count: int) -> None:
    """A shape without an extent is not drawn."""
    shapes = drawing(typed).shapes
    assert [len(shape.segments) for shape in shapes if isinstance(shape, Outline)] == ([count] if count else [])


@pytest.mark.parametrize(("typed", "matrix"), [
    ("translate(3)", (1, 0, 0, 1, 3, 0)), ("translate(3,4)", (1, 0, 0, 1, 3, 4)), ("scale(2)", (2, 0, 0, 2, 0, 0)),
    ("scale(2 3) translate(1 1)", (2, 0, 0, 3, 2, 3)), ("rotate(90)", (0, 1, -1, 0, 0, 0)),
    ("rotate(90 1 1)", (0, 1, -1, 0, 2, 0)), ("matrix(1 2 3 4 5 6)", (1, 2, 3, 4, 5, 6)),
    ("translate(1), scale(2)", (2, 0, 0, 2, 1, 0))])
def test_transformations(typed: str, matrix: tuple[float, ...]) -> None:
    """Multiplied out, the last applied first; groups hand theirs on."""
    assert outline(f'<rect width="1" height="1" transform="{typed}"/>').matrix == pytest.approx(matrix)
    inside = outline(f'<g transform="scale(2)"><g transform="{typed}"><rect width="1" height="1"/></g></g>').matrix
    assert inside == pytest.approx(tuple(2 * value for value in matrix))


@pytest.mark.parametrize(("typed", "colour"), [
    ("#0f5c6e", (15, 92, 110)), ("#ABC", (170, 187, 204)), ("rgb(1, 2,3)", (1, 2, 3)),
    ("rgb(100%, 50%, 0%)", (255, 128, 0)),
    ("rgb(300, 0, 0)", (255, 0, 0)), ("RebeccaPurple", (102, 51, 153)), ("none", None), ("transparent", None)])
def test_colours(typed: str, colour: tuple[int, int, int] | None) -> None:
    """As CSS writes them."""
    assert outline(f'<rect width="1" height="1" fill="{typed}"/>').paint.fill == colour


def test_styles_are_inherited_and_opacities_multiplied() -> None:
    """A group hands on what is inherited; its opacity counts for all in it."""
    paint = outline('<g stroke="red" stroke-width="2" stroke-dasharray="1 2 3" opacity="50%" fill-opacity="0.5">'
                    '<rect width="1" height="1" stroke-linecap="round" stroke-linejoin="bevel" fill-rule="evenodd" '
                    'stroke-miterlimit="3" stroke-dashoffset="1" opacity="0.5" stroke-opacity="7"/></g>').paint
    assert (paint.stroke, paint.stroke_width, paint.dash, paint.dash_offset) == ((255, 0, 0), 2, (1, 2, 3, 1, 2, 3), 1)
    assert (paint.fill_opacity, paint.stroke_opacity) == (0.125, 0.25)
    assert (paint.cap, paint.join, paint.fill_rule, paint.miter_limit) == ("round", "bevel", "evenodd", 3)
    assert outline('<rect width="1" height="1" stroke-dasharray="0 0"/>').paint.dash == ()
    assert outline('<rect width="1" height="1" stroke-dasharray="none"/>').paint.dash == ()


def test_words() -> None:
    """White space as SVG collapses it; each `x` or `y` begins words of their own, anchored there."""
    one, two = words('<text x="1" y="2" font-size="9" font-weight="700" text-anchor="middle">  a\n <tspan fill="red" '
                     'font-style="italic" dy="3">b </tspan><tspan x="5">c</tspan> </text>')
    assert (one.x, one.y, one.anchor, [run.text for run in one.runs]) == (1, 2, "middle", ["a ", "b"])
    assert [(run.font.size, run.font.bold, run.font.italic, run.dy) for run in one.runs] == [
        (9, True, False, 0), (9, True, True, 3)]
    assert (two.x, two.y, [run.text for run in two.runs]) == (5, 2, ["c"])
    assert words('<text font-family="Noto, \'PT Sans\'" font-weight="bold">a</text>')[0].runs[0].font.families == (
        "Noto", "PT Sans")
    assert words("<text>  </text><text/>") == []


def test_title_and_description_are_kept() -> None:
    """For who cannot see it; those inside shapes draw nothing."""
    found = drawing("<title> A </title><desc>B</desc><g><title>C</title><rect width='1' height='1'/></g>")
    assert (found.title, found.description, len(found.shapes)) == ("A", "B", 1)


@pytest.mark.parametrize(("body", "message"), [
    ("<script>alert(1)</script>", "a script"),
    ("<style>@import 'x.css';</style>", "a style sheet from elsewhere"),
    ('<image href="x.png"/>', "the picture `x.png` is not in the drawing"),
    ('<image href="data:image/png;base64,AAAA"/>', "a picture in the drawing is of no known kind"),
    ('<image href="data:image/png;base64,?"/>', "a picture in the drawing is damaged"),
    ('<use href="other.svg#a"/>', "a part of another file"),
    ('<a href="javascript:alert(1)"><rect/></a>', "a script in a link"),
    ('<rect onclick="alert(1)"/>', "a script in `onclick`"),
    ('<rect fill="url(https://e.org/x)"/>', "`fill` names a file: `url(https://e.org/x)`"),
    ('<defs><path id="p" d="M0 0"/></defs><text><textPath href="#p">a</textPath></text>', "text along a path"),
    ('<rect width="1" height="1" style="mix-blend-mode:multiply"/>', "a way to mix colours cannot be drawn"),
    ("words", "text inside `svg` is shown nowhere"),
    ('<rect width="-1"/>', "`width` cannot be `-1`"), ('<rect width="1zm"/>', "`width` cannot be `1zm`"),
    ('<rect x="9e9"/>', "`x` cannot be `9e9`"), ('<rect opacity="x"/>', "`opacity` cannot be `x`"),
    ('<rect stroke-linecap="flat"/>', "`stroke-linecap` cannot be `flat`"),
    ('<rect stroke-dasharray="1 -1"/>', "`stroke-dasharray` cannot be `1 -1`"),
    ('<text text-anchor="centre">a</text>', "`text-anchor` cannot be `centre`"),
    ('<text font-weight="heavy">a</text>', "`font-weight` cannot be `heavy`"),
    ('<g transform="skewX(90)"/>', "`transform` cannot be `skewX(90)`"),
    ('<g transform="up"/>', "`transform` cannot be `up`"),
    ('<polygon points="1 2 3"/>', "`points` cannot be `1 2 3`"),
    ('<polygon points="1;2"/>', "`points` cannot be `1;2`"),
    ('<path d="L1 1"/>', "`d` cannot be `L1 1`"), ('<path d="M1 1z2"/>', "`d` cannot be `M1 1z2`"),
    ('<path d="M1"/>', "`d` cannot be `M1`"), ('<path d="M1 1A1 1 0 2 0 1 1"/>', "`d` cannot be `M1 1A1 1 0 2 0 1 1`"),
    ("<?xml-stylesheet href='x'?>", "a processing instruction `xml-stylesheet`"),
    ("<g>" * 110 + "</g>" * 110, "elements nested more than 100 deep"),
    ("<g/>" * 40_001, "more than 40,000 elements"),
    ('<polygon points="' + "1 2 " * 100_001 + '"/>', "`points` cannot be `1 2 1 2"),
    ('<path d="M0 0' + "h1" * 100_001 + '"/>', "`d` cannot be `M0 0h1"),
    (('<path d="M0 0' + "h1" * 40_000 + '"/>') * 9, "more than 100,000 lines and curves up to here"),
    ("<g>", "this is no XML: mismatched tag"),
])
def test_what_is_refused(body: str, message: str) -> None:
    """What not every output can draw, what runs, what leads out, what is no drawing."""
    found = problems(body)
    assert message in found[0]


@pytest.mark.parametrize(("data", "message"), [
    (b"", "this is no XML: no element found"), (b"<html/>", "the root element is `html`, not SVG's `svg`"),
    (b"\xff", "the SVG is not UTF-8"), (HEAD.encode() + b" " * 4_000_001, "the SVG is larger than 4 MB"),
    (b'<!DOCTYPE svg [<!ENTITY a "aa">]>' + HEAD.encode() + b"&a;</svg>", "a document type or entity declaration"),
    (b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + HEAD.encode() + b"</svg>", "a document type"),
    (HEAD.encode() + b"&a;</svg>", "this is no XML: undefined entity"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "the picture's size is not known"),
    (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 5"/>', "`viewBox` wants four numbers"),
    (b'<svg xmlns="http://www.w3.org/2000/svg" width="30000" height="5"/>', "the picture's size is not known"),
])
def test_what_is_no_drawing_at_all(data: bytes, message: str) -> None:
    """Entities are refused before one is expanded; nothing outside is ever read."""
    with pytest.raises(SourceError) as caught:
        parse(data, "x.svg")
    assert message in caught.value.problems[0].message


def test_places_of_problems() -> None:
    """The line and column of the attribute, also where it stands lines below its element. One problem a file."""
    assert problems('\n<rect x="1"\n   y="two"\n/>\n<path\n  d="?"/>') == ["3:4 `y` cannot be `two`"]


NUMBERS = st.floats(-1000, 1000).map(lambda value: f"{value:.4g}")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"), max_size=9)
SHAPES = st.one_of(
    st.builds('<rect x="{}" y="{}" width="{}" height="2" rx="1"/>'.format, NUMBERS, NUMBERS, st.integers(0, 99)),
    st.builds('<circle cx="{}" r="{}" fill="#{:06x}"/>'.format, NUMBERS, st.integers(0, 9), st.integers(0, 0xffffff)),
    st.builds('<path d="M{} {}q1 2 {} 4t1 1z" stroke="red"/>'.format, NUMBERS, NUMBERS, NUMBERS),
    TEXTS.map(lambda text: f'<text x="1">{escape(text)}<tspan dx="2">{escape(text)}</tspan></text>'))


@given(st.lists(st.recursive(SHAPES, lambda inner: st.lists(inner, max_size=3).map(
    lambda parts: f'<g opacity="0.5" transform="rotate(30)">{"".join(parts)}</g>'), max_leaves=6), max_size=5))
def test_what_is_written_is_the_same_drawing(parts: list[str]) -> None:
    """Read, written and read again, it has the same shapes; and writing it once more changes no byte."""
    first = drawing("".join(parts))
    written = write(first)
    again = parse(written, "y.svg")
    assert again.shapes == first.shapes
    assert (again.width, again.height) == (first.width, first.height)
    assert write(again) == written
