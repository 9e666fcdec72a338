"""The pages of the real bank look as they did when somebody last looked at them.

`pytest tests/pdf/test_pdf_looks.py --accept` writes what is now into pages.txt: look at the pages first.
"""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pypdfium2
import pytest
from pdf_books import EXPORTER
from PIL import Image, ImageDraw
from print_kinds import CARDS, QUIZ, of_real

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.exporters.pdf.cards.exporter import CardExporter
    from dlexport.exporters.pdf.handout.exporter import PdfExporter
    from dlexport.exporters.pdf.quiz.exporter import QuizExporter

pytestmark = pytest.mark.unmeasured
ACCEPTED = Path(__file__).with_name("pages.txt")
NEAR = 6            # bits of 128: a glyph moved by a hair changes one or two, a paragraph elsewhere ten and more
STEP = 2            # of 255: a smaller difference in brightness is none
SCALE = 0.25        # pixels per point
MARGINS = 0.14, 0.07    # of the page's width and height: left out, being white on every page


class Print(NamedTuple):
    """A print of the real bank: its options, and which pages to look at; all where none is named."""

    name: str
    exporter: PdfExporter | QuizExporter | CardExporter
    options: dict[str, str]
    pages: tuple[int, ...] = ()


PRINTS = (
    Print("handout a4", EXPORTER, {}), Print("handout a4 grey", EXPORTER, {"ink": "grey"}, (6,)),
    Print("handout letter", EXPORTER, {"paper": "letter"}, (6,)),
    Print("quiz a4", QUIZ, {}), Print("quiz a4 grey", QUIZ, {"ink": "grey"}, (2,)),
    Print("quiz letter", QUIZ, {"paper": "letter"}, (2,)),
    Print("cards a4", CARDS, {}), Print("cards a4 grey", CARDS, {"ink": "grey"}, (3,)),
    Print("cards letter", CARDS, {"sheet": "letter-8"}, (3,)),
)


def difference_hash(image: Image.Image) -> int:
    """128 bits: whether each of 8 x 8 fields is brighter than the one below it, and than the one beside it."""
    left, top = MARGINS[0] * image.width, MARGINS[1] * image.height
    box = left, top, image.width - left, image.height - top
    fields = np.asarray(image.convert("L").resize((9, 9), Image.Resampling.BOX, box), dtype=int)
    steps = (fields[:-1, :-1] - fields[1:, :-1], fields[:-1, :-1] - fields[:-1, 1:])
    return int("".join("01"[int(bit)] for step in steps for bit in (step > STEP).flat), 2)


def hashes(made: Print) -> Iterator[tuple[str, int]]:
    """The name and hash of each page to look at."""
    document = pypdfium2.PdfDocument(of_real(made.exporter, made.exporter.Options(**made.options)).data)
    for number in made.pages or range(1, len(document) + 1):
        image = document[number - 1].render(scale=SCALE, grayscale=True).to_pil()
        yield f"{made.name} {number}", difference_hash(image)


def accepted() -> dict[str, int]:
    """What was looked at and found good."""
    rows = (line.rpartition(" ") for line in ACCEPTED.read_text(encoding="utf-8").splitlines())
    return {name: int(value, 16) for name, _, value in rows}


@pytest.mark.long
def test_every_page_looks_as_accepted(request: pytest.FixtureRequest) -> None:
    """By perceptual hash, page by page."""
    found = {name: value for made in PRINTS for name, value in hashes(made)}
    if request.config.getoption("--accept"):
        ACCEPTED.write_text("".join(f"{name} {value:032x}\n" for name, value in found.items()), encoding="utf-8")
    expected = accepted()
    assert list(expected) == list(found)
    apart = {name: (value ^ expected[name]).bit_count() for name, value in found.items()}
    assert {name: bits for name, bits in apart.items() if bits > NEAR} == {}


def test_pages_are_told_apart() -> None:
    """No two pages of the handout pass for each other, the colophon with its few lines included."""
    pages = {name: value for name, value in accepted().items() if re.fullmatch(r"handout a4 \d+", name)}
    assert len(pages) > 30
    assert [pair for pair in combinations(pages, 2)
            if (pages[pair[0]] ^ pages[pair[1]]).bit_count() <= NEAR] == []


@pytest.mark.parametrize(("moved", "seen"), [(1, False), (60, True)])
def test_what_a_hash_sees(moved: int, seen: bool) -> None:  # noqa: FBT001 - a case's expectation
    """A block that stands elsewhere, not one moved by a hair."""
    one, other = Image.new("L", (149, 210), "white"), Image.new("L", (149, 210), "white")
    for image, top in ((one, 30), (other, 30 + moved)):
        ImageDraw.Draw(image).rectangle((30, top, 90, top + 50), fill="grey")
    assert ((difference_hash(one) ^ difference_hash(other)).bit_count() > NEAR) == seen
