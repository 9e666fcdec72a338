"""Letters with combining marks in prints: a mark stands over or under its letter in every face."""

from __future__ import annotations

import pytest
from pdf_books import press

from dlexport.exporters.pdf.text.atoms import Mixed, WordPiece
from dlexport.exporters.pdf.text.typefaces import Look

LOOKS = {"serif": Look(), "italic": Look(italic=True), "bold": Look(weight=700), "code": Look("mono"),
         "heading": Look("hei", 600)}
LETTERS = ("x̄", "θ̂", "X̄", "p̂", "q̇", "Θ̄", "n̄̂")
PRESS = press()


def ink(piece: WordPiece, x: float) -> tuple[float, float, float, float]:
    """Left, right, lower and upper edge where the piece is drawn with its origin at x."""
    (code,) = piece.word.codes
    glyph, _ = piece.face._pairs[int(code, 16)]  # noqa: SLF001 - what the code stands for
    left, right, bottom, top = piece.face.extent(glyph)
    at = x + piece.shift
    return left + at, right + at, bottom + piece.rise, top + piece.rise


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("letter", LETTERS)
def test_marks_stand_above_the_middle_of_their_letter(letter: str, look: Look) -> None:
    """Each clear of what is below it; the letter keeps its width."""
    atom = PRESS.cast.typeface(look).western[letter]
    assert isinstance(atom.parts, Mixed)
    base, *marks = atom.parts.pieces
    left, right, _, top = ink(base, 0.0)
    assert len(marks) == len(letter) - 1
    for mark in marks:
        its_left, its_right, bottom, its_top = ink(mark, base.width)
        assert abs((its_left + its_right) / 2 - (left + right) / 2) < 0.17      # an italic's leans to the right
        assert bottom > top - 0.02
        assert mark.width == 0.0
        top = its_top
    assert atom.width == base.width


def test_a_mark_below_stands_below() -> None:
    """Where the font places it."""
    atom = PRESS.cast.typeface(Look()).western["x̣"]
    assert isinstance(atom.parts, Mixed)
    base, mark = atom.parts.pieces
    _, _, bottom, _ = ink(base, 0.0)
    assert ink(mark, base.width)[3] < bottom


def test_a_letter_that_the_font_has_with_its_mark_is_one_glyph() -> None:
    """However it was typed."""
    atom = PRESS.cast.typeface(Look()).western["y\u0302"]
    assert isinstance(atom.parts, Mixed)
    assert len(atom.parts.pieces) == 1
