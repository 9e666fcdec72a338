"""What holds of the structure of every print: handout, quiz and cards of the real bank and of one with everything."""

from __future__ import annotations

import ctypes
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from pdf_books import EXPORTER, everything, export
from print_kinds import CARDS, QUIZ, made, of_real, real
from pypdfium2 import raw
from structure_walk import held, inner, kids, marks, numbered, parent_tree, role, tree

from dlexport.richtext.nodes import BulletList, Paragraph, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.bank import Question

pytestmark = pytest.mark.unmeasured
KINDS = {
    "handout": lambda: of_real(EXPORTER, EXPORTER.Options()),
    "quiz": lambda: made(QUIZ, real()),
    "cards": lambda: made(CARDS, real()),
    "handout of everything": lambda: export(everything()),
    "quiz of everything": lambda: made(QUIZ, everything()),
    "cards of everything": lambda: made(CARDS, everything()),
}


@pytest.fixture(scope="module", params=KINDS)
def pdf(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    """A print."""
    with pikepdf.open(io.BytesIO(KINDS[request.param]().data)) as opened:
        yield opened


def test_each_marked_sequence_is_held_once(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1, 14.7.4.1: the pages are numbered from 0, and no sequence has two holders or none."""
    found = Counter((page, number) for page, number, _ in held(pdf))
    drawn = [(page.objgen, number) for page in pdf.pages for number in numbered(page)]
    assert found == Counter(drawn)
    assert all(numbered(page) == list(range(len(numbered(page)))) for page in pdf.pages)


def test_parent_tree_leads_to_the_holder(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1, 14.7.4.4: from each marked sequence to the element that holds it."""
    parents = parent_tree(pdf)
    keys = {page.objgen: page.get("/StructParents") for page in pdf.pages}
    for page, number, element in held(pdf):
        assert parents[keys[page]][number].objgen == element.objgen


def test_elements_know_their_parents(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1, Table 323: P leads to the element above; none is without content or kids, but an empty cell."""
    for element in tree(pdf):
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen
        assert kids(element) or role(element) in {"TD", "TH"}


def test_all_that_is_shown_is_content_or_artifact(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1, 7.1: in exactly one element, or in an artifact."""
    assert {mark for page in pdf.pages for mark in marks(page)} <= {(1, False, True), (0, True, True)}


def test_headings_skip_no_level(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1, 7.4.2."""
    level = 0
    for element in tree(pdf):
        if re.fullmatch("H[1-6]", role(element)):
            assert int(role(element)[1]) <= level + 1
            level = int(role(element)[1])


def test_what_holds_what(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1, 14.8.4.3: lists, tables and contents hold what belongs in them, and nothing else does."""
    may = {"L": {"LI"}, "LI": {"Lbl", "LBody"}, "Table": {"TR"}, "TR": {"TH", "TD"}, "TOC": {"TOCI"},
           "TOCI": {"Reference"}}
    within = {"LI", "LBody", "TR", "TH", "TD", "TOCI"}
    for element in tree(pdf):
        assert set(inner(element)) <= may.get(role(element), set(inner(element)) - within), role(element)


def test_what_cannot_be_read_has_an_alternative(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1, 7.3 and 7.7."""
    for element in tree(pdf):
        if role(element) in {"Figure", "Formula"}:
            assert str(element.Alt)


def test_links_are_held_by_a_link(pdf: pikepdf.Pdf) -> None:
    """ISO 14289-1, 7.18.5."""
    parents = parent_tree(pdf)
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            assert role(parents[link.StructParent]) == "Link"


def test_clean(pdf: pikepdf.Pdf) -> None:
    """QPDF finds nothing to complain of."""
    assert pdf.check_pdf_syntax() == []


def test_read_in_the_order_of_the_source() -> None:
    """Paragraph by paragraph, question by question, the structure is read as the bank has it.

    The words are PDFium's. Poppler, which takes a minute for so many elements, reads a short print in
    test_pdf_structure.
    """
    data = of_real(EXPORTER, EXPORTER.Options()).data
    words = shown(data)
    with pikepdf.open(io.BytesIO(data)) as opened:
        pages = {page.objgen: number for number, page in enumerate(opened.pages)}
        read = "".join(words.get((pages[page], mark), "") for page, mark, _ in held(opened))
    text = "".join(read.split())
    at = text.index("第一章", text.index("附录"))       # after the contents
    expected = [words for entry in real().book.entries() for words in beginnings(entry.question)]
    assert len(expected) > 80
    for words in expected:
        at = text.index(words, at)


def shown(data: bytes) -> dict[tuple[int, int], str]:
    """The text of each marked sequence, by the index of its page and its number."""
    found: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        text = page.get_textpage()
        for one in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
            key = number, raw.FPDFPageObj_GetMarkedContentID(one.raw)
            size = raw.FPDFTextObj_GetText(one.raw, text.raw, None, 0)
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFTextObj_GetText(one.raw, text.raw, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
            found[key] = found.get(key, "") + buffer.raw[:size].decode("utf-16-le").rstrip("\0")
    return found


def beginnings(question: Question) -> Iterator[str]:
    """The words that the paragraphs and list items of prompt, answer and analysis begin with, without spaces."""
    blocks = [block for field in (question.prompt, question.answer, question.analysis) for block in field.blocks]
    for block in blocks:
        inside = [one for item in block.items for one in item.blocks] if isinstance(block, BulletList) else [block]
        for one in inside:
            if isinstance(one, Paragraph) and isinstance(one.children[0], Text):
                yield "".join(one.children[0].text.split())
