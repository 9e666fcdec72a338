"""Pages: what belongs together stays together, and nothing is lost or pushed off the sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pdf_books import book, export, lacks, page_texts, press, question

from by_hand import rich, title
from dlexport.book.bank import Reference
from dlexport.exporters.pdf.blocks.blocks import BlockSetter
from dlexport.exporters.pdf.blocks.place import BlockPlace
from dlexport.exporters.pdf.blocks.rules import Wire
from dlexport.exporters.pdf.pages.pages import Pages
from dlexport.exporters.pdf.pages.strips import Bar, Skip, Strip, Tint, beside, kept, led, sociable, text_strips, within

if TYPE_CHECKING:
    from dlexport.exporters.pdf.style.paper import Name

PRESS = press()
A4 = PRESS.theme.paper("a4")
HEIGHT = A4.height_of_text      # 666 points
BODY = BlockPlace(0.0, PRESS.theme.measure, PRESS.theme.body)


def filled(*items: Strip | Skip, ease: float = 1.0, tightest: float = 1.0) -> Pages:
    """Pages with these items; names in `places` tell where each went."""
    pages = Pages(A4, 1, ease, tightest=tightest)
    pages.add(items)
    pages.finish()
    return pages


def strip(name: str, height: float = 100.0, *, keep: bool = False) -> Strip:
    return Strip(height, keep=keep, places=(name,))


def test_a_heading_is_never_stranded() -> None:
    """What is kept with the next goes over to the next page with it."""
    pages = filled(strip("a", 600), strip("heading", 30, keep=True), strip("text", 40))
    assert pages.found == {"a": 1, "heading": 2, "text": 2}


def test_a_skip_vanishes_at_the_top() -> None:
    """White space does not begin a page, and of two skips the larger counts."""
    pages = filled(strip("a", 640), Skip(10), Skip(30), strip("b"))
    tops = {place.name: place.top for sheet in pages.finish() for place in sheet.places}
    assert tops == {"a": A4.high, "b": A4.high}
    pages = filled(strip("a"), Skip(30), Skip(10), strip("b"))
    assert pages.sheets[0].places[1].top == A4.high - 130


def test_spaces_can_be_drawn_in() -> None:
    """Eased spaces are smaller, between groups and inside them."""
    pages = filled(strip("a"), Skip(50), strip("b", keep=True), Skip(20), strip("c"), ease=0.5)
    assert [place.top for place in pages.sheets[0].places] == [A4.high, A4.high - 125, A4.high - 235]
    assert pages.filled == pytest.approx(335 / HEIGHT)


@pytest.mark.parametrize(("over", "room", "page"), [(29, 200, 1), (31, 200, 2), (29, 70, 2), (0, 70, 1)])
def test_smaller_spaces_close_a_page(over: float, room: float, page: int) -> None:
    """What is a little too high for a page that it would leave half empty is taken in; all spaces of the page give."""
    tint = Tint(0, 100, "#eef5f6")
    first = HEIGHT - 100 - 60 - room
    last = [strip("c", room - 60 + over, keep=True), Skip(20), Strip(0, places=("end",))]
    pages = filled(strip("a", first), Skip(60), strip("b"), Skip(40), *within(last, tint), strip("d"), tightest=0.75)
    assert pages.found == {"a": 1, "b": 1, "c": page, "end": page, "d": 2}
    tops = {place.name: place.top for place in pages.sheets[page - 1].places}
    if page == 1:
        assert tops["b"] == pytest.approx(A4.high - first - 60 * (1 - over / 120))
        assert tops["end"] == pytest.approx(A4.low)
        y, height = (float(pages.sheets[0].under[0].split()[-k]) for k in (6, 4))
        assert (y, y + height) == pytest.approx((A4.low, tops["c"]), abs=0.01)


def test_the_space_around_a_display_stays() -> None:
    """Six to eight tenths of an em, also where the others are made smaller."""
    for level in (PRESS.theme.body, PRESS.theme.small):
        blocks = BlockSetter(PRESS, None).blocks(rich("文\n\n$$\na\n$$\n\n文").blocks, BODY._replace(level=level))
        assert all(0.6 <= item.height / level.size <= 0.8 for item in blocks if isinstance(item, Skip))
    pages = filled(strip("a"), Skip(8, firm=True), strip("b", keep=True), Skip(8, firm=True), strip("c"), Skip(50),
                   strip("d", HEIGHT - 350), ease=0.5)
    assert [place.top for place in pages.sheets[0].places] == [
        A4.high, A4.high - 108, A4.high - 216, A4.high - 341]
    pages = filled(strip("a"), Skip(8, firm=True), strip("b"), Skip(50), strip("c", HEIGHT - 250), tightest=0.5)
    assert [place.top for place in pages.sheets[0].places] == [A4.high, A4.high - 108, A4.high - 250]


def test_a_group_taller_than_a_page() -> None:
    """It begins where it stands, goes over as it must, and loses nothing."""
    pages = filled(strip("a"), *(strip(f"k{n}", keep=True) for n in range(12)), strip("end"))
    assert pages.found["k0"] == 1
    assert pages.found["end"] == 3
    assert len(pages.found) == 14


def test_a_repeated_head() -> None:
    """A strip that begins a page has its head set again above it."""
    head = Strip(20, places=("head",))
    pages = filled(strip("a", 600), Strip(100, head=(head,), places=("row",)))
    assert [place.name for place in pages.sheets[1].places] == ["head", "row"]


def test_a_repeated_head_has_what_runs_behind_its_table() -> None:
    """The bar beside an analysis runs beside the head too that is set again."""
    head, bar = Strip(20), Bar(0, 1, "#c9d3d6")
    pages = filled(strip("a", 600), *within([Strip(100, head=(head,))], bar))
    pages.finish()
    op, = pages.sheets[1].under
    assert float(op.split()[-4]) == 120


def test_bands() -> None:
    """A ground and a bar run behind all their strips, on each page they reach."""
    tint, bar = Tint(0, 100, "#eef5f6"), Bar(0, 1, "#c9d3d6")
    items = within(within([strip("a", 400), Skip(10), strip("b", 400)], bar), tint)
    sheets = filled(*items).finish()
    assert [len(sheet.under) for sheet in sheets] == [2, 2]
    assert all(op.endswith("re f Q") for sheet in sheets for op in sheet.under)
    assert sheets[0].content().startswith("/Artifact BMC")
    assert Pages(A4, 1).finish() == []


def test_mirrored_margins() -> None:
    """Odd pages are bound at the left, even ones at the right."""
    assert A4.left(1) == 113.4
    assert A4.left(2) + A4.measure == pytest.approx(A4.width - 113.4)


def test_first_and_last_lines() -> None:
    """Of a paragraph neither the first nor the last line is alone."""
    setter = BlockSetter(PRESS, None)
    strips = setter.blocks(rich("字" * 36 * 5).blocks, BODY)
    assert [item.keep for item in strips] == [True, False, False, True, False]
    assert [item.keep for item in setter.blocks(rich("字" * 36 * 3).blocks, BODY)] == [True, True, False]
    assert text_strips([], 0, 10, 18) == []
    assert kept([]) == []


def test_first_and_last_points() -> None:
    """Of points neither the first nor the last is alone, and a label has two of them beside it, if there are two."""
    assert [sorted(sociable(count)) for count in range(6)] == [[], [], [0], [0, 1], [0, 2], [0, 3]]
    one, two = strip("a"), strip("b")
    assert led([one, Skip(3), two]) == [strip("a", keep=True), Skip(3), two]
    assert led([one]) == [one]
    assert led([]) == []


def test_a_mark_beside_what_has_no_text() -> None:
    """A list's mark stands beside a picture or rule as well, and where there is nothing at all."""
    wire, mark = Wire(10, 1, "#000000"), Wire(1, 1, "#000000")
    drawn = Strip(5, within([], Bar(0, 1, "#000000")) or ((0, 0, wire),))
    assert len(beside([drawn], 0, mark)) == 2
    assert beside([Skip(3)], 0, mark) == [Skip(3)]


@pytest.mark.unmeasured
@pytest.mark.parametrize("size", ["a4", "letter"])
def test_a_long_bank(size: Name) -> None:
    """Prompts stay with their titles, heads stand on no chapter's first page, and nothing is lost on either paper."""
    text = rich("\n\n".join(f"第{n}段，" + "训练误差小，而测试误差大。" * 9 for n in range(6)))
    questions = [question(f"q{n}", title=title(f"第{n}个问题"), prompt=rich(f"题目{n}，" * 20), answer=text,
                          analysis=text, topic=f"t{n % 2}", references=(Reference("T", year=2000),)) for n in range(12)]
    dated = book(*questions)
    data = export(dated, paper=size).data
    assert lacks(dated, data) == ()
    for words in page_texts(data):
        for n in range(12):
            if f"第{n}个问题" in words and f"题目{n}" not in words:
                assert "目录" in words      # the contents alone name a question without its prompt
    document = pypdfium2.PdfDocument(data)
    for page in document:
        _, low, _, high = page.get_artbox()
        text_page = page.get_textpage()
        for k in range(text_page.count_rects()):
            _, bottom, _, top = text_page.get_rect(k)
            inside = bottom >= low - 1 and top <= high + 1
            assert inside or top < low or bottom > high


@pytest.mark.unmeasured
def test_a_few_lines_do_not_get_a_page_of_their_own() -> None:
    """Where a chapter would end in a few stray lines, its spaces are drawn in; but a long chapter is set once."""
    def pages(count: int, lines: int) -> list[str]:
        questions = [question(f"q{n}", answer=rich("字" * 36 * lines)) for n in range(count)]
        return page_texts(export(book(*questions)).data)

    last_lines = []
    for lines in range(1, 24):
        texts = pages(3, lines)
        chapter = [text for text in texts if "附录" not in text][1:]
        last_lines.append(len(chapter[-1].splitlines()) if len(chapter) > 1 else 99)
    assert min(last_lines) >= 3
    assert len(pages(41, 1)) > 4


@pytest.mark.parametrize(("count", "pages"), [(27, 1), (33, 1), (39, 2)])
def test_contents_do_not_spill(count: int, pages: int) -> None:
    """A few lines too many are set smaller; where that does not help, they have a page of their own."""
    texts = page_texts(export(book(*(question(f"q{n}") for n in range(count)))).data)
    assert next(k for k, text in enumerate(texts) if text.startswith("第一章") and "目录" not in text) == 1 + pages
    assert "附录" in texts[pages]


def test_a_running_head_is_cut_short() -> None:
    """A title too long for its half of the head ends in an ellipsis."""
    long = "很长的标题" * 20
    questions = [question(f"q{n}", title=title(long), answer=rich("字" * 2000)) for n in range(3)]
    texts = [text for text in page_texts(export(book(*questions)).data) if "…" in text]
    assert len(texts) > 1
    assert all(re.search(r"[123]\s*很长的标题[^…]*…", text) for text in texts)
