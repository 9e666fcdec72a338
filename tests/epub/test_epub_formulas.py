"""Formulas: MathML with a drawing beside it, never wider than a small screen."""

from __future__ import annotations

import re

import pytest
from epub_books import epub, find, pages, parsed, shown, with_class

from by_hand import book, question, rich
from dlexport.exporters.epub.options import EpubOptions
from dlexport.theme.styles import theme

pytestmark = pytest.mark.unmeasured
MATH = "{http://www.w3.org/1998/Math/MathML}"
SVG = "{http://www.w3.org/2000/svg}"


def written(source: str, math: str = "mathml") -> dict[str, bytes]:
    """The files of a book whose one answer is that."""
    options = EpubOptions(math=math)    # type: ignore[arg-type] # both are options
    return dict(epub(book(question("q", answer=rich(source))), options))


def test_a_formula_leads_to_a_drawing_of_itself() -> None:
    """MathML 3, 2.2.1: `altimg` names a file of the book, and its measures are those of the drawing."""
    files = written(r"$\frac{a}{b}$")
    (math,) = pages(files)["topic-topic.xhtml"].iter(f"{MATH}math")
    drawing = parsed(files[f"EPUB/{math.get('altimg')}"])
    assert (math.get("altimg-width"), math.get("altimg-height")) == (drawing.get("width"), drawing.get("height"))
    assert f"vertical-align:{math.get('altimg-valign')}" == drawing.get("style")
    assert shown(drawing.find(f"{SVG}title")) == math.get("alttext") == r"\frac{a}{b}"


def test_one_formula_is_drawn_once() -> None:
    """However often it stands in the text; in the text and on a line of its own it looks different."""
    names = [name for name in written("$\\frac a b$ $\\frac a b$\n\n$$\\frac a b$$\n\n$$\\frac a b$$")
             if name.startswith("EPUB/formulas/")]
    assert len(names) == 2
    assert [name for name in written("$x$", "svg") if name.startswith("EPUB/formulas/")] == []


@pytest.mark.parametrize(("count", "rows"), [(6, 0), (8, 2), (14, 4)])
@pytest.mark.parametrize("ends", ["$", "$$"])
def test_a_formula_wider_than_a_small_screen_stands_in_rows(count: int, rows: int, ends: str) -> None:
    """No reader breaks a formula by itself; up to 20 em it stays whole."""
    total = "+".join(f"x_{{{n}}}w_{{{n}}}" for n in range(count))
    (math,) = pages(written(f"{ends}y={total}{ends}"))["topic-topic.xhtml"].iter(f"{MATH}math")
    assert len(list(math.iter(f"{MATH}mtr"))) == rows
    assert math.get("alttext") == f"y={total}"


@pytest.mark.parametrize(("terms", "name"), [
    (2, None), (3, "w10"), (4, "w14"), (5, "w17"), (6, "w20"), (8, "w25"), (10, "w30"), (12, "w40"), (20, "w50"),
])
def test_what_cannot_be_broken_says_how_wide_it_is(terms: int, name: str | None) -> None:
    """By a class that the style sheet sets smaller, with and without arithmetic."""
    root = pages(written(rf"$$\sqrt{{{'+'.join(['x_1y_1'] * terms)}}}$$"))["topic-topic.xhtml"]
    (box,) = with_class(root, "math")
    assert box.get("class") == (f"math {name}" if name else "math")
    sheet = theme(None).text("epub/book.css")
    assert name is None or len(re.findall(rf"\.{name}\b", sheet)) == 1 + (name > "w14")


def test_a_drawing_holds_the_rows_too() -> None:
    """With `math=svg` a wide formula is as high as its rows."""
    def height(terms: int) -> float:
        source = f"$$y={'+'.join(['x_1y_1'] * terms)}$$"
        answer = find(pages(written(source, "svg"))["topic-topic.xhtml"], "q.answer")
        (drawing,) = answer.iter(f"{SVG}svg")
        return float((drawing.get("height") or "").removesuffix("em"))

    assert height(20) > 2.5 * height(2)
