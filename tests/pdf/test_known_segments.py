"""Segments read in earlier runs: what is known of one is what PDFium would say of the file at hand."""

from __future__ import annotations

import io
import pickle
import re
import shutil
import zlib
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from test_kept_sheets import QUESTIONS, edited, read_back, run

from dlexport.cache import Cache
from dlexport.exporters.pdf.book import read_back as reading
from dlexport.exporters.pdf.file import known_segments as known
from dlexport.exporters.pdf.file import segments
from dlexport.exporters.pdf.file.known_pages import readings
from dlexport.exporters.pdf.file.objects import Objects
from dlexport.exporters.pdf.file.packing import packed, whole
from dlexport.exporters.pdf.file.page_contents import page_contents
from dlexport.exporters.pdf.file.unpacking import Unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dlexport.plugin.contract import Passage


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a cache."""
    return tmp_path_factory.mktemp("used")


@pytest.fixture(scope="module")
def before(used: Path) -> Iterator[bytes]:
    """A handout with a segment for each chapter, made with that cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "_TOGETHER", 1)
        yield run(edited(QUESTIONS)["nothing"], Cache(used)).data


@pytest.fixture(scope="module")
def filled(before: bytes, used: Path) -> Path:
    """That cache, with what the handout says."""
    read_back(before, Cache(used))
    return used


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[range]:
    """The pages of each segment that is read."""
    found: list[range] = []
    usual = reading._told       # noqa: SLF001 - to count its calls

    def counted(document: PdfDocument, pages: range, *rest: Any, **more: Any) -> reading.Told:  # noqa: ANN401 - as they come
        found.append(pages)
        return usual(document, pages, *rest, **more)

    monkeypatch.setattr(reading, "_told", counted)
    return found


def warm(data: bytes, filled: Path, folder: Path) -> list[Passage]:
    """What a file says, with what is known of the one before."""
    return read_back(data, Cache(shutil.copytree(filled, folder / "cache", dirs_exist_ok=True)))


def objects_of(file: Unpacked) -> dict[int, dict[int, bytes]]:
    """The objects of each range, by the number that it begins with; no streams of objects."""
    found: dict[int, dict[int, bytes]] = {}
    begins = file._begins       # noqa: SLF001 - the index
    for first, begin, end in zip(file._firsts[1:-1], begins[1:-2], begins[2:-1], strict=True):  # noqa: SLF001
        found[first] = {}
        for number in range(first, first + end - begin):
            try:
                found[first][number] = file.object(number).rstrip()
            except ValueError:
                head, data = file.stream(number)
                if b"/ObjStm" not in head:
                    found[first][number] = b"%bstream\n%b\nendstream" % (head.partition(b"obj\n")[2], data)
    return found


def rewritten(data: bytes, changes: Mapping[int, bytes]) -> bytes:
    """The file with other objects in place of some."""
    file = Unpacked(data)
    ranges = []
    for first, here in objects_of(file).items():
        objects = Objects(max(here) + 1, {number: changes.get(number, one) for number, one in here.items()})
        ranges.append(packed(first, objects))
    trailer = re.search(rb"/Root.*?\]", file.trailer, re.DOTALL)
    assert trailer is not None
    return whole(ranges, trailer[0])


def stream(content: bytes) -> bytes:
    """A stream as an object."""
    deflated = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(deflated), deflated)


def without_text(file: Unpacked) -> dict[int, bytes]:
    """Of a page in the middle, nothing is drawn."""
    page = file.object(file.pages[4])
    return {int(number): stream(b"") for number in re.findall(rb"(\d+) 0 R", page[page.index(b"/Contents"):])[:1]}


def moved_place(file: Unpacked) -> dict[int, bytes]:
    """A named place is elsewhere on its page."""
    place = re.compile(rb"(\(q\.q2\.answer\)\[\d+ 0 R/XYZ \d+ )[\d.]+")
    return changed_names(file, lambda names: place.sub(rb"\g<1>30", names))


def place_of_another(file: Unpacked) -> dict[int, bytes]:
    """The names of two places are exchanged."""
    def exchanged(names: bytes) -> bytes:
        return names.replace(b"(q.q2.answer)", b"(?)").replace(b"(q.q3.answer)", b"(q.q2.answer)").replace(
            b"(?)", b"(q.q3.answer)")

    return changed_names(file, exchanged)


def changed_names(file: Unpacked, change: Callable[[bytes], bytes]) -> dict[int, bytes]:
    """The list of named places, changed."""
    (number,) = map(int, re.findall(rb"/Dests (\d+) 0 R", file.named(file.catalog, b"Names")))
    names = file.object(number).rstrip()
    assert change(names) != names
    return {number: change(names)}


def other_order_of_pages(file: Unpacked) -> dict[int, bytes]:
    """Two pages of a segment are exchanged."""
    node = next(one for one in file.nodes if len(one.pages) > 1)
    first, second = (b"%d 0 R" % page for page in node.pages[:2])
    written = file.object(node.number).rstrip()
    return {node.number: written.replace(first, b"?").replace(second, first).replace(b"?", second)}


def other_order_of_segments(file: Unpacked) -> dict[int, bytes]:
    """Two segments are exchanged; the second one's first text belongs to no question, nor does the third one's."""
    (number,) = map(int, re.findall(rb"/Pages (\d+) 0 R", file.catalog))
    nodes = [b"%d 0 R" % node.number for node in file.nodes]
    root = file.object(number).rstrip()
    nodes[1:4] = nodes[3], nodes[2], nodes[1]
    return {number: re.sub(rb"/Kids\[.*?\]", b"/Kids[%b]" % b" ".join(nodes), root)}


def other_text(file: Unpacked) -> dict[int, bytes]:
    """The first code of each font stands for another character."""
    found = {}
    for here in objects_of(file).values():
        for one in here.values():
            if match := re.search(rb"/ToUnicode (\d+) 0 R", one):
                text = zlib.decompress(file.raw(int(match[1])))
                found[int(match[1])] = stream(re.sub(rb"(beginbfchar\n<\w+> )<\w+>", rb"\1<0041>", text))
        if found:
            return found
    raise AssertionError


def turned(file: Unpacked) -> dict[int, bytes]:
    """All pages lie on their side."""
    (number,) = map(int, re.findall(rb"/Pages (\d+) 0 R", file.catalog))
    return {number: file.object(number).rstrip().removesuffix(b">>") + b"/Rotate 90>>"}


def other_bitmap(file: Unpacked) -> dict[int, bytes]:
    """Each bitmap is one of other proportions."""
    return {number: b"<</Type/XObject/Subtype/Image/Width 3/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
                    b"/Filter/FlateDecode/Length 11>>\nstream\n%b\nendstream" % zlib.compress(b"\0\x80\xff")
            for here in objects_of(file).values() for number, one in here.items()
            if re.search(rb"/Subtype\s*/Image", one) and b"/SMask" in one}


def other_outlines(file: Unpacked) -> dict[int, bytes]:
    """No font has outlines that can be read."""
    return {int(found[1]): stream(b"no font") for here in objects_of(file).values() for one in here.values()
            if (found := re.search(rb"/FontFile[23] (\d+) 0 R", one))}


def other_glyphs(file: Unpacked) -> dict[int, bytes]:
    """The codes of a font stand for other glyphs."""
    number = next(int(found[1]) for here in objects_of(file).values() for one in here.values()
                  if (found := re.search(rb"/CIDToGIDMap (\d+) 0 R", one)))
    return {number: stream(zlib.decompress(file.raw(number)).replace(b"\0\3", b"\0\4"))}


def other_descriptor(file: Unpacked) -> dict[int, bytes]:
    """A font is said to be as high as two."""
    return next({number: re.sub(rb"/Ascent \d+", b"/Ascent 2000", one)} for here in objects_of(file).values()
                for number, one in here.items() if b"/Ascent" in one)


def test_what_is_known_is_not_read_again(before: bytes, filled: Path, tmp_path: Path, asked: list[range]) -> None:
    """All segments; and the passages are the same."""
    assert warm(before, filled, tmp_path) == read_back(before, Cache())
    with closing(PdfDocument(before)) as document:
        assert asked == [range(len(document))]      # of the second reading, which has no cache


@pytest.mark.usefixtures("before")
@pytest.mark.parametrize("edit", list(edited(QUESTIONS)))
def test_only_changed_segments_are_read(filled: Path, tmp_path: Path, asked: list[range], edit: str,
                                        monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was edited, the passages are those of a run without a cache."""
    monkeypatch.setattr(segments, "_TOGETHER", 1)
    mine = shutil.copytree(filled, tmp_path / "cache")
    data = run(edited(QUESTIONS)[edit], Cache(mine)).data
    found = read_back(data, Cache(mine))
    read = len(asked)
    assert found == read_back(data, Cache())
    if edit in {"an answer", "a key point"}:
        assert 0 < read <= 3        # of nine


@pytest.mark.parametrize("change", [
    without_text, moved_place, place_of_another, other_order_of_pages, other_order_of_segments, other_text, turned,
    other_bitmap, other_outlines])
def test_a_changed_file_is_read_as_it_is(before: bytes, filled: Path, tmp_path: Path,
                                         change: Callable[[Unpacked], dict[int, bytes]]) -> None:
    """What is known of the file before it was changed is not said of it."""
    same = rewritten(before, {})
    assert Unpacked(same).range(Unpacked(before).nodes[2].number).digest == \
        Unpacked(before).range(Unpacked(before).nodes[2].number).digest
    changes = change(Unpacked(before))
    assert changes
    data = rewritten(before, changes)
    cold = read_back(data, Cache())
    assert cold != read_back(before, Cache())
    assert warm(data, filled, tmp_path) == cold


@pytest.mark.parametrize("change", [other_outlines, other_glyphs, other_descriptor, other_text])
def test_a_font_is_known_by_all_that_was_embedded(before: bytes, filled: Path,
                                                  change: Callable[[Unpacked], dict[int, bytes]]) -> None:
    """As this program embedded it: that is what its codes are compared as. Any other is another font."""
    def origins(data: bytes, folder: Path | None) -> set[bytes]:
        found = page_contents(data, Cache(folder))
        assert found is not None
        return {b"/".join(row.split()[0].split(b"/")[1:]) for row in found.codes}

    same = origins(rewritten(before, {}), filled)
    assert len({one.partition(b"/")[2] for one in same}) == 1
    assert origins(rewritten(before, change(Unpacked(before))), filled) - same
    assert not origins(before, None) & same


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10**9), bit=st.integers(0, 7))
def test_damage_is_found_as_without_a_cache(before: bytes, filled: Path, tmp_path: Path, place: int, bit: int) -> None:
    """A bit flipped anywhere in a segment: the same passages, or the same error."""
    file = Unpacked(before)
    extents = [file._extents[k][0] for k in (2, len(file.nodes) + 2)]       # noqa: SLF001 - the segments
    data = bytearray(before)
    data[extents[0] + place % (extents[1] - extents[0])] ^= 1 << bit

    def said(read: Callable[[], Sequence[Passage]]) -> Sequence[Passage] | str:
        try:
            return read()
        except ValueError as error:
            return str(error)

    assert said(lambda: warm(bytes(data), filled, tmp_path)) == said(lambda: read_back(bytes(data), Cache()))


NOTHING = ["", "", "", []]
ROWS = [("q1", "answer", 1, [], True), ("q1", "other", "", [], True), ("q1", "answer", "", [("", "1", 1, "")], True)]
WRONG = [b"", b"x", pickle.dumps(1), pickle.dumps(({}, 1)), pickle.dumps((1, 2)), pickle.dumps(({"1": b""}, ())),
         *(pickle.dumps(({}, (NOTHING, [row], None, NOTHING))) for row in ROWS),
         pickle.dumps(({}, (NOTHING, [], 3, NOTHING))), pickle.dumps(({}, io.BytesIO()))]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_forged_entry_is_not_believed(before: bytes, filled: Path, tmp_path: Path, wrong: bytes) -> None:
    """Of another form than what is kept: the segment is read again."""
    cache = Cache(shutil.copytree(filled, tmp_path, dirs_exist_ok=True))
    kept = readings(before, cache)
    assert kept is not None
    found = known.known_segments(kept, "True")
    assert found is not None
    for one in found[0]:
        assert one.said is not None
        if wrong == b"x":
            cache.put(one.key, wrong)
        else:
            kept.put(one.key, one.pages, wrong)
    cache.close()
    assert read_back(before, Cache(tmp_path)) == read_back(before, Cache())
