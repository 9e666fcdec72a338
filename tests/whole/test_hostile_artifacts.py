"""Decks, books, pages and prints made to exhaust `verify` and `diff`: a problem, in bounded time and memory."""

from __future__ import annotations

import re
import resource
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from projects import MINIMAL, dlexport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("within_bounds")
SECONDS = 12        # of processor time, for all that a test reads
MANY = 10_000


def packed(data: bytes, about: bytes = b"") -> bytes:
    """A stream of a PDF."""
    body = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(body), about, body)


def pdf(content: bytes, resources: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A print of one page with the names of a question's parts."""
    places = b"".join(b"/q.a%s [3 0 R /XYZ 0 %d 0]" % (part, top) for part, top in ((b".title", 700), (b".prompt", 99)))
    objects = [b"<</Type/Catalog/Pages 2 0 R/Dests<<%s>>>>" % places, b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s"
               b"/Font<</F 5 0 R>>>>>>" % resources, packed(content),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", *more]
    out, starts = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(out))


def form(number: int) -> bytes:
    """A form that draws the next one twelve times."""
    return packed(b"/X%d Do " % (number + 1) * 12, b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
                  b"/Resources<</XObject<</X%d %d 0 R>>>>" % (number + 1, number + 1))


PRINTS = {
    "three million paths": lambda: pdf(b"0 0 m 9 9 l S " * 3_000_000),
    "states saved for ever": lambda: pdf(b"q " * 6_000_000),
    "forms that draw forms": lambda: pdf(b"/X6 Do", b"/XObject<</X6 6 0 R>>", [*map(form, range(6, 16)), packed(
        b"0 0 9 9 re f ", b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]")]),
}
PAGES = ["<div>", '<span class="math">', "<img ", "<a '", "<!--", "&#x110000;", "</div>", "<table><tr><td>",
         '<math><annotation encoding="application/x-tex">', "<b><i>", "<script>", '<svg><use href="#a"/>']


@pytest.fixture
def bounds() -> Callable[[], None]:
    """What, when it is called, holds that what was read since took no more time than it may."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)

    def spent() -> float:
        return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))

    before = spent()

    def held() -> None:
        assert spent() - before < SECONDS
    return held


@pytest.mark.parametrize("name", PRINTS)
def test_a_hostile_print_is_not_verified(name: str, tmp_path: Path, bounds: Callable[[], None]) -> None:
    """What PDFium takes for it is bounded: a page of kilobytes that would take gigabytes."""
    (tmp_path / "questions.yaml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "demo.pdf").write_bytes(PRINTS[name]())
    for command in (("verify", "demo.pdf"), ("diff", "demo.pdf", "demo.pdf")):
        done = dlexport(*command, *(() if command[0] == "diff" else ("--source", "questions.yaml")), cwd=tmp_path)
        assert done.returncode == 1
        assert "demo.pdf is not a whole pdf file: what reads it broke off (signal 6); it may take" in done.stderr
        assert re.search("error.not-verified.*more than 4[0-9]{2} MB of memory", done.stderr)
        assert "Traceback" not in done.stderr
    bounds()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a page and a book."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "questions.yaml").write_text(MINIMAL, encoding="utf-8")
    assert dlexport("export", "html", "epub", "--source", "questions.yaml", cwd=folder).returncode == 0
    return folder


@pytest.mark.parametrize("piece", PAGES)
def test_a_hostile_page_or_book(piece: str, made: Path, bounds: Callable[[], None]) -> None:
    """Tens of thousands of a piece in the middle of a page: read, or a problem; the exporter is not blamed."""
    page = (made / "build/demo.html").read_text(encoding="utf-8")
    here = page.index("</article>")
    (made / "demo.html").write_text(page[:here] + piece * MANY + page[here:], encoding="utf-8")
    buffer = BytesIO()
    with zipfile.ZipFile(made / "build/demo.epub") as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if b"</section>" in text:
                before, rest = text.split(b"</section>", 1)
                text = before + piece.encode() * MANY + b"</section>" + rest
            new.writestr(name, text)
    (made / "demo.epub").write_bytes(buffer.getvalue())
    for name in ("demo.html", "demo.epub"):
        done = dlexport("verify", name, "--source", "questions.yaml", cwd=made)
        assert done.returncode in {0, 1}
        assert "exporter-failed" not in done.stderr
        assert bool(done.returncode) == ("error[not-verified]" in done.stderr)
    bounds()
