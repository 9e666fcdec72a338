"""Cards in register: the back of each lies behind its front, whichever way the paper is turned."""

from __future__ import annotations

import ctypes
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from print_kinds import CARDS, lacks, made, real
from pypdfium2 import raw

from dlexport.exporters.pdf.cards.grids import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.unmeasured
SHEETS = ["a4-8", "a4-10", "letter-8", "letter-10"]
FLIPS = ["long-edge", "short-edge"]
CLOSE = 0.1 * MM        # a tenth of a millimetre


def turned(x: float, y: float, size: tuple[float, float], flip: str) -> tuple[float, float]:
    """Where a point of the back is, looked at through the front."""
    return (size[0] - x, y) if flip == "long-edge" else (x, size[1] - y)


def marks(page: pypdfium2.PdfPage) -> list[tuple[float, float]]:
    """The middles of the page's lines of a mark's weight, as PDFium has them: other paths belong to formulas."""
    found = []
    weight = ctypes.c_float()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        raw.FPDFPageObj_GetStrokeWidth(item.raw, ctypes.byref(weight))
        if abs(weight.value - 0.35) < 0.001:
            left, bottom, right, top = item.get_bounds()
            found.append(((left + right) / 2, (bottom + top) / 2))
    return sorted(found)


def heads(page: pypdfium2.PdfPage, size: float) -> Iterator[tuple[str, tuple[float, float]]]:
    """The number and place of each card's head: digits of that size that begin a line, before the topic or title."""
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    number = before = ""
    start = last = (0.0, 0.0)
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        raw.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
        begins = before in "\r\n" or abs(y.value - last[1]) > 4 or abs(x.value - last[0]) > 12     # points
        if char.isdigit() and (number or begins) and abs(raw.FPDFText_GetFontSize(text.raw, index) - size) < 0.01:
            start = start if number else (x.value, y.value)
            number += char
        else:
            if number and char in "\u3000 ":
                yield number, start
            number = ""
        if raw.FPDFText_IsGenerated(text.raw, index) != 1:
            last = x.value, y.value
        before = char


def same(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    """Whether each point of one is close to one of the other, and there are as many."""
    return len(one) == len(other) and all(
        min(max(abs(a - c), abs(b - d)) for c, d in other) <= CLOSE for a, b in one)


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("flip", FLIPS)
def test_fronts_and_backs_agree_within_a_tenth_of_a_millimetre(sheet: str, flip: str) -> None:
    """Crop marks and heads, overlaid after the paper was turned; the crosses of the first sheet too."""
    data = made(CARDS, real(), sheet=sheet, flip=flip, calibration=True).data
    document = pypdfium2.PdfDocument(data)
    pages = list(document)
    assert len(pages) % 2 == 0
    for number in range(0, len(pages), 2):
        front, back = pages[number], pages[number + 1]
        size = front.get_size()
        seen = [turned(x, y, size, flip) for x, y in marks(back)]
        assert len(seen) >= 8
        assert same(marks(front), seen), number


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("flip", FLIPS)
def test_the_text_of_a_back_is_behind_its_own_front(sheet: str, flip: str) -> None:
    """The head is as far from the left and upper cut on both sides, and has the same number."""
    document = pypdfium2.PdfDocument(made(CARDS, real(), sheet=sheet, flip=flip, calibration=False).data)
    widths = {"a4-8": 95, "a4-10": 85, "letter-8": 95, "letter-10": 88.9}
    heights = {"a4-8": 65, "a4-10": 54, "letter-8": 65, "letter-10": 50.8}
    width, height = widths[sheet] * MM, heights[sheet] * MM
    count = 0
    for one, other in pairwise(range(len(document))):
        if one % 2:
            continue
        size = document[one].get_size()
        fronts, backs = list(heads(document[one], 7.5)), list(heads(document[other], 7.5))
        meant = [(number, *behind(x, y, size, (width, height), flip)) for number, (x, y) in fronts]
        left = [(number, x, y) for number, (x, y) in backs]
        for number, a, b in meant:      # each front has one back of its own, also where a question goes on on a card
            own = [one for one in left if one[0] == number and max(abs(a - one[1]), abs(b - one[2])) <= CLOSE]
            assert len(own) == 1, number
            left.remove(own[0])
        assert left == []
        count += len(fronts)
    assert count >= 20


def behind(x: float, y: float, paper: tuple[float, float], card: tuple[float, float],
           flip: str) -> tuple[float, float]:
    """Where on the back the head belongs: 12 points from the left cut and 16.4 below the upper one on either side."""
    left, top = x - 12, y + 16.4
    if flip == "long-edge":
        return paper[0] - left - card[0] + 12, y
    return x, paper[1] - top + card[1] - 16.4


@pytest.mark.parametrize("flip", FLIPS)
def test_the_offset_moves_backs_only(flip: str) -> None:
    """By so many millimetres, to the right and up; marks and crosses with them."""
    still, moved = (pypdfium2.PdfDocument(made(CARDS, real(), flip=flip, dx=dx, dy=dy).data)
                    for dx, dy in ((0.0, 0.0), (1.5, -0.5)))
    for number in range(len(still)):
        shift = (1.5 * MM, -0.5 * MM) if number % 2 else (0.0, 0.0)
        expected = [(x + shift[0], y + shift[1]) for x, y in marks(still[number])]
        assert same(expected, marks(moved[number])), number
    assert lacks(CARDS, real(), made(CARDS, real(), flip=flip, dx=1.5, dy=-0.5).data) == ()


def test_without_marks_and_calibration() -> None:
    """Nothing but cards; and one sheet, front and back, less, as it is unless the sheet is asked for."""
    with_all, without = made(CARDS, real(), calibration=True), made(CARDS, real(), marks=False)
    assert with_all.counts["pages"] == without.counts["pages"] + 2
    assert marks(pypdfium2.PdfDocument(without.data)[0]) == []


def test_the_calibration_says_what_to_do() -> None:
    """On its front."""
    document = pypdfium2.PdfDocument(made(CARDS, real(), calibration=True).data)
    front, back = (document[n].get_textpage().get_text_range() for n in (0, 1))
    assert re.search(r"dx.*dy", front, re.DOTALL)
    assert back == ""


def test_folded_backs_stand_beside_their_fronts() -> None:
    """On one side of the paper, in the same row; all is there; the last sheet is filled."""
    artifact = made(CARDS, real(), fold=True)
    assert lacks(CARDS, real(), artifact.data) == ()
    document = pypdfium2.PdfDocument(artifact.data)
    for page in document:
        found = list(heads(page, 7.5))
        left = {number: y for number, (x, y) in found if x < 200}
        right = {number: y for number, (x, y) in found if x > 200}
        assert len(left) in {3, 4}      # a question that goes on has its number twice
        assert left == right
