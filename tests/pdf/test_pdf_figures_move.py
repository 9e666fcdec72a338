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
    pages.finish()
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


@pytest.mark.parametrize(("ending", "order", "pages"), [
    (Strip(300.0, floats=True), "one figure two three", 2), (Strip(150.0, floats=True), "one two three figure", 1),
    (Strip(760.0, floats=True), "one two three figure", 2), (Strip(300.0), "one two three figure", 2)])
def test_text_comes_below_a_figure_that_ends_its_part(ending: Strip, order: str, pages: int) -> None:
    """Rather than a page with a hole: the figure stands as late as it fits, but not before the part's first text."""
    drawn: list[str] = []
    one, two, three, figure = (strip._replace(puts=(Put(0.0, 0.0, Noted(name, drawn)),)) for name, strip in (
        ("one", named(Strip(60.0), "part")), ("two", Strip(60.0)), ("three", LINE), ("figure", ending)))
    made = Pages(PAPER, 1)
    made.add([*[LINE] * 20, Skip(10.0), one, Skip(10.0), two, Skip(10.0), three, Skip(10.0), figure, Skip(10.0),
              named(LINE, "next")])
    made.finish()
    assert drawn == order.split()
    assert len(made.sheets) == pages


@pytest.mark.parametrize("lines", [10, 11])
def test_a_figure_above_the_text_it_followed_is_verified(lines: int) -> None:
    """It is found in its part, once, and the page is full."""
    body = "\n\n".join(f"第{n}行。" for n in range(lines))
    answer = rich(f'{body}\n\n![图的说明]({PICTURE} "图题"){{height=400}}')
    dated = book(question(answer=answer), media=PICTURES)
    made = export(dated)
    assert lacks(dated, made.data) == ()
    text = "".join(part(made.data, "one", Part.ANSWER).split())
    assert text.count("图的说明") == 1
    assert text.index("图的说明") < text.index(f"第{lines - 1}行")


@pytest.mark.parametrize("inline", ["", f"![小]({BITMAP}){{height=20}} 与 ![小]({BITMAP}){{height=20}}。\n\n"])
@pytest.mark.parametrize("lines", [11, 13])
def test_a_figure_without_caption_that_begins_its_part(lines: int, inline: str) -> None:
    """The text that it stands above comes before it whole: no line of it waits with the figure."""
    body = "\n\n".join(f"第{n}段。" + "说明文字，" * 40 for n in range(4))
    dated = book(replace(question(answer=rich("\n\n".join(f"第{n}行。" for n in range(lines)))),
                         analysis=rich(f"![图]({PICTURE}){{height=320}}\n\n{inline}{body}")), media=PICTURES)
    made = export(dated)
    assert lacks(dated, made.data) == ()
    text = "".join(part(made.data, "one", Part.ANALYSIS).split())
    assert 0 < text.index("第0段。" + "说明文字，" * 40) < text.index("图")


def test_a_figure_that_ends_its_part_stays_there() -> None:
    """Also where it is bound to the part below it, as a prompt is to its answer."""
    drawn: list[str] = []
    ending = Strip(300.0, (Put(0.0, 0.0, Noted("figure", drawn)),), keep=True, floats=True)
    answer = named(Strip(20.0, (Put(0.0, 0.0, Noted("answer", drawn)),)), "answer")
    pages = Pages(PAPER, 1)
    pages.add([*[LINE] * 30, Skip(10.0), ending, Strip(8.0, keep=True), answer])
    pages.finish()
    assert drawn == ["figure", "answer"]
    assert pages.found == {"answer": 2}


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


@pytest.mark.parametrize("lines", [10, 12, 14])
def test_no_figure_comes_between_a_program_and_what_it_prints(lines: int) -> None:
    """It waits until both have ended, wherever the page ends."""
    program = "\n".join(f"program{n} = {n}" for n in range(20))
    answer = rich("\n\n".join(f"第{n}行。" for n in range(lines)) +
                  f'\n\n![图的说明]({PICTURE} "图题"){{height=320}}\n\n'
                  f"```\n{program}\n```\n\n```\nprinted\n```\n\n完。")
    dated = book(question(answer=answer), media=PICTURES)
    made = export(dated)
    assert lacks(dated, made.data) == ()
    text = "".join(part(made.data, "one", Part.ANSWER).split())
    assert not text.index("program19=19") < text.index("图的说明") < text.index("printed")
