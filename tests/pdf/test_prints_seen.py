"""What nobody can see on the paper is not in a print, whatever its text says."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from pdf_books import EXPORTER, book, everything, export, lacks, question, title, whole
from print_kinds import CARDS, context
from print_kinds import lacks as lacks_of

from dlexport.cache import Cache
from dlexport.exporters.pdf.file.page_contents import page_contents
from dlexport.plugin.contract import Part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Change = Callable[[pikepdf.Pdf, pikepdf.Page], None]

_PAPER = "0 0 1000 1000"        # more than all of it
_IMAGE = re.compile(rb"/FormXob\.\w+ Do")


@cache
def page_with_pictures() -> tuple[int, list[tuple[float, float, float, float]]]:
    """The page with the most bitmaps, and where they are."""
    document = pypdfium2.PdfDocument(whole().data)
    found = [[one.get_bounds() for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
             for page in document]
    index = max(range(len(found)), key=lambda k: len(found[k]))
    return index, found[index]


def edited(change: Change) -> bytes:
    """The handout of the book with everything, with that page changed."""
    with pikepdf.open(io.BytesIO(whole().data)) as pdf:
        change(pdf, pdf.pages[page_with_pictures()[0]])
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def over(ops: str) -> Change:
    """Paint something over all that is on the page."""
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.contents_add(pdf.make_stream(f"q {ops} Q".encode()))
    return change


def under(ops: str) -> Change:
    """Paint something below all that is on the page, or change how it is painted."""
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.contents_add(pdf.make_stream(ops.encode()), prepend=True)
    return change


def rewritten(pattern: re.Pattern[bytes], text: bytes) -> Change:
    """Other operators in place of some."""
    def change(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
        page.contents_coalesce()
        page.Contents = pdf.make_stream(pattern.sub(text, page.Contents.read_bytes()))
    return change


def through_a_glass(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Paint over all of it, so that it still shows."""
    page.Resources.ExtGState = pikepdf.Dictionary(Glass=pikepdf.Dictionary(ca=0.3))
    over(f"/Glass gs 0.5 g {_PAPER} re f")(pdf, page)


def smaller(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Half the paper."""
    page.MediaBox = pikepdf.Array([0, 0, 300, 842])


def over_pictures(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A white sheet on each bitmap."""
    for left, bottom, right, top in page_with_pictures()[1]:
        over(f"1 g {left - 1} {bottom - 1} {right - left + 2} {top - bottom + 2} re f")(pdf, page)


def cut_short(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Half the data of each bitmap."""
    for image in page.Resources.XObject.values():
        data = image.read_raw_bytes() if image.Filter == "/DCTDecode" else image.read_bytes()
        image.write(data[:len(data) // 2], filter=image.Filter if image.Filter == "/DCTDecode" else None)


def others(_pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Other bitmaps."""
    for image in page.Resources.XObject.values():
        image.Width, image.Height = 1, 1
        image.write(bytes(3))
        image.ColorSpace, image.BitsPerComponent = pikepdf.Name("/DeviceRGB"), 8


HIDDEN = {
    "covered": over(f"1 g {_PAPER} re f"),
    "covered by a curve": over("1 g 0 0 m 0 2000 2000 2000 2000 0 c f"),
    "covered by a bitmap": over("1000 0 0 1000 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI"),
    "beside the paper": under("1 0 0 1 2000 0 cm"),
    "below the paper": under("1 0 0 1 0 -2000 cm"),
    "on smaller paper": smaller,
    "invisible": rewritten(re.compile(rb"\bBT\b(?! /\S+ 1 Tf 3 Tr)"), b"BT 3 Tr"),
}
SEEN = {
    "as it was": lambda _pdf, _page: None,
    "on a tint": under(f"q 0.9 g {_PAPER} re f Q"),
    "in a frame": over(f"{_PAPER} re S"),
    "beside a stain": over("0.5 g 0 0 40 842 re f"),
    "through a glass": through_a_glass,
}
PICTURES = {
    "covered": over_pictures,
    "not drawn": rewritten(_IMAGE, b""),
    "cut short": cut_short,
    "others": others,
}


@pytest.mark.parametrize("how", HIDDEN)
def test_hidden_text_is_not_there(how: str) -> None:
    """Whatever hides it."""
    found = [problem.message for problem in lacks(everything(), edited(HIDDEN[how]))]
    assert any(re.search("block 1[0-9]? is missing", message) for message in found)


@pytest.mark.parametrize("how", SEEN)
def test_seen_text_is_there(how: str) -> None:
    """Whatever is painted around, below or over it."""
    assert lacks(everything(), edited(SEEN[how])) == ()


@pytest.mark.parametrize("how", PICTURES)
def test_a_picture_that_nobody_sees_is_not_there(how: str) -> None:
    """Its description alone is not it; nor is another picture."""
    found = [problem.message for problem in lacks(everything(), edited(PICTURES[how]))]
    assert sum(", picture " in message for message in found) == len(page_with_pictures()[1])


def test_backs_beside_the_paper_are_not_there() -> None:
    """Cards whose backs were moved away have no answers."""
    dated = book(question("a"), question("b"))
    wanted = CARDS.Options(dx=250.0, back="answer")
    data = CARDS.export(dated, wanted, context()).data
    missing = lacks_of(CARDS, dated, data, dx=250.0, back="answer")
    assert {problem.message.split(", ")[1] for problem in missing} == {Part.ANSWER}


def test_a_tag_is_not_found_in_the_title() -> None:
    """Where the marks begin has a name of its own."""
    dated = book(question("a", title=title("cnn 与 rnn"), tags=("cnn", "rnn"), difficulty=2))
    bare = book(question("a", title=title("cnn 与 rnn"), difficulty=3))
    assert lacks(dated, export(dated).data) == ()
    assert [problem.message for problem in lacks(dated, export(bare).data)] == [
        "x.pdf: question a, tags, block 1 is missing: 'cnn'", "x.pdf: question a, tags, block 2 is missing: 'rnn'",
        "x.pdf: question a, difficulty is '3', not 2"]


def test_pages_are_known_by_their_pictures_too(tmp_path: Path) -> None:
    """What was read before is not taken for a page with another bitmap."""
    data = whole().data
    cache_of_mine = Cache(tmp_path / "cache")
    before = list(EXPORTER.read_back(data, cache_of_mine))
    assert list(EXPORTER.read_back(data, cache_of_mine)) == before
    at = data.index(b"/DCTDecode")
    start = data.index(b"stream\n", at) + 400
    damaged = data[:start] + bytes([data[start] ^ 1]) + data[start + 1:]
    here, there = page_contents(data, Cache()), page_contents(damaged, Cache())
    assert here is not None
    assert there is not None
    assert [one == other for one, other in zip(here.digests, there.digests, strict=True)].count(False) == 1
