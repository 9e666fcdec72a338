"""The cover: titles, drawing and imprint, none over another."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pdf_books import book, export, question
from pypdfium2 import raw

from by_hand import title

if TYPE_CHECKING:
    from typing import Any

Rect = tuple[float, float, float, float]        # left, bottom, right, top, in points


def parts(**changes: Any) -> tuple[list[tuple[str, Rect]], list[Rect]]:  # noqa: ANN401 - any field of a bank
    """The lines of text of a cover from top to bottom with their bounds, and the bounds of the drawing's strokes."""
    dated = book(question())
    dated = replace(dated, book=replace(dated.book, bank=replace(dated.book.bank, **changes)))
    with pypdfium2.PdfDocument(export(dated).data) as document:
        page = document[0]
        text = page.get_textpage()
        rects = [text.get_rect(k) for k in range(text.count_rects())]
        lines = [(text.get_text_bounded(*rect), rect) for rect in rects]
        drawing = [found.get_bounds() for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    return sorted(lines, key=lambda line: -line[1][3]), drawing


@pytest.mark.parametrize("changes", [
    {},
    {"title": title("一个特别长的题库名称" * 6)},
    {"title": title("一个特别长的题库名称" * 6), "subtitle": title("副标题" * 60)},
    {"authors": tuple(f"作者{n}" for n in range(40)), "license": "L" * 100},
    {"title": title("长" * 300), "subtitle": title("副" * 600), "authors": tuple(f"作者{n}" for n in range(40))},
])
def test_nothing_stands_over_anything_else(changes: dict[str, Any]) -> None:
    """However long the titles and the imprint are: lines, and the drawing, which is left out where there is no room."""
    lines, drawing = parts(**changes)
    for (_, one), (_, other) in combinations(lines, 2):
        assert min(one[2], other[2]) < max(one[0], other[0]) + 1 or min(one[3], other[3]) < max(one[1], other[1]) + 1
    if drawing:
        top, bottom = max(rect[3] for rect in drawing), min(rect[1] for rect in drawing)
        assert all(rect[1] >= top or rect[3] <= bottom for _, rect in lines)
    assert all(rect[0] > 0 and rect[2] < 560 and rect[1] > 40 for _, rect in lines)
    assert len(drawing) > 20 or len(lines) > 20
