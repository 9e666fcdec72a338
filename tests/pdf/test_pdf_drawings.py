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
from plots import plotted

if TYPE_CHECKING:
    from chromium import Chromium

DRAWINGS = Path(__file__).parents[1] / "media" / "drawings"
MINIMAL = (Path(__file__).parents[1] / "cases" / "minimal.yaml").read_text(encoding="utf-8")
WIDTH = 600
ALIKE = 2.5         # of 255, on average: the faces are those of the theme, not of the machine
ANYWHERE = 50       # of 255: how far in any spot of 15 by 15 pixels
SAME = 3            # of 255: colours nearer than that are one
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


def pages(request: Request) -> list[Image.Image]:
    """The pages of the handout, at 216 dots an inch."""
    report = build(request)
    with pypdfium2.PdfDocument(report.made[0].path) as document:
        return [page.render(scale=3).to_pil().convert("RGB") for page in document]


def printed(request: Request) -> Image.Image:
    """The page with the answer."""
    return pages(request)[2]        # after the cover and the contents


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


@pytest.mark.parametrize("width", [300, 450])
def test_a_bitmap_in_a_drawing_is_printed(width: int, tmp_path: Path) -> None:
    """Also from the pages that were kept; cut where it leaves the drawing."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), (0, 160, 0)).save(buffer, "PNG")
    request = request_for(tmp_path, "x.svg")
    (tmp_path / "source" / "media" / "x.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300"><image width="{width}" height="{width}" '
        f'href="data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"/></svg>', encoding="utf-8")
    first, again = printed(request), printed(request)
    ((left, top, right, bottom),) = (box for _, box in boxes([first], (0, 160, 0)))
    assert (right - left, bottom - top) == pytest.approx((675, 675), abs=2)
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


def boxes(pages: list[Image.Image], colour: tuple[int, int, int]) -> list[tuple[int, tuple[int, int, int, int]]]:
    """Where a colour is: the number of each page that has it, and the box of its pixels there."""
    found = []
    for number, page in enumerate(pages):
        apart = ImageChops.difference(page, Image.new("RGB", page.size, colour)).convert("L")
        if (box := apart.point(lambda value: 255 * (value < SAME)).getbbox()) is not None:
            found.append((number, box))
    return found


def photographed(browser: Chromium, folder: Path, sizes: dict[str, tuple[int, int]]) -> dict[str, Image.Image]:
    """The drawings of a folder as Chromium shows them, all in one page."""
    pictures = "".join(f'<img src="{name}.svg" width="{width}" height="{height}" style="display:block">'
                       for name, (width, height) in sizes.items())
    (folder / "page.html").write_text(f'<body style="margin:0">{pictures}', encoding="utf-8")
    browser.size(WIDTH, sum(height for _, height in sizes.values()))
    browser.open((folder / "page.html").as_uri())
    shown, found, top = Image.open(io.BytesIO(browser.screenshot())).convert("RGB"), {}, 0
    for name, (width, height) in sizes.items():
        found[name] = shown.crop((0, top, width, top + height))
        top += height
    return found


def difference(one: Image.Image, other: Image.Image) -> tuple[float, int]:
    """How far two pictures are apart, in grey and a little out of focus, of 255: on average, and in the worst spot."""
    size = (400, round(400 * one.height / one.width))
    blurred = [image.resize(size).convert("L").filter(ImageFilter.GaussianBlur(2)) for image in (one, other)]
    apart = ImageChops.difference(*blurred)
    counts = apart.histogram()
    average = sum(value * count for value, count in enumerate(counts)) / sum(counts)
    return average, apart.filter(ImageFilter.BoxBlur(7)).getextrema()[1]


@pytest.mark.long
def test_every_printed_drawing_looks_as_in_a_browser(browser: Chromium, tmp_path: Path) -> None:
    """PDFium's picture of the print beside Chromium's of the file; a sheet of one colour tells where each is."""
    files = plotted() | {path.stem: path.read_bytes() for path in sorted(DRAWINGS.glob("*.svg"))}
    request = request_for(tmp_path, *(f"{name}.svg" for name in files))
    media, read = tmp_path / "source" / "media", {name: parse(data, name) for name, data in files.items()}
    for name, data in files.items():
        (media / f"{name}.svg").write_bytes(data)
    shown = pages(request)
    theirs = photographed(browser, media, {
        name: (WIDTH, round(WIDTH * drawing.height / drawing.width)) for name, drawing in read.items()})
    colours = {name: (255, 20 * number, 200) for number, name in enumerate(files)}
    for name, drawing in read.items():
        (media / f"{name}.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width}" height="{drawing.height}">'
            f'<rect width="100%" height="100%" fill="rgb{colours[name]}"/></svg>', encoding="utf-8")
    sheets, apart = pages(request), {}
    for name, colour in colours.items():
        ((number, box),) = boxes(sheets, colour)
        ours = shown[number].crop(box)
        assert ours.width / ours.height == pytest.approx(theirs[name].width / theirs[name].height, rel=0.02), name
        apart[name] = difference(theirs[name], ours)
    assert {name: found for name, found in apart.items() if found[0] > ALIKE or found[1] > ANYWHERE} == {}
