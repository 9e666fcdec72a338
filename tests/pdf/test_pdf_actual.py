"""What stands for formulas and pictures is copied whole, whatever characters it has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_books import book, export, lacks, question

from by_hand import KITCHEN_SINK, keypoint, rich, title
from dlexport.pictures.media import take

_NAMES = st.text(st.sampled_from("𝒳𝒴🙂x好 .\u200b\U00013000"), min_size=1, max_size=12).filter(str.strip)


@pytest.mark.parametrize("formula", [r"𝒳 \in 𝒴", r"a + 𝒳", r"𝒳 = 𝒴 + \text{𝒳𝒳}", r"\sum_{i=1}^{n𝒳} i"])
def test_formulas_with_characters_beyond_16_bits(formula: str) -> None:
    """PDFium drops such characters from ActualText: verification would blame the file for it."""
    point = keypoint("k", f"记 **${formula}$** 和 ${formula}$")
    dated = book(question(title=title(f"题 ${formula}$"), prompt=rich(f"求 ${formula}$。\n\n$$\n{formula}\n$$\n"),
                          keypoints=(point,)))
    assert lacks(dated, export(dated, allow=True).data) == ()


@pytest.mark.parametrize("text", [
    pytest.param("a\u200d" * 300, id="joiners"), pytest.param("\u2067a\u2069" * 300, id="marks of direction"),
    pytest.param("\u1100\u1161\u11a8" * 200, id="jamo"),
    pytest.param(r"$$\left(" + r"a\middle|" * 2_000 + r"a\right)$$", id="a formula longer than a string of a PDF"),
])
def test_texts_of_much_that_is_not_drawn(text: str) -> None:
    """They stay on the paper, and are read back whole."""
    dated = book(question(answer=rich(text)))
    assert lacks(dated, export(dated, allow=True).data) == ()


@given(st.lists(_NAMES, min_size=8, max_size=8))
@settings(max_examples=12)
def test_pictures_by_their_descriptions(names: list[str]) -> None:
    """In a line and on their own, with emoji and without."""
    media = {"media/dot.png": take(KITCHEN_SINK, "media/dot.png")}
    text = "\n\n".join(f"![{name}](media/dot.png)\n\n字 ![{name}](media/dot.png) 字。" for name in names)
    dated = book(question(answer=rich(text)), media=media)
    assert lacks(dated, export(dated, allow=True).data) == ()
