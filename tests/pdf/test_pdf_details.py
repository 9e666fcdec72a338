"""Details of the handout's typesetting: sizes of formulas, spaces, bold words, narrow boxes, references."""

from __future__ import annotations

import ctypes
from itertools import pairwise

import pypdfium2
import pytest
from pdf_books import book, export, press, question
from pypdfium2 import raw
from test_pdf_lines import words_of

from by_hand import rich
from dlexport.book.bank import Choice, Reference
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.book.option_strips import reason_strips, right_strips
from dlexport.exporters.pdf.book.references import reference_strips
from dlexport.exporters.pdf.pages.strips import Strip
from dlexport.exporters.pdf.text.line import SetLine
from dlexport.exporters.pdf.text.paragraph import TextParagraph
from dlexport.exporters.pdf.text.runs import Run
from dlexport.exporters.pdf.text.spacing import GLUE
from dlexport.exporters.pdf.text.typefaces import Look

PRESS = press()
THEME = PRESS.theme
SIZE = THEME.body.size
STYLE = PRESS.style(Look(), SIZE)


def test_small_letters_of_formulas_are_as_high_as_those_of_the_text() -> None:
    """Within two hundredths: the math font is scaled by the ratio of the two."""
    latin, math = PRESS.cast.typeface(Look()).faces[0], PRESS.cast.math
    text, formula = latin.extent(latin.glyph("x"))[3], PRESS.math_scale * math.extent(math.glyph("x"))[3]
    assert formula == pytest.approx(text, rel=0.02)
    assert PRESS.math_scale > 1.1


def test_bold_words_of_a_serif_text_are_serif() -> None:
    """Latin ones; Han are in Hei, as those of headings are, whose letters have no serifs."""
    families = {look: PRESS.cast.typeface(look).faces[0].family for look in (Look(weight=600), Look("hei", 600))}
    assert list(families.values()) == ["Noto Serif", "Noto Sans SC"]


def test_han_and_letters_are_an_eighth_of_an_em_apart_at_least() -> None:
    """In a line that is drawn together as far as it goes, and never closed up."""
    gaps = [GLUE[pair] for pair in ("Hw", "wH", "HB", "BH")]
    assert all(0.125 <= gap.natural - gap.shrink <= gap.natural <= 0.25 for gap in gaps)


def test_a_loose_line_is_spread_over_all_its_gaps() -> None:
    """What is missing before a name that goes over is shared by all gaps, those beside a word included."""
    answer = rich("字" * 14 + "ab" + "字" * 16 + "GraphSAGEnets" + "字" * 30)
    pdf = pypdfium2.PdfDocument(export(book(question(answer=answer))).data)
    text = next(page.get_textpage() for page in pdf if "GraphSAGE" in page.get_textpage().get_text_range())
    whole = text.get_text_range()
    start = whole.index("字" * 14)
    x, y = ctypes.c_double(), ctypes.c_double()
    places = list[float]()
    for k in range(start, whole.index("GraphSAGE")):
        raw.FPDFText_GetCharOrigin(text.raw, k, ctypes.byref(x), ctypes.byref(y))
        if whole[k] == "字":
            places.append(x.value)
    steps = [after - before for before, after in pairwise(places)]
    between = [step for step in steps if step < 2 * SIZE]
    assert len(steps) - len(between) == 1       # ab stands there
    assert max(between) - min(between) < 0.1
    assert min(between) > 1.05 * SIZE


@pytest.mark.parametrize(("words", "ems", "ragged"), [
    ("字" * 40, 11, True), ("字" * 40, 13, False), ("some words " * 9, 26, True), ("some words " * 9, 28, False)])
def test_narrow_boxes_are_ragged(words: str, ems: float, ragged: bool) -> None:  # noqa: FBT001 - what is expected
    """Chinese below twelve ems, other languages below twenty-seven."""
    text = TextParagraph([Run(words, STYLE)], SIZE)
    assert PRESS.ragged(text, ems * SIZE) is ragged


def test_a_reference_is_never_torn() -> None:
    """All its lines but the last are kept with the next; it ends where the next one may begin a page."""
    long = Reference("On the Role of a Long Title in " + "very " * 60 + "Long References", ("A. Author",), 2001)
    strips = [item for item in reference_strips(question(references=(long, long)), PRESS) if isinstance(item, Strip)]
    half = len(strips) // 2
    assert half > 2
    assert [strip.keep for strip in strips] == [*[True] * (half - 1), False] * 2


def test_right_options_and_reasons_stand_clear_of_their_letters() -> None:
    """All lines of all texts begin at one place, right of every letter."""
    choices = (Choice("a", rich("是" * 50), correct=True, why=rich("因为" * 40)),
               Choice("b", rich("否"), why=rich("错")),
               Choice("c", rich("也是"), correct=True, why=rich("对" * 60)))
    for made, marks in ((reason_strips, ["A✓", "B×", "C✓"]), (right_strips, ["A.", "C."])):
        strips = [item for item in made(choices, PRESS, BlockPlace(0.0, THEME.measure, THEME.body))
                  if isinstance(item, Strip)]
        puts = [(put.x, put.ink) for strip in strips for put in strip.puts if isinstance(put.ink, SetLine)]
        left = min(x for x, _ in puts if x > 0)
        assert [words_of(ink, PRESS).replace(" ", "") for x, ink in puts if x == 0] == marks
        assert all(x == left for x, _ in puts if x > 0)
        assert all(ink.width < left for x, ink in puts if x == 0)
        assert len(puts) > 2 * len(marks)
