"""EPUBCheck, the reference validator, finds nothing to say."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from epub_books import EXPORTER, artifact, book, kitchen_sink, question, real, sentence, title
from generated import books
from hypothesis import HealthCheck, given, settings

from dlexport.book.bank import KeyPoint
from dlexport.exporters.epub.options import Answers, EpubOptions
from dlexport.plugin.contract import Depth
from dlexport.verify.verify import verify

if TYPE_CHECKING:
    from dlexport.book.book import Book

pytestmark = pytest.mark.unmeasured
GENERATED = 200
OPTIONS = [EpubOptions(answers, math) for answers, math in product(get_args(Answers), ("mathml", "svg"))]
FONT_FACE = "CSS-028"       # EPUBCheck counts each use of a font, with no way to use one without being counted


def found(folder: Path, data: dict[str, bytes]) -> dict[str, list[list[str]]]:
    """What EPUBCheck says of each book - errors, warnings and remarks on usage - where it says anything."""
    for name, content in data.items():
        (folder / f"{name}.epub").write_bytes(content)
    paths = [str(folder / f"{name}.epub") for name in data]
    program = Path(__file__).with_name("epubcheck_books.py")
    done = subprocess.run([sys.executable, str(program), *paths], capture_output=True, text=True, check=True)
    return {Path(path).stem: messages for path, messages in json.loads(done.stdout).items() if messages}


def test_every_construct_and_the_real_bank_are_valid_with_every_option(tmp_path: Path) -> None:
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
    wrong = artifact(small["bare"]).data.replace(b"mimetypeapplication/epub+zip", b"mimetypeapplication/epub+zap")
    said = {name: [message[:2] for message in messages]
            for name, messages in found(tmp_path, {**made, "wrong": wrong}).items()}
    assert said.pop("wrong")[0] == ["ERROR", "PKG-007"]
    assert said == {"fonts-mathml": [["USAGE", FONT_FACE]], "fonts-svg": [["USAGE", FONT_FACE]]}


def test_generated_books_are_valid_and_whole(tmp_path: Path) -> None:
    """Whatever is nested in whatever: EPUBCheck finds nothing, and every block is read back in its place."""
    made: dict[str, bytes] = {}

    @settings(max_examples=GENERATED, deadline=None, database=None, derandomize=True,
              suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(books())
    def export(source: Book) -> None:
        options = OPTIONS[len(made) % len(OPTIONS)]
        data = artifact(source, options).data
        passages = EXPORTER.read_back(data, Depth.FULL)
        assert verify(source, EXPORTER.promises(options), passages, Depth.FULL, "book") == ()
        made[f"book-{len(made)}"] = data

    export()
    assert found(tmp_path, made) == {}
