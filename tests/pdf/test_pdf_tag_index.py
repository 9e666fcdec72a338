"""The index of tags at the end of the handout."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from pdf_books import book, export, lacks, page_texts, press, question
from structure_walk import inner, tree
from test_pdf_file import named_pages, opened

from dlexport.exporters.pdf.drawing.links import ToPlace
from dlexport.exporters.pdf.handout.tag_index import TagIndex
from dlexport.exporters.pdf.pages.pages import Pages


def test_each_tag_has_the_pages_of_its_questions() -> None:
    """In the order of the tags, each page once, also where two questions share it."""
    dated = book(question("one", tags=("b", "中文")), question("two", tags=("b",)), question("three", topic="other",
                                                                                          tags=("b", "a")))
    data = export(dated).data
    places = named_pages(data)
    text = page_texts(data)[places["tags"]]
    first, other = places["q.one"] + 1, places["q.three"] + 1
    assert text.split("标签")[1].replace("　", " ").split()[:6] == [
        "a", str(other), "b", f"{first}、{other}", "中文", str(first)]
    assert lacks(dated, data) == ()


def test_down_the_columns_in_natural_order_by_their_names() -> None:
    """The columns are alike in height; text and structure are read down them."""
    tags = (*(f"layer{n}" for n in (10, 2, 1, 3)), "llm", "Attention", "zoo")
    dated = book(question("one", tags=tags), tag_names=(("llm", "大语言模型"), ("zoo", "Model Zoo")))
    data = export(dated).data
    words = page_texts(data)[named_pages(data)["tags"]].split("标签")[1].replace("　", " ").split("附录")[0]
    assert re.sub(r"\b3\b", " ", words).split()[:8] == [
        "Attention", "layer1", "layer2", "layer3", "layer10", "Model", "Zoo", "大语言模型"]
    assert lacks(dated, data) == ()
    with opened(data) as pdf:
        items = [element for element in tree(pdf) if element.S == "/LI" and inner(element) == ["LBody"]]
    assert len(items) == 7


def columns(data: bytes) -> list[list[list[str]]]:
    """The tags of each page of the index, column by column from the left, each from top to bottom."""
    first = named_pages(data)["tags"]
    found: list[list[list[str]]] = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in list(pdf)[first:-1]:
            text = page.get_textpage()
            spots = [(round(left), -round(bottom), words[0]) for k in range(text.count_rects())
                     for left, bottom, right, top in [text.get_rect(k)]
                     if (words := text.get_text_bounded(left, bottom, right, top).split()) and words[0][:3] == "tag"]
            lefts = sorted({left for left, _, _ in spots})
            found.append([[tag for left, _, tag in sorted(spots) if left == at] for at in lefts])
    return found


@pytest.mark.parametrize(("count", "rows"), [(5, [[2, 2, 1]]), (20, [[7, 7, 6]]), (100, [[34, 33, 33]]),
                                             (170, [[49, 49, 49], [8, 8, 7]])])
def test_the_columns_of_each_page_run_on(count: int, rows: list[list[int]]) -> None:
    """Down one column after the other, and then on the next page; those of the last page are alike in height."""
    tags = [f"tag{n}" for n in range(count)]
    data = export(book(*(question(f"q{n}", tags=tuple(tags[n::2])) for n in range(2)))).data
    found = columns(data)
    assert [[len(column) for column in page] for page in found] == rows
    assert [tag for page in found for column in page for tag in column] == tags


@pytest.mark.unmeasured
def test_a_tag_of_many_pages() -> None:
    """Its lines go on in the next column, and on the next page, in order and inside the text."""
    count = 1200
    dated, setting = book(*(question(f"q{n}", tags=("common",)) for n in range(count))), press()
    pages = Pages(setting.theme.paper("a4"), 1)
    TagIndex(dated.book, {f"q.q{n}": n + 1 for n in range(count)}, setting).put_on(pages)
    sheets = pages.finish()
    assert len(sheets) == 2
    targets = [area.target for sheet in sheets for area in sheet.areas]
    assert [to.place for to in targets if isinstance(to, ToPlace)] == [f"q.q{n}" for n in range(count)]
    assert all(sheet.low - 1 < area.bottom < area.top < sheet.high for sheet in sheets for area in sheet.areas)


def test_the_pages_are_links() -> None:
    """A list item for each tag, a link for each page."""
    data = export(book(question("one", tags=("b", "c")), question("three", topic="other", tags=("b",)))).data
    with opened(data) as pdf:
        bodies = [inner(element) for element in tree(pdf) if element.S == "/LBody"]
    assert bodies == [["Link", "Link"], ["Link"]]


def test_no_tags_no_index() -> None:
    """A bank without tags has no empty index."""
    assert "tags" not in named_pages(export(book(question("one"))).data)
