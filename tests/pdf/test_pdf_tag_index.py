"""The index of tags at the end of the handout."""

from __future__ import annotations

import re

from pdf_books import book, export, lacks, page_texts, question
from structure_walk import inner, tree
from test_pdf_file import named_pages, opened


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
    """Each block fills its columns one after the other; the file's structure reads them so, too."""
    tags = (*(f"layer{n}" for n in (10, 2, 1, 3)), "llm", "Attention", "zoo")
    dated = book(question("one", tags=tags), tag_names=(("llm", "大语言模型"), ("zoo", "Model Zoo")))
    data = export(dated).data
    words = page_texts(data)[named_pages(data)["tags"]].split("标签")[1].replace("　", " ").split("附录")[0]
    assert re.sub(r"\b3\b", " ", words).split()[:8] == [
        "Attention", "layer3", "大语言模型", "layer1", "layer10", "layer2", "Model", "Zoo"]
    assert lacks(dated, data) == ()
    with opened(data) as pdf:
        items = [element for element in tree(pdf) if element.S == "/LI" and inner(element) == ["LBody"]]
    assert len(items) == 7


def test_the_pages_are_links() -> None:
    """A list item for each tag, a link for each page."""
    data = export(book(question("one", tags=("b", "c")), question("three", topic="other", tags=("b",)))).data
    with opened(data) as pdf:
        bodies = [inner(element) for element in tree(pdf) if element.S == "/LBody"]
    assert bodies == [["Link", "Link"], ["Link"]]


def test_no_tags_no_index() -> None:
    """A bank without tags has no empty index."""
    assert "tags" not in named_pages(export(book(question("one"))).data)
