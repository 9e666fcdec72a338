"""What a handout has besides its questions, and what it can be asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pdf_books import EXPORTER, book, lacks, page_texts, question
from print_kinds import context
from test_pdf_file import named_pages

from by_hand import KITCHEN_SINK, keypoint, rich, title
from dlexport.exporters.pdf.blocks.theme_colours import themed
from dlexport.exporters.pdf.handout.exporter import PdfExporter
from dlexport.exporters.pdf.style.theme import read_theme
from dlexport.pictures.media import take
from dlexport.pictures.svg.reading import parse
from dlexport.pictures.svg.shapes import Outline
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from dlexport.lock.lock import DatedBook

PICTURE = "media/sub/shapes.svg"
PICTURES = {PICTURE: take(KITCHEN_SINK, PICTURE)}
TABLE = "| 甲 | 乙 |\n| - | - |\n| 1 | 2 |\n: 表的题"


def pages(dated: DatedBook, **options: object) -> tuple[list[str], dict[str, int]]:
    """The texts of the pages without white space, and the page (from 0) of each named place; all is verified."""
    data = EXPORTER.export(dated, PdfExporter.Options(**options), context()).data   # type: ignore[arg-type]
    assert lacks(dated, data) == ()
    return ["".join(text.split()) for text in page_texts(data)], named_pages(data)


def test_the_colophon() -> None:
    """Version, licence, address, tool and the fonts that were used are on the last page."""
    dated = book(question(analysis=rich("`code` $x$")), version="2.5", license="CC BY 4.0", url="https://example.org/b",
                 authors=("张三", "李四"))
    texts, places = pages(dated)
    assert places["colophon"] == len(texts) - 1
    assert [word for word in ("版本2.5", "CCBY4.0", "https://example.org/b", "张三、李四", "dlexport", "NotoSerifSC",
                              "JetBrainsMono", "STIXTwoMath") if word not in texts[-1]] == []


@pytest.mark.parametrize("graded", [True, False])
def test_the_legend(graded: bool) -> None:  # noqa: FBT001 - a case
    """The contents say what the dots mean, if there are any."""
    texts, _ = pages(book(question(difficulty=2 if graded else None)))
    assert ("基础难度" in texts[1] or "进阶" in texts[1]) == graded


def test_the_crib() -> None:
    """After each chapter that has key points a page of them all, under the titles of their questions."""
    dated = book(question("one", keypoints=(keypoint("k", "要点 **甲**。"),)),
                 question("two", topic="other", title=title("另一题")))
    texts, places = pages(dated, crib=True)
    (place,) = [name for name in places if name.startswith("k.")]
    assert texts[places[place]].startswith("考前速览")
    assert "要点甲。" in texts[places[place]]
    assert places["q.two"] > places[place]
    assert not any(name.startswith("k.") for name in pages(dated)[1])


@pytest.mark.parametrize(("count", "sheets"), [(3, 1), (8, 1), (14, 2)])
def test_a_crib_is_one_page_as_long_as_it_can_be(count: int, sheets: int) -> None:
    """In smaller type, closer together; beyond that in the largest type that takes no more pages than the smallest."""
    points = tuple(keypoint(f"k{k}", "要点说的是 **一件事** 和另一件事。") for k in range(4))
    dated = book(*(question(f"q{n}", keypoints=points) for n in range(count)))
    texts, places = pages(dated, crib=True)
    (place,) = [name for name in places if name.startswith("k.")]
    end = places["appendix"]
    assert end - places[place] == sheets
    assert sum(text.count("一件事和另一件事") for text in texts[places[place]:end]) == 4 * count


def test_figures_and_tables_are_numbered_where_asked_for() -> None:
    """Within each chapter; those without a caption are not."""
    figure = f'![说明]({PICTURE} "图的题"){{height=40}}'
    text = rich(f"{figure}\n\n{TABLE}\n\n![说明]({PICTURE})\n\n{figure}")
    dated = book(question("one", answer=text), question("two", topic="other", answer=text), media=PICTURES)
    shown = "".join(pages(dated, numbers=True)[0])
    assert re.findall(r"[图表][0-9]-[0-9](?=[图表]的题)", shown) == [
        "图1-1", "表1-1", "图1-2", "图2-1", "表2-1", "图2-2"]
    assert "图1-1" not in "".join(pages(dated)[0])


def test_each_question_on_a_page_of_its_own() -> None:
    """The first stays below the head of its chapter."""
    dated = book(*(question(f"q{n}") for n in range(4)))
    _, places = pages(dated, page="question")
    assert [places[f"q.q{n}"] - places["q.q0"] for n in range(4)] == [0, 1, 2, 3]
    _, places = pages(dated)
    assert places["q.q1"] == places["q.q0"]


def test_the_running_head_names_the_question_at_the_top() -> None:
    """The one that goes on from the page before, or that begins there; elsewhere the book is named."""
    long = rich("\n\n".join("字" * 300 for _ in range(9)))
    dated = book(question("one", title=title("第一题的标题"), answer=long),
                 question("two", title=title("第二题的标题"), answer=long), title=title("书名"))
    texts, places = pages(dated)
    for page in range(places["q.one"] + 1, places["q.two"] + 1):
        assert "1第一题的标题" in texts[page]
    assert "2第二题的标题" in texts[places["q.two"] + 1]


def test_drawings_follow_the_accent() -> None:
    """What is drawn in a colour of the default theme has that of the theme in effect; all else stays."""
    drawing = parse(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#0f5c6e" '
                    b'stroke="#123456"/></svg>', "x.svg")
    default = read_theme(theme(None))
    assert themed(drawing, default) is drawing
    red = replace(default, colours={**default.colours, "accent": "#B00020"})
    (shape,) = themed(drawing, red).shapes
    assert isinstance(shape, Outline)
    assert (shape.paint.fill, shape.paint.stroke) == ((176, 0, 32), (18, 52, 86))
