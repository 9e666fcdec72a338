"""Drawings in prints: what tools write, drawn by PDFium, beside Chromium; gradients, clips, bitmaps inside."""

from __future__ import annotations

import base64
import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from dlexport.exporters.pdf.blocks.gradients import mean, slices
from dlexport.pictures.svg.reading import parse
from dlexport.pictures.svg.shapes import ColourStop, Gradient, LineTo, Move
from dlexport.run.build import build
from dlexport.run.request import Request

if TYPE_CHECKING:
    from chromium import Chromium

DRAWINGS = Path(__file__).parents[1] / "media" / "drawings"
MINIMAL = (Path(__file__).parents[1] / "cases" / "minimal.yaml").read_text(encoding="utf-8")
WIDTH = 600
ALIKE = 4.0         # of 255, on average: the faces are those of the theme, not of the machine
SQUARE = (Move(0, 0), LineTo(8, 0), LineTo(8, 8), LineTo(0, 8))
RED, BLUE = (255, 0, 0), (0, 0, 255)


def request_for(folder: Path, *names: str) -> Request:
    source = folder / "source"
    (source / "media").mkdir(parents=True)
    for name in names:
        if (DRAWINGS / name).is_file():
            shutil.copy(DRAWINGS / name, source / "media")
    text = "|\n" + "".join(f"      ![图](media/{name})\n\n" for name in names)
    (source / "questions.yaml").write_text(MINIMAL.replace("答案", text), encoding="utf-8")
    return Request(source / "questions.yaml", folder / "out", exporters=("pdf",))


def printed(request: Request) -> Image.Image:
    """The page with the answer, at 216 dots an inch."""
    report = build(request)
    document = pypdfium2.PdfDocument(report.made[0].path)
    page = next(page for page in document if "解析" in page.get_textpage().get_text_range())
    shown = page.render(scale=3).to_pil().convert("RGB")
    document.close()
    return shown


def across(*stops: ColourStop) -> Gradient:
    """From left to right."""
    return Gradient(radial=False, places=(0.0, 0.0, 1.0, 0.0), stops=stops)


def test_gradients_are_slices_of_one_colour() -> None:
    """As many as eight bits tell apart, at most 128; opaque ones overlap to the end; one colour fading adds up."""
    grey = across(ColourStop(0, (0, 0, 0), 1.0), ColourStop(1, (4, 4, 4), 1.0))
    assert [(path.split()[3], colour, opacity) for path, colour, opacity in slices(grey, SQUARE)] == [
        ("8", (value, value, value), 1.0) for value in (0, 2, 2, 4)]
    fading = across(ColourStop(0, RED, 0.0), ColourStop(1, RED, 1.0))
    covered = 0.0
    for _, colour, opacity in slices(fading, SQUARE):
        assert colour == RED
        covered += (1 - covered) * opacity
    assert covered == pytest.approx(1 - 0.5 / 128)
    assert mean(across(ColourStop(0, RED, 1.0), ColourStop(1, BLUE, 1.0))) == (128, 0, 128)


@pytest.mark.parametrize(("places", "radial"), [((0.0, 0.0, 0.0, 0.0), False), ((0.5, 0.5, 0.0, 0.5, 0.5, 0.0), True)])
def test_a_gradient_without_extent_is_its_last_colour(places: tuple[float, ...], radial: bool) -> None:  # noqa: FBT001
    """SVG 2, 14.2.2 and 14.2.3."""
    stops = (ColourStop(0, RED, 1.0), ColourStop(1, BLUE, 1.0))
    assert [colour for _, colour, _ in slices(Gradient(radial=radial, places=places, stops=stops), SQUARE)] == [BLUE]


def test_a_bitmap_in_a_drawing_is_printed(tmp_path: Path) -> None:
    """Also from the pages that were kept."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), (0, 160, 0)).save(buffer, "PNG")
    request = request_for(tmp_path, "x.svg")
    (tmp_path / "source" / "media" / "x.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300"><image width="300" height="300" '
        f'href="data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"/></svg>', encoding="utf-8")
    first, again = printed(request), printed(request)
    assert {colour: count for count, colour in first.getcolors(1 << 20) or ()}[0, 160, 0] > 400_000
    assert ImageChops.difference(first, again).getbbox() is None


def test_pictures_that_prints_change_are_found_in_them(tmp_path: Path) -> None:
    """A photo that was scaled down, a drawing that became pixels, bitmaps in a drawing: verified, all in one print."""
    names = ("photo.jpg", "line.png", "shadow.svg", "part.svg", "inkscape.svg")
    request = request_for(tmp_path, *names)
    folder = tmp_path / "source" / "media"
    Image.new("RGB", (5_000, 3_333)).save(folder / "photo.jpg")
    Image.new("RGB", (15_000, 7)).save(folder / "line.png")
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200">'
    (folder / "shadow.svg").write_text(
        f'{head}<rect width="99" height="99" style="filter:blur(2px)"/></svg>', encoding="utf-8")
    buffer = io.BytesIO()
    Image.new("RGB", (8, 2)).save(buffer, "PNG")
    (folder / "part.svg").write_text(
        f'{head}<image width="80" href="data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"/></svg>',
        encoding="utf-8")
    assert [problem.code for problem in build(request).problems] == ["media-reduced"]


@pytest.mark.parametrize("name", ["by-hand", "graphviz-cairo", "inkscape", "libreoffice", "mermaid"])
def test_a_printed_drawing_looks_as_in_a_browser(name: str, browser: Chromium, tmp_path: Path) -> None:
    """PDFium's picture of the print beside Chromium's of the file, both in grey and a little out of focus."""
    drawing = parse((DRAWINGS / f"{name}.svg").read_bytes(), f"{name}.svg")
    height = round(WIDTH * drawing.height / drawing.width)
    page = tmp_path / "page.html"
    picture = f'<img src="{(DRAWINGS / name).as_uri()}.svg" width="{WIDTH}" height="{height}">'
    page.write_text(f'<body style="margin:0">{picture}', encoding="utf-8")
    browser.size(WIDTH, height)
    browser.open(page.as_uri())
    theirs = Image.open(io.BytesIO(browser.screenshot())).convert("RGB")
    request = request_for(tmp_path, f"{name}.svg")
    shown = printed(request)
    (tmp_path / "source" / "media" / f"{name}.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width}" height="{drawing.height}">'
        '<rect width="100%" height="100%" fill="#fff"/></svg>', encoding="utf-8")
    ours = shown.crop(ImageChops.difference(shown, printed(request)).getbbox())     # what the drawing alone has drawn
    theirs = theirs.crop(ImageChops.difference(theirs, Image.new("RGB", theirs.size, "white")).getbbox())
    assert ours.width / ours.height == pytest.approx(theirs.width / theirs.height, rel=0.05)
    blurred = [image.resize((400, 200)).convert("L").filter(ImageFilter.GaussianBlur(2)) for image in (ours, theirs)]
    counts = ImageChops.difference(*blurred).histogram()
    assert sum(value * count for value, count in enumerate(counts)) / sum(counts) <= ALIKE
