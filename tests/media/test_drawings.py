"""Drawings as tools write them: what becomes of each construct, and the same picture as in a browser."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageFilter

from dlexport.pictures.media import Flaw, Media, take
from dlexport.pictures.svg.reading import parse, read
from dlexport.pictures.svg.shapes import Gradient, Outline, Pixels, Words
from dlexport.pictures.svg.write import write
from plots import PLOTTED, plotted

if TYPE_CHECKING:
    from chromium import Chromium

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'
FOLDER = Path(__file__).parent / "drawings"
WIDTH = 600
ALIKE = 2.0         # of 255: how far the pixels of two pictures may differ, on average
ANYWHERE = 90       # of 255: how far in any spot of 15 by 15 pixels


def plain(body: str, head: str = HEAD) -> str:
    """What is written of a drawing, without its root."""
    written = write(parse(f"{head}{body}</svg>".encode(), "x.svg")).decode()
    assert write(parse(written.encode(), "y.svg")).decode() == written
    return written.partition(">")[2].removesuffix("</svg>")


@pytest.mark.parametrize(("body", "expected"), [
    ('<rect width="1" height="1" style="fill:red;stroke: #000"/>',
     '<rect fill="red" height="1" stroke="#000" width="1"/>'),
    (('<style>.a{fill:red}#b{fill:blue!important}rect{fill:lime;opacity:.5}</style>'
     '<rect class="a" width="1" height="1"/><rect id="b" style="fill:pink" width="1" height="1"/>'),
     '<rect fill="red" height="1" opacity=".5" width="1"/><rect fill="blue" height="1" opacity=".5" width="1"/>'),
    (('<style>g > .a, g [k="v"] {fill:red} g .b .a{fill:blue} :root{--c:lime} rect:hover{fill:pink}</style>'
     '<g><rect class="a" width="1" height="1"/><g class="b"><rect class="a" width="1" height="1"/></g>'
     '<path k="v" d="M0 0H1" stroke="var(--c)"/><path d="M0 0H1" stroke="var(--d, #00f)"/></g>'),
     ('<g><rect fill="red" height="1" width="1"/><g><rect fill="blue" height="1" width="1"/></g>'
     '<path d="M0 0H1" fill="red" stroke="lime"/><path d="M0 0H1" stroke="#00f"/></g>')),
    ('<text style="font:italic bold 20px/1.2 Georgia, serif">a</text>',
     '<text font-family="Georgia, serif" font-size="20px" font-style="italic" font-weight="bold">a</text>'),
    ('<rect width="50%" height="1cm" x="1em" fill="hsl(120 100% 50%)" stroke="rgba(0,0,0,.25)"/>',
     '<rect fill="#00ff00" height="37.7953" stroke="#000000" stroke-opacity="0.25" width="50" x="16"/>'),
    ('<g color="red"><rect width="1" height="1" fill="currentColor" stroke="light-dark(#111, #eee)"/></g>',
     '<g><rect fill="red" height="1" stroke="#111" width="1"/></g>'),
    ('<defs><rect id="r" width="1" height="1"/></defs><use href="#r" x="3" y="4" fill="red"/>',
     '<g fill="red" transform="translate(3 4)"><rect height="1" width="1"/></g>'),
    (('<symbol id="s" viewBox="0 0 2 2" overflow="visible"><circle r="1"/></symbol>'
      '<use href="#s" width="4" height="4"/>'),
     '<g><g><g transform="matrix(2 0 0 2 0 0)"><circle r="1"/></g></g></g>'),
    ('<use href="#nothing"/><g display="none"><rect/></g><rect width="1" height="1" visibility="hidden"/>', ""),
    ('<g id="a"><use href="#a"/><rect width="1" height="1"/></g>', '<g><rect height="1" width="1"/></g>'),
    ('<clipPath id="k"><rect width="5" height="5"/></clipPath><g clip-path="url(#k)"><circle r="9"/></g>',
     ('<defs><clipPath id="c1"><rect height="5" width="5"/></clipPath></defs>'
     '<g clip-path="url(#c1)"><circle r="9"/></g>')),
    ('<mask id="k"><rect width="5" height="5" fill="#fff"/></mask><circle r="9" mask="url(#k)"/>',
     '<defs><clipPath id="c1"><rect height="5" width="5"/></clipPath></defs><circle clip-path="url(#c1)" r="9"/>'),
    ('<clipPath id="k"/><circle r="9" clip-path="url(#k)"/>', ""),
    ('<switch><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject><text>b</text></switch>',
     "<g><text>b</text></g>"),
    ('<a href="https://example.org"><text>b</text></a>', "<g><text>b</text></g>"),
    ('<text x="1 2 3" y="5">abcd</text>', ('<text x="1" y="5"><tspan x="1" y="5">a</tspan><tspan x="2">b</tspan>'
                                          '<tspan x="3">cd</tspan></text>')),
    ('<text y="10" font-size="10" dominant-baseline="central">a</text>', '<text font-size="10" y="13.5">a</text>'),
    ('<rect width="1" height="1" rx="auto" data-x="1" id="q" class="z" shape-rendering="auto"/>',
     '<rect height="1" width="1"/>'),
    (('<x:meta xmlns:x="https://e.org"><x:p>words</x:p></x:meta><metadata>words</metadata><g x:label="a" '
     'xmlns:x="https://e.org"/>'), "<g/>"),
    ('<svg x="10" width="20" height="10" viewBox="0 0 2 1" overflow="visible"><rect width="1" height="1"/></svg>',
     '<g><g transform="matrix(10 0 0 10 10 0)"><rect height="1" width="1"/></g></g>'),
])
def test_what_becomes_of_a_construct(body: str, expected: str) -> None:
    """Styles as attributes, uses put in, lengths absolute, nothing that shows nothing; once more, it stays so."""
    assert plain(body) == expected


def test_a_document_type_of_svg_is_passed_over() -> None:
    """Nothing is read for it; one with declarations of its own is refused elsewhere."""
    data = ('<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
            '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + HEAD + '<rect width="1" height="1"/></svg>')
    assert len(parse(data.encode(), "x.svg").shapes) == 1


def test_gradients_are_resolved() -> None:
    """Stops of the gradient that is referred to, percentages as parts; one stop is a colour."""
    body = ('<linearGradient id="a"><stop offset="0" stop-color="red"/><stop offset="100%" style="stop-opacity:.5"/>'
            '</linearGradient><radialGradient id="b" href="#a" r="25%"/><linearGradient id="c"><stop '
            'stop-color="lime"/></linearGradient><rect width="9" height="9" fill="url(#b)" stroke="url(#c)"/>')
    (shape,) = parse(f"{HEAD}{body}</svg>".encode(), "x.svg").shapes
    assert isinstance(shape, Outline)
    assert isinstance(shape.paint.fill, Gradient)
    assert (shape.paint.fill.radial, shape.paint.fill.places) == (True, (0.5, 0.5, 0.25, 0.5, 0.5, 0.0))
    assert [(stop.colour, stop.opacity) for stop in shape.paint.fill.stops] == [((255, 0, 0), 1.0), ((0, 0, 0), 0.5)]
    assert shape.paint.stroke == (0, 255, 0)


def test_an_arrow_has_its_head() -> None:
    """A marker is put where the line ends, turned as the line, as large as the line is thick."""
    body = ('<marker id="m" orient="auto" refX="1" markerWidth="4" markerHeight="4" overflow="visible">'
            '<path d="M0 -1 2 0 0 1z"/></marker><path d="M0 0V10" stroke="red" stroke-width="2" marker-end="url(#m)"/>')
    _, head = parse(f"{HEAD}{body}</svg>".encode(), "x.svg").shapes
    assert isinstance(head, Outline)
    assert head.matrix == pytest.approx((0, 2, -2, 0, 0, 8), abs=1e-6)


def test_a_pattern_is_tiled_inside_of_its_shape() -> None:
    """Four tiles of two by two fill a square of four by four; the shape cuts them."""
    body = ('<pattern id="p" width="2" height="2" patternUnits="userSpaceOnUse"><rect width="1" height="1"/></pattern>'
            '<rect width="4" height="4" fill="url(#p)"/>')
    *tiles, _ = parse(f"{HEAD}{body}</svg>".encode(), "x.svg").shapes
    assert [(tile.matrix[4:], len(tile.clips)) for tile in tiles] == [
        ((0, 0), 2), ((2, 0), 2), ((0, 2), 2), ((2, 2), 2)]


def test_a_pattern_is_as_translucent_as_its_shape() -> None:
    """By both of its opacities, as matplotlib writes hatched bars; its line by its own."""
    body = ('<pattern id="p" width="2" height="2" patternUnits="userSpaceOnUse"><rect width="2" height="2"/></pattern>'
            '<rect width="2" height="2" fill="url(#p)" stroke="#000" style="opacity:.5;fill-opacity:.5"/>')
    found = read(f"{HEAD}{body}</svg>".encode(), "x.svg")
    tile, line = found.drawing.shapes
    assert isinstance(tile, Outline)
    assert isinstance(line, Outline)
    assert (tile.paint.fill_opacity, line.paint.stroke_opacity, found.losses) == (0.25, 0.5, ())


@pytest.mark.parametrize(("x", "told"), [(3, True), (4, False)])
def test_a_group_that_is_translucent_as_one(x: int, told: bool) -> None:  # noqa: FBT001 - a case
    """Prints draw each shape for itself: if they overlap it is told, and a line covers the fill of its own shape."""
    found = read(f'{HEAD}<g opacity=".5"><rect width="4" height="4" stroke="#000"/><rect x="{x}" width="4" '
                 'height="4" stroke="#000" stroke-opacity=".5"/></g></svg>'.encode(), "x.svg")
    assert [loss.message for loss in found.losses] == told * [
        "shapes that overlap in the translucent group in its line 1 are seen through each other in prints"]
    assert [shape.paint.covers for shape in found.drawing.shapes if isinstance(shape, Outline)] == [True, False]


def test_a_bitmap_in_a_drawing() -> None:
    """It stays one, at its place; a WebP in it becomes a PNG or JPEG."""
    buffer = io.BytesIO()
    Image.new("RGB", (4, 2), (255, 0, 0)).save(buffer, "WEBP", lossless=True)
    address = f"data:image/webp;base64,{base64.b64encode(buffer.getvalue()).decode()}"
    (shape,) = parse(f'{HEAD}<image href="{address}" width="8" height="8"/></svg>'.encode(), "x.svg").shapes
    assert isinstance(shape, Pixels)
    assert (shape.kind, tuple(shape.box)) == ("png", (0, 2, 8, 4))
    assert Image.open(io.BytesIO(shape.data)).format == "PNG"


def test_labels_that_are_pages_keep_their_words() -> None:
    """Mermaid's: no word is lost, lines stay lines, and it is said."""
    page = ('<foreignObject x="10" y="10" width="60" height="20" color="#c00"><div xmlns="http://www.w3.org/1999/xhtml">'
            '<p>第一 <b>行</b><br/>second</p></div></foreignObject>')
    found = read(f"{HEAD}{page}</svg>".encode(), "x.svg")
    rows = [shape for shape in found.drawing.shapes if isinstance(shape, Words)]
    assert [("".join(run.text for run in row.runs), row.x, row.anchor) for row in rows] == [
        ("第一 行", 40, "middle"), ("second", 40, "middle")]
    assert rows[0].runs[0].paint.fill == (204, 0, 0)
    assert [loss.message for loss in found.losses] == ["labels that are web pages are set as plain words"]


def test_what_is_asked_of_texts_and_not_drawn_is_told() -> None:
    """Once for each property, whether an attribute or a style; what asks for nothing is nothing."""
    text = ('<text x="1" y="9" textLength="80" style="letter-spacing:2px;word-spacing:0px;writing-mode:lr-tb">a'
            '<tspan text-decoration="underline" font-variant="normal">b</tspan></text>'
            '<text letter-spacing="1">c</text>')
    found = read(f"{HEAD}{text}</svg>".encode(), "x.svg")
    assert [loss.message for loss in found.losses] == [
        f"`{name}` of its texts is not drawn" for name in ("textLength", "letter-spacing", "text-decoration")]


def test_what_only_pixels_show_becomes_pixels(tmp_path: Path) -> None:
    """A shadow: the whole drawing is a PNG of the drawing's size, with a warning."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "x.svg").write_text(
        f'{HEAD}<filter id="f"><feDropShadow dx="2"/></filter><rect width="40" height="30" fill="#f00" '
        'filter="url(#f)"/></svg>', encoding="utf-8")
    media = take(tmp_path, "media/x.svg")
    assert isinstance(media, Media)
    assert (media.kind, media.width, media.height) == ("png", 100, 50)
    with Image.open(io.BytesIO(media.data)) as image:
        assert (image.size, image.convert("RGB").getpixel((400, 400))) == ((2400, 1200), (255, 0, 0))
    assert [loss.message for loss in media.losses] == ["it is drawn as pixels, for a filter in its line 1"]


@pytest.mark.parametrize("size", ["0.01", "0.5"])
def test_a_drawing_smaller_than_a_pixel_is_refused(tmp_path: Path, size: str) -> None:
    """By `check`, not by whoever draws it."""
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "x.svg").write_text(HEAD.replace(" viewBox", f' width="{size}" height="{size}" viewBox')
                                              + "</svg>", encoding="utf-8")
    found = take(tmp_path, "media/x.svg")
    assert isinstance(found, Flaw)
    assert found.code == "media-limit"


RECORDED = sorted(path.stem for path in FOLDER.glob("*.svg"))


@pytest.fixture(scope="module")
def drawings() -> dict[str, bytes]:
    return plotted() | {path.stem: path.read_bytes() for path in FOLDER.glob("*.svg")}


def photographed(browser: Chromium, file: Path, data: bytes, height: int) -> Image.Image:
    """A picture as Chromium shows it in a page, where it may neither run nor fetch anything."""
    file.write_bytes(data)
    page = file.with_suffix(".html")
    picture = f'<img src="{file.name}" width="{WIDTH}" height="{height}">'
    page.write_text(f'<body style="margin:0">{picture}', encoding="utf-8")
    browser.size(WIDTH, height)
    browser.open(page.as_uri())
    return Image.open(io.BytesIO(browser.screenshot())).convert("RGB")


@pytest.mark.parametrize("name", [*PLOTTED, *RECORDED])
def test_a_drawing_looks_as_in_a_browser(
    name: str, drawings: dict[str, bytes], browser: Chromium, tmp_path: Path,
) -> None:
    """The file itself and what is made of it, both in Chromium."""
    drawing = parse(drawings[name], f"{name}.svg")
    height = round(WIDTH * drawing.height / drawing.width)
    theirs = photographed(browser, tmp_path / "theirs.svg", drawings[name], height)
    ours = photographed(browser, tmp_path / "ours.svg", write(drawing), height)
    difference = ImageChops.difference(theirs, ours).convert("L")
    counts = difference.histogram()
    mean = sum(value * count for value, count in enumerate(counts)) / sum(counts)
    worst = difference.filter(ImageFilter.BoxBlur(7)).getextrema()[1]
    assert (mean <= ALIKE, worst <= ANYWHERE) == (True, True), (mean, worst)
