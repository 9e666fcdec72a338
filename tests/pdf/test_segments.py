"""Segments of a file: chapters with object numbers of their own, kept as bytes between runs."""

from __future__ import annotations

import io
import re
from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_books import book, export, question
from pypdfium2 import PdfDocument
from test_kept_sheets import MEDIA, QUESTIONS, edited, read_back, run

from by_hand import rich
from dlexport.cache import Cache
from dlexport.exporters.pdf.file import packing, segments
from dlexport.exporters.pdf.file.segments import Portion

if TYPE_CHECKING:
    from pathlib import Path

    from dlexport.exporters.pdf.drawing.sheet import Sheet

LONG = [question(f"q{n}", topic=f"t{n}", answer=rich("一段话。\n\n" * 200)) for n in range(3)]
HISTORY = ["nothing", "a question more", "pages more", "the order", "the first characters", "a picture", "nothing"]


@pytest.fixture(params=[1, 4])
def together(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Pages in a segment, at the least."""
    monkeypatch.setattr(segments, "_TOGETHER", request.param)
    return int(request.param)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sheets of each segment that was made, and not taken from the cache; no two chapters share one."""
    monkeypatch.setattr(segments, "_TOGETHER", 1)
    found: list[int] = []
    usual = segments._made      # noqa: SLF001 - to count its calls

    def counted(sheets: list[Sheet], first: int, elsewhere: segments.Elsewhere) -> segments.Segment:
        found.append(len(sheets))
        return usual(sheets, first, elsewhere)

    monkeypatch.setattr(segments, "_made", counted)
    return found


@pytest.mark.usefixtures("together")
@pytest.mark.unmeasured
def test_any_history_gives_the_same_bytes(tmp_path: Path) -> None:
    """Edit after edit, with the segments of all runs before at hand."""
    for edit in HISTORY:
        dated = edited(QUESTIONS)[edit]
        assert run(dated, Cache(tmp_path)).data == run(dated, Cache()).data, edit


@pytest.mark.unmeasured
def test_only_what_an_edit_touches_is_written_again(tmp_path: Path, made: list[int]) -> None:
    """Beside cover and imprint, the chapter of the answer: ranges begin where they did when one grows a little."""
    run(book(*LONG), Cache(tmp_path))
    assert len(made) == len(LONG) + 4
    made.clear()
    changed = question("q1", topic="t1", answer=rich("一段话。\n\n" * 199 + "* 另一段话。"))
    run(book(LONG[0], changed, LONG[2]), Cache(tmp_path))
    assert len(made) == 3
    made.clear()
    run(book(*LONG), Cache(tmp_path))
    assert made == [1, 1]


def test_a_damaged_segment_is_made_again(tmp_path: Path, made: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no segment counts as absent."""
    data = run(book(*LONG), Cache(tmp_path)).data
    made.clear()
    monkeypatch.setattr(Cache, "peek", lambda *_: b"\x80\x05K\x01.")
    assert run(book(*LONG), Cache(tmp_path)).data == data
    assert len(made) == len(LONG) + 4


def test_every_number_of_a_range_has_an_object() -> None:
    """ISO 32000-2, 7.5.8.2: the ranges of the index do not overlap, and the file's size is just above the last."""
    data = run(book(*LONG), Cache()).data
    place = int(data[data.rindex(b"startxref") + 9:].split()[0])
    trailer = data[place:data.index(b"stream\n", place)]
    found = re.search(rb"/Index \[([0-9 ]+)\]", trailer)
    assert found
    numbers = list(map(int, found[1].split()))
    ranges = list(zip(numbers[::2], numbers[1::2], strict=True))
    assert len(ranges) > 4      # what comes before, at least two segments, what comes after, the index
    assert all(first + count <= following for (first, count), (following, _) in pairwise(ranges))
    size = re.search(rb"/Size (\d+)", trailer)
    assert size
    assert int(size[1]) == sum(ranges[-1])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        count = len(pdf.pages)
        assert count == sum(int(node.Count) for node in pdf.Root.Pages.Kids) == int(pdf.Root.Pages.Count)
    with closing(PdfDocument(data)) as document:
        assert len(document) == count


@pytest.mark.unmeasured
def test_every_page_of_a_segment_is_read(tmp_path: Path) -> None:
    """What PDFium reads from a file of kept segments is what it reads from one made at once."""
    dated = book(*QUESTIONS, media=MEDIA)
    run(dated, Cache(tmp_path))
    assert read_back(run(dated, Cache(tmp_path)).data, Cache()) == read_back(export(dated).data, Cache())


@pytest.mark.unmeasured
@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.data())
def test_portions_are_joined_by_their_lengths_alone(lengths: list[int], data: st.DataObject) -> None:
    """Whatever is known of them, or a cache that keeps nothing would give other bytes."""
    keyed = [data.draw(st.booleans()) for _ in lengths]
    plain, some = ([Portion([None] * length, b"k" * known) for length, known in zip(lengths, knowns, strict=True)]  # type: ignore[list-item]
                   for knowns in ([False] * len(lengths), keyed))
    joined = [[len(one.sheets) for one in segments._joined(portions)] for portions in (plain, some)]    # noqa: SLF001
    assert joined[0] == joined[1]
    assert sum(joined[0]) == sum(lengths)


@given(st.integers(1, 5_000_000))
def test_little_room_is_left(length: int) -> None:
    """At most a quarter and a few numbers, since readers know about four million."""
    assert length <= segments._roomy(length) <= length * 1.25 + 32      # noqa: SLF001


@given(st.binary(max_size=40))
def test_rows_are_written_as_their_differences(rows: bytes) -> None:
    """As a reader undoes it (PNG's filter Up)."""
    rows = rows[:len(rows) // 7 * 7]
    before, found = bytes(7), b""
    told = packing._differences(rows)       # noqa: SLF001
    for start in range(0, len(told), 8):
        assert told[start] == 2
        before = bytes((old + new) & 0xFF for old, new in zip(before, told[start + 1:start + 8], strict=True))
        found += before
    assert found == rows
