"""The style sheet: what it must not do to a reader, and what Chinese needs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from epub_books import epub, kitchen_sink

from by_hand import book, question, rich
from dlexport.book.book import compose
from dlexport.reader import read
from dlexport.theme.styles import theme

SHEET = re.sub(r"/\*.*?\*/", "", theme(None).text("epub/book.css"), flags=re.DOTALL)
RULES = [(selector.strip(), body) for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", SHEET)]


def test_no_colour_of_text_is_fixed() -> None:
    """Light, sepia and dark are the reader's: figures, drawn in dark ink, and highlights have a ground of their own."""
    found = [(selector, value) for selector, body in RULES
             for value in re.findall(r"(?:^|[;\s])(?:color|background(?:-color)?)\s*:\s*([^;]+)", body)]
    hooks = [value for selector, value in found if selector == "pre .line"]
    assert set(re.findall(r"gradient\(([^)]*)\)", "".join(hooks))) == {"currentColor, currentColor"}
    assert [pair for pair in found if pair[0] != "pre .line"] == [
        ("a", "inherit"), ("mark", "#fff1a8"), ("mark", "#1b1f23"), ("figure img, p img", "#fff"),
        (".cover img", "none")]
    assert "opacity" not in SHEET       # it takes contrast away, from ink that may have none to spare


@pytest.mark.parametrize("declaration", [
    "line-height: 1.75", "line-break: strict", "hyphens: none", "text-autospace: normal", "text-align: initial",
])
def test_chinese_is_set_as_chinese(declaration: str) -> None:
    """What clreq asks for, as far as style sheets can ask for it."""
    assert declaration in SHEET


def test_nothing_is_fetched() -> None:
    """A book is read offline."""
    assert "url(" not in SHEET
    assert "@import" not in SHEET


def test_every_class_of_the_book_is_known_to_one_of_both() -> None:
    """A class that the sheet styles is one that pages carry; those of wide formulas (`w25`) are tested elsewhere."""
    styled = set(re.findall(r"\.([a-z][a-z-]*)(?![0-9])", " ".join(selector for selector, _ in RULES)))
    kinds = compose(read(Path(__file__).parents[1] / "cases" / "valid" / "kinds" / "questions.yaml"))
    wide = book(question(answer=rich(f"|{'a|' * 6}\n|{'-|' * 6}")))
    books = kitchen_sink(), compose(replace(kitchen_sink().bank, numbering="source")), kinds, wide
    carried = {name for book in books for file, data in epub(book).items() if file.endswith(".xhtml")
               for value in re.findall(r'class="([^"]*)"', data.decode()) for name in value.split()}
    assert styled - carried == set()


def test_no_punctuation_hangs() -> None:
    """WebKit counts what hangs as wider than the page, which could then be pushed aside by half a sign."""
    assert "hanging-punctuation" not in theme(None).text("epub/book.css")


@pytest.mark.parametrize("sheet", ["epub/book.css", "html/page.css", "anki/card.css"])
def test_no_space_is_added_where_webkit_lays_signs_over_each_other(sheet: str) -> None:
    """WebKit on GTK does; it is told by a property of WebKit's alone and the lack of a font of Apple's."""
    only = r"@supports \(-webkit-nbsp-mode: space\) and \(not \(font: -apple-system-body\)\) \{\s*[.\w]+ \{\s*"
    assert re.search(only + r"text-autospace: no-autospace;", theme(None).text(sheet))


@pytest.mark.parametrize("sheet", ["epub/book.css", "html/text.css"])
def test_what_is_in_a_cell_of_a_formula_does_not_inherit_its_alignment(sheet: str) -> None:
    """WebKit aligns what is within fractions and scripts by it too, and lays signs over each other."""
    assert "mtd > * { text-align: left; }" in theme(None).text(sheet)


@pytest.mark.parametrize("sheet", ["html/text.css", "anki/card.css"])
def test_bars_of_what_scrolls_have_a_colour_of_their_own(sheet: str) -> None:
    """By night Firefox draws them white, whatever `color-scheme` says."""
    assert re.search(r"scrollbar-color: var\(--[a-z]+\) transparent;", theme(None).text(sheet))
