"""A sheet of the texts that people write, each beside what it became: `.venv/bin/python docs/sheet_of_cases.py FOLDER`.

For each folder of `tests/cases/texts`: the text as typed, then the study page and the book on a telephone, the back of
the card, and the pages of the handout and the quiz. FOLDER gets the pictures and `index.html`, which shows them all.
Needs Chromium; formulas on cards are set if `make node` was run.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
import zipfile
from html import escape
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

import pypdfium2
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from PIL import Image, ImageChops

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "anki"), str(ROOT / "tests" / "whole")]

from projects import dlexport  # noqa: E402 - found there
from reviewer import MATHJAX, Reviewer  # noqa: E402 - found there

from chromium import Chromium  # noqa: E402 - found there

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH, EDGE = 390, 12
HEAD = """\
format: 1
bank: {id: case, title: 题库, language: zh-CN, version: '1'}
topics: [{id: one, title: 甲}]
questions:
"""
LOOK = """<!doctype html><meta charset="utf-8"><title>Cases</title><style>
body { font: 14px/1.5 sans-serif } tr { vertical-align: top } td { border-top: 1px solid; padding: 8px }
img { border: 1px solid #ccc; max-width: 390px } pre { width: 380px; white-space: pre-wrap; overflow-wrap: anywhere }
</style><table>"""


def main(goal: Path, names: list[str]) -> None:
    """Make the sheet of these cases, or of all."""
    goal.mkdir(parents=True, exist_ok=True)
    cases = sorted((ROOT / "tests" / "cases" / "texts").iterdir())
    with tempfile.TemporaryDirectory() as scratch:
        browser = Chromium(Path(scratch) / "profile")
        try:
            rows = [row(case, Path(scratch) / case.name, goal, browser)
                    for case in cases if not names or case.name in names]
        finally:
            browser.close()
    (goal / "index.html").write_text(LOOK + "".join(rows), encoding="utf-8")


def row(case: Path, folder: Path, goal: Path, browser: Chromium) -> str:
    """A row of the sheet: build the case as a bank of its own, and save a picture of each output."""
    typed = (case / "question.yaml").read_text(encoding="utf-8")
    (folder / "source").mkdir(parents=True)
    (folder / "source" / "questions.yaml").write_text(f"{HEAD}  -{indent(typed, '    ')[3:]}", encoding="utf-8")
    if (case / "media").exists():
        shutil.copytree(case / "media", folder / "source" / "media")
    said = dlexport("all", cwd=folder).stderr
    cells = []
    for name, picture in pictures(folder, browser):
        trimmed(picture).save(goal / f"{case.name}-{name}.png")
        cells.append(f'<td>{name}<br><img src="{case.name}-{name}.png" alt="{name}"></td>')
    warnings = "\n".join(line for line in said.splitlines() if line.startswith(("warning", "error")))
    return f"<tr><td>{case.name}<pre>{escape(typed)}</pre><pre>{escape(warnings)}</pre></td>{''.join(cells)}</tr>"


def pictures(folder: Path, browser: Chromium) -> Iterator[tuple[str, Image.Image]]:
    """The name of each output, and what it looks like."""
    build = folder / "build"
    with zipfile.ZipFile(build / "case.epub") as archive:
        archive.extractall(folder / "book")
    for name, page in (("page", build / "case.html"), ("book", folder / "book" / "EPUB" / "topic-one.xhtml")):
        browser.size(WIDTH, 400)
        browser.open(page.as_uri())
        yield name, Image.open(io.BytesIO(browser.screenshot()))
    yield "card", card(build / "case.apkg", folder, browser)
    for name, file, first in (("handout", "case.pdf", 2), ("quiz", "case-quiz.pdf", 0)):
        with pypdfium2.PdfDocument(build / file) as document:
            for number in range(first, max(first + 1, len(document) - (first > 0))):
                yield f"{name}-{number + 1}", document[number].render(scale=1.2).to_pil()


def card(deck: Path, folder: Path, browser: Chromium) -> Image.Image:
    """The back of the card that asks for the answer, as Anki's reviewer shows it."""
    collection = Collection(str(folder / "collection.anki2"))
    collection.import_anki_package(ImportAnkiPackageRequest(
        package_path=str(deck), options=ImportAnkiPackageOptions()))
    shutil.copytree(collection.media.dir(), folder / "media")
    browser.size(WIDTH, 400)
    reviewer = Reviewer(browser, folder, folder / "media", mathjax=MATHJAX.exists())
    reviewer.show(collection.get_card(collection.find_cards("")[0]).answer())
    collection.close()
    return Image.open(io.BytesIO(browser.screenshot()))


def trimmed(picture: Image.Image) -> Image.Image:
    """The picture without the blank below and beside what is on it."""
    plain = picture.convert("RGB")
    box = ImageChops.difference(plain, Image.new("RGB", plain.size, plain.getpixel((0, plain.height - 1)))).getbbox()
    if box is None:
        return plain
    return plain.crop((0, 0, plain.width, min(plain.height, box[3] + EDGE)))


if __name__ == "__main__":
    if len(sys.argv) < 2:  # noqa: PLR2004 - the folder
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
