"""Exams with what is unlike other exams: long titles, questions longer than a page, options that are pictures."""

from __future__ import annotations

from itertools import pairwise

import pypdfium2
import pytest
from exam_prints import FOOT, MM, rules
from pdf_books import book, question
from print_kinds import QUIZ, made
from pypdfium2 import raw

from by_hand import KITCHEN_SINK, rich, title
from dlexport.book.bank import Choice
from dlexport.exporters.pdf.book.read_back import named_places
from dlexport.pictures.media import take
from dlexport.verify.blocks import squeeze

pytestmark = pytest.mark.slow


def test_a_long_title_leaves_room_for_the_code_and_its_version_whole() -> None:
    """At the foot the number of the page is then enough; on the sheet it is smaller; no line ends within a version."""
    asked = question("one", choices=(Choice("a", rich("甲"), correct=True), Choice("b", rich("乙"))))
    dated = book(asked, title=title("很长" * 18))
    document = pypdfium2.PdfDocument(made(QUIZ, dated, size="large", versions=2, sheet=True).data)
    empty = [number for number, page in enumerate(document, 1) if not page.get_textpage().count_chars()]
    assert empty == [2, 4, 6]       # the backs of both papers and of the first answer sheet
    for page in (page for number, page in enumerate(document, 1) if number not in empty):
        text = page.get_textpage()
        boxes = sorted(text.get_rect(index) for index in range(text.count_rects()))
        assert boxes[0][0] > 19 * MM
        assert max(box[2] for box in boxes) < page.get_width() - 19 * MM
        feet = [box for box in boxes if 25 < box[1] < FOOT - 10]
        assert all(before[2] < after[0] for before, after in pairwise(feet))
    assert "（A卷）" in squeeze(next(line for line in document[0].get_textpage().get_text_range().splitlines()
                                    if "卷" in line))


def test_a_question_longer_than_a_page_is_followed_by_its_room_and_others() -> None:
    """Its last page is filled like any other."""
    dated = book(question("one", prompt=rich("长" * 1500), answer=rich("短")), question("two", answer=rich("短")))
    document = pypdfium2.PdfDocument(made(QUIZ, dated).data)
    assert len(document) == 2
    assert len(rules(document[1])) > 20
    assert [place.page for place in named_places(document) if place.name == "q.two"] == [1]


def test_options_that_are_pictures_stand_in_columns() -> None:
    """By their width, each beside its letter."""
    media = {"media/dot.png": take(KITCHEN_SINK, "media/dot.png")}
    choices = tuple(Choice(ident, rich(f"![{ident}](media/dot.png =90x60)"), ident == "a") for ident in "abcd")
    page = pypdfium2.PdfDocument(made(QUIZ, book(question("one", choices=choices), media=media)).data)[0]
    boxes = [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)]
    assert len(boxes) == 4
    assert len({round(box[3]) for box in boxes}) == 1
    assert [round(box[2] - box[0], 1) for box in boxes] == [67.5] * 4
