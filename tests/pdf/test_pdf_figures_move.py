"""Figures of the handout that no longer fit on a page wait for the next one, and the text below them fills the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from pdf_books import book, export, lacks, part, question

from by_hand import KITCHEN_SINK, rich
from dlexport.exporters.pdf.pages.pages import Pages
from dlexport.exporters.pdf.pages.strips import Put, Skip, Strip
from dlexport.exporters.pdf.style.paper import Paper
from dlexport.pictures.media import take
from dlexport.plugin.contract import Part

if TYPE_CHECKING:
    from dlexport.exporters.pdf.drawing.sheet import Sheet
    from dlexport.lock.lock import DatedBook

PAPER = Paper(600.0, 1000.0, 100.0, 400.0, 100.0, 800.0, 50.0, 50.0)
LINE = Strip(20.0)
PICTURE = "media/sub/shapes.svg"
BITMAP = "media/gradient.png"
PICTURES = {path: take(KITCHEN_SINK, path) for path in (PICTURE, BITMAP)}


def placed(items: list[Strip | Skip]) -> list[list[float]]:
    """The tops of the named strips of each page, 0 being the top of the text."""
    pages = Pages(PAPER, 1)
    pages.add(items)
    return [[round(900 - place.top) for place in sheet.places] for sheet in pages.finish()]


@dataclass
class Noted:
    """Ink that notes when it is drawn."""

    name: str
    drawn: list[str]

    def draw(self, sheet: Sheet, x: float, y: float) -> None:   # noqa: ARG002 - the order alone counts
        """Note it."""
        self.drawn.append(self.name)


def named(strip: Strip, name: str) -> Strip:
    return strip._replace(places=(name,))


def test_text_fills_the_page_above_a_figure() -> None:
    """The figure comes at the top of the next page, as soon as a paragraph has ended."""
    figure = Strip(300.0, floats=True)
    text: list[Strip | Skip] = [LINE] * 30
    after: list[Strip | Skip] = [item for _ in range(20) for item in (Skip(10.0), LINE)]
    pages = Pages(PAPER, 1)
    pages.add([*text, Skip(10.0), figure, *after])
    assert len(pages.finish()) == 2
    without = Pages(PAPER, 1)
    without.add([*text, Skip(10.0), figure._replace(floats=False), *after])
    assert len(without.finish()) == 3


def test_a_figure_stays_in_its_part() -> None:
    """Where the next part begins it is placed first."""
    tops = placed([*[LINE] * 30, Skip(10.0), Strip(300.0, floats=True), Skip(10.0), LINE, Skip(10.0),
                   named(LINE, "next")])
    assert tops == [[], [310]]


def test_the_name_of_a_part_stands_with_its_first_text() -> None:
    """So does its label, though the figure that came first waits."""
    tops = placed([*[LINE] * 30, Skip(10.0), named(Strip(300.0, floats=True), "part"), Skip(10.0), LINE, Skip(10.0),
                   LINE])
    assert tops == [[610], []]


def test_no_figure_overtakes_another() -> None:
    """One that would fit waits behind the one above it; the text below them fills the page."""
    drawn: list[str] = []
    items: list[Strip | Skip] = [LINE] * 30
    for name, strip in {"high": Strip(300.0, floats=True), "small": Strip(40.0, floats=True), "text": LINE}.items():
        items += [Skip(10.0), strip._replace(puts=(Put(0.0, 0.0, Noted(name, drawn)),))]
    pages = Pages(PAPER, 1)
    pages.add(items)
    assert drawn == ["text", "high", "small"]


@pytest.mark.parametrize("lines", range(14, 34, 3))
def test_a_figure_that_moved_is_verified(lines: int) -> None:
    """Wherever the page ends, no paragraph is torn by a figure, and all is found in its part."""
    body = "\n\n".join(f"第{n}段。" + "说明文字，" * 20 for n in range(12))
    dated = book(replace(
        question(answer=rich("\n\n".join(f"第{n}行。" for n in range(lines)))),
        analysis=rich(f'![图的说明]({PICTURE} "图题"){{height=320}}\n\n{body}')), media=PICTURES)
    made = export(dated)
    assert lacks(dated, made.data) == ()
    text = "".join(part(made.data, "one", Part.ANALYSIS).split())
    assert text.count("图的说明") == 1


@pytest.mark.parametrize("other", [PICTURE, BITMAP])
def test_a_figure_that_moved_below_a_picture_in_text_is_verified(other: str) -> None:
    """Both are found; a print with another figure in its place lacks one."""
    body = "\n\n".join(f"第{n}段。" + "说明文字，" * 20 for n in range(12))

    def dated(figure: str) -> DatedBook:
        return book(replace(
            question(answer=rich("\n\n".join(f"第{n}行。" for n in range(14)))), analysis=rich(
                f'![图的说明]({figure} "图题"){{height=320}}\n\n行内![小图]({BITMAP}){{height=20}}。\n\n{body}')),
            media=PICTURES)
    print_of_other = export(dated(other)).data
    text = "".join(part(print_of_other, "one", Part.ANALYSIS).split())
    assert text.index("小图") < text.index("图的说明")
    assert bool(lacks(dated(PICTURE), print_of_other)) is (other != PICTURE)
