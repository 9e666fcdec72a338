"""EPUBCheck, the reference validator, finds nothing to say."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import count, product
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from epub_books import EXPORTER, artifact, kitchen_sink, real, unpacked
from generated import books
from hypothesis import given, settings

from by_hand import book, question, sentence, title
from dlexport.book.bank import KeyPoint
from dlexport.book.book import compose
from dlexport.cache import Cache
from dlexport.exporters.epub.cover import files
from dlexport.exporters.epub.options import Answers, EpubOptions
from dlexport.reader import read
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.book.book import Book

pytestmark = [pytest.mark.unmeasured, pytest.mark.long]
GENERATED, TOGETHER = 80, 5     # books, and questions in each: half of what a book takes is not for its questions
LANGUAGES = Path(__file__).parents[1] / "cases" / "languages"     # banks in nine, and one from right to left
OPTIONS = [EpubOptions(answers, math) for answers, math in product(get_args(Answers), ("mathml", "svg"))]
FONT_FACE = "CSS-028"       # EPUBCheck counts each use of a font, with no way to use one without being counted


class EpubCheck:
    """EPUBCheck, started once: that takes longer than a book."""

    def __init__(self, folder: Path) -> None:
        self._book = folder / "book.epub"
        program = Path(__file__).with_name("epubcheck_books.py")
        with (folder / "stderr.txt").open("w") as errors:
            self._process = subprocess.Popen([sys.executable, str(program)], stdin=subprocess.PIPE,
                                             stdout=subprocess.PIPE, stderr=errors, text=True)

    def messages(self, data: bytes) -> list[list[str]]:
        """What it says of a book: errors, warnings and remarks on usage."""
        assert self._process.stdin
        assert self._process.stdout
        self._book.write_bytes(data)
        self._process.stdin.write(f"{self._book}\n")
        self._process.stdin.flush()
        found: list[list[str]] = json.loads(self._process.stdout.readline())
        return found

    def close(self) -> None:
        """End it."""
        self._process.communicate()


@pytest.fixture(scope="module")
def epubcheck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EpubCheck]:
    """One Java machine for all books."""
    one = EpubCheck(tmp_path_factory.mktemp("epubcheck"))
    yield one
    one.close()


def test_every_construct_and_the_real_bank_are_valid_with_every_option(epubcheck: EpubCheck) -> None:
    """0 errors, 0 warnings, 0 remarks; only of a book that was made wrong on purpose there is something to say."""
    small = {
        "bare": book(question()),
        "english": book(question(), language="en", title=title("Bank"), license="CC-BY-4.0", url="https://e.org/?a=<b>"),
        "point": book(question(keypoints=(KeyPoint("p", sentence("**要**点")),))),
        "empty": book(),
    }
    cases = {"sink": kitchen_sink(), "real": real(), **small}
    made = {f"{name}-{number}": artifact(source, options).data
            for name, source in cases.items() for number, options in enumerate(OPTIONS)}
    for math in ("mathml", "svg"):
        made[f"fonts-{math}"] = artifact(small["bare"], EpubOptions(math=math, embed_fonts=True)).data
    assert len(made) == 6 * len(OPTIONS) + 2
    languages = {path.stem: artifact(compose(read(path))) for path in LANGUAGES.glob("*.yaml")}
    told = {tag: [problem.code for problem in one.problems] for tag, one in languages.items() if one.problems}
    assert told == {"ar": ["missing-glyph"]}        # the cover sets no letters that join
    made |= {f"language-{tag}": one.data for tag, one in languages.items() if tag != "ar"}
    assert len(made) == 6 * len(OPTIONS) + 2 + 9
    made["language-ar"] = languages["ar"].data
    wrong = artifact(small["bare"]).data.replace(b"mimetypeapplication/epub+zip", b"mimetypeapplication/epub+zap")
    said = {name: [message[:2] for message in messages]
            for name, data in {**made, "wrong": wrong}.items() if (messages := epubcheck.messages(data))}
    assert said.pop("wrong")[0] == ["ERROR", "PKG-007"]
    mathml = [n for n, one in enumerate(OPTIONS) if one.math == "mathml"]
    with_formulas = {f"{name}-{n}" for name in ("sink", "real") for n in mathml}
    assert said == {name: [["USAGE", FONT_FACE]] for name in {*with_formulas, "fonts-mathml", "fonts-svg"}}


def test_generated_books_are_valid_and_whole(epubcheck: EpubCheck, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is nested in whatever: EPUBCheck finds nothing, and every block is read back in its place."""
    number = count()
    # one bitmap as the cover of all: to draw it takes as long as all the rest, and nobody reads what is on it
    bitmap = unpacked(artifact(kitchen_sink()).data)["EPUB/images/cover.png"]
    monkeypatch.setattr(files, "cover_png", lambda *_: bitmap)

    @settings(max_examples=GENERATED, database=None, derandomize=True)
    @given(books(TOGETHER))
    def export(source: Book) -> None:
        options = OPTIONS[next(number) % len(OPTIONS)]
        data = artifact(source, options).data
        passages = EXPORTER.read_back(data, Cache())
        assert verify(source, EXPORTER.promises(options), passages, "book") == ()
        carried = b"EPUB/fonts/" in data
        assert [message[:2] for message in epubcheck.messages(data)] == [["USAGE", FONT_FACE]] * carried

    export()
    assert next(number) >= GENERATED
