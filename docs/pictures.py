"""The README's pictures, made from the outputs: `.venv/bin/python docs/pictures.py` after `make` and `make test`.

Needs Chromium, Chinese fonts on the system, `make node`, and what the tests need: the card is rendered by Anki's own
backend and shown as in Anki's reviewer.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import pypdfium2
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "anki"), str(ROOT / "docs")]

import pictures_of_work  # noqa: E402 - found there
from reviewer import Reviewer  # noqa: E402 - found there

from chromium import Chromium  # noqa: E402 - found there
from dlexport.plugin.registry import installed  # noqa: E402 - below those that are found

BUILD, PICTURES = ROOT / "build", ROOT / "docs" / "pictures"
WIDTH, HEIGHT, MARGIN = 560, 760, 36
QUESTION = "什么是卷积神经网络"
SHOWN = ("apkg", "cards-pdf", "epub", "html", "key-pdf", "pdf", "quiz-pdf")


def main() -> None:
    """Make them all."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        browser = Chromium(folder / "profile")
        try:
            save("handout", handout())
            save("book", book(browser, folder))
            save("card", card(browser, folder))
            save("study-page", study_page(browser))
            save("session", session(browser))
            save("quiz", page_of("dl-interview-quiz.pdf", 0))
            save("key", page_of("dl-interview-key.pdf", 0))
            save("cards", page_of("dl-interview-cards.pdf", 2))
            for title, picture in pictures_of_work.pictures(browser, folder).items():
                pictures_of_work.save(title, picture)
        finally:
            browser.close()
    (PICTURES / "made-from.txt").write_text(made_from() + "\n", encoding="utf-8")


def made_from() -> str:
    """What all pictures follow from, as one SHA-256: bank, figures, theme, the exporters' revisions."""
    exporters = installed()
    digest = hashlib.sha256("".join(f"{name} {exporters[name].exporter.revision}\n" for name in SHOWN).encode())
    for path in sorted([*(ROOT / "source").rglob("*"), *(ROOT / "styles").rglob("*")]):
        if path.is_file() and path.suffix != ".lock":      # dates are in no picture
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def handout() -> Image.Image:
    """The page on which the question begins: contents and appendix name it too."""
    with pypdfium2.PdfDocument(BUILD / "dl-interview.pdf") as document:
        pages = [page for page in document if QUESTION in page.get_textpage().get_text_range()]
        return pages[1].render(scale=1.4).to_pil()


def book(browser: Chromium, folder: Path) -> Image.Image:
    """A chapter as a browser shows it: its questions, to be answered before one turns the page."""
    with zipfile.ZipFile(BUILD / "dl-interview.epub") as archive:
        archive.extractall(folder / "book")
    browser.size(WIDTH - 2 * MARGIN, HEIGHT)    # the book leaves the margin to the reading system
    browser.open(next((folder / "book").rglob("*architectures*.xhtml")).as_uri())
    return shown(browser, WIDTH - 2 * MARGIN)


def card(browser: Chromium, folder: Path) -> Image.Image:
    """The back of the question's card."""
    collection = Collection(str(folder / "collection.anki2"))
    collection.import_anki_package(ImportAnkiPackageRequest(
        package_path=str(BUILD / "dl-interview.apkg"), options=ImportAnkiPackageOptions()))
    (found,) = collection.find_cards(f'"Title:*{QUESTION}*" Prompt:_*')
    shutil.copytree(collection.media.dir(), folder / "media")
    browser.size(WIDTH, HEIGHT)
    reviewer = Reviewer(browser, folder, folder / "media", mathjax=True)
    reviewer.show(collection.get_card(found).answer())
    collection.close()
    return shown(browser, WIDTH)


def study_page(browser: Chromium) -> Image.Image:
    """The list of the study page, as a telephone shows it."""
    browser.size(WIDTH - 2 * MARGIN, HEIGHT)
    browser.open((BUILD / "dl-interview.html").as_uri())
    return shown(browser, WIDTH - 2 * MARGIN)


def session(browser: Chromium) -> Image.Image:
    """A card of the study page with its answer, and the grades below it, on a telephone by night."""
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    browser.open((BUILD / "dl-interview.html").as_uri())
    browser.evaluate("document.getElementById('ui_study').click(), document.getElementById('ui_show').click()")
    browser.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return Image.open(io.BytesIO(browser.view())).crop((0, 0, WIDTH - 2 * MARGIN, HEIGHT))


def page_of(name: str, number: int) -> Image.Image:
    """A page of a print, from 0."""
    with pypdfium2.PdfDocument(BUILD / name) as document:
        return document[number].render(scale=1.4).to_pil()


def shown(browser: Chromium, width: int) -> Image.Image:
    """The top of the page."""
    return Image.open(io.BytesIO(browser.screenshot())).crop((0, 0, width, HEIGHT))


def save(name: str, picture: Image.Image) -> None:
    """All of one size, few colours: small enough for a README."""
    picture = picture.convert("RGB")
    picture.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    page.paste(picture, ((WIDTH - picture.width) // 2, 0))
    page.quantize(64).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
