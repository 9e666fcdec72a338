"""Grey prints: no colour is left in any of the three, nor in their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pytest
from pdf_books import EXPORTER, everything
from print_kinds import CARDS, QUIZ, context, of_real, real

from dlexport.exporters.pdf.style.theme import read_theme
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from dlexport.exporters.pdf.cards.exporter import CardExporter
    from dlexport.exporters.pdf.handout.exporter import PdfExporter
    from dlexport.exporters.pdf.quiz.exporter import QuizExporter

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("exporter", [EXPORTER, QUIZ, CARDS])
@pytest.mark.parametrize("ink", ["colour", "grey"])
def test_every_pixel_of_a_grey_print_is_grey(exporter: PdfExporter | QuizExporter | CardExporter, ink: str) -> None:
    """And of one in colour some are not."""
    for dated in (everything(), real()):
        options = exporter.Options(ink=ink)
        made = of_real(exporter, options) if dated is real() else exporter.export(dated, options, context())
        coloured = 0
        for page in pypdfium2.PdfDocument(made.data):
            pixels = page.render(scale=0.5).to_numpy().astype(int)[..., :3]
            coloured += int((np.ptp(pixels, axis=2) > 2).sum())
        assert (coloured == 0) == (ink == "grey")


def test_the_accent_is_seventy_per_cent_black() -> None:
    """All colours of the grey file are grey."""
    found = read_theme(theme(None), "grey")
    assert found.colours["accent"] == "#4D4D4D"
    for colour in (*found.colours.values(), *found.syntax.values()):
        assert colour[1:3] == colour[3:5] == colour[5:7]


def test_syntax_is_legible() -> None:
    """At least 4.5 : 1 on the ground of code (WCAG 2.2, 1.4.3)."""
    found = read_theme(theme(None), "grey")

    def light(colour: str) -> float:
        value = int(colour[1:3], 16) / 255
        return ((value + 0.055) / 1.055) ** 2.4

    ground = light(found.colours["code"])
    assert [name for name, colour in found.syntax.items() if (ground + 0.05) / (light(colour) + 0.05) < 4.5] == []
