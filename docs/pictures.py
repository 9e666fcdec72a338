"""The README's pictures, made from the outputs: `.venv/bin/python docs/pictures.py` after `make` and `make test`.

Needs Chromium, Chinese fonts on the system, and what the tests need (the card is rendered by Anki's own backend).
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pypdfium2
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from PIL import Image, ImageChops

ROOT = Path(__file__).parents[1]
BUILD, PICTURES = ROOT / "build", ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 560, 760
QUESTION = "什么是残差网络"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))


def main() -> None:
    """Make all three."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save("handout", handout())
        save("book", book(folder))
        save("card", card(folder))


def handout() -> Image.Image:
    """The page on which the question begins."""
    with pypdfium2.PdfDocument(BUILD / "dl-interview.pdf") as document:
        pages = [page for page in document if QUESTION in page.get_textpage().get_text_range()]
        # the first is the contents, the last the appendix
        return pages[1].render(scale=1.4).to_pil()


def book(folder: Path) -> Image.Image:
    """The chapter as a browser shows it: its questions, to be answered before one turns the page."""
    with zipfile.ZipFile(BUILD / "dl-interview.epub") as archive:
        archive.extractall(folder / "book")
    chapter = next(path for path in (folder / "book").rglob("*architectures*.xhtml"))
    return screenshot(folder, chapter.as_uri(), css_width=600)


def card(folder: Path) -> Image.Image:
    """The back of the question's card, as Anki's backend renders it."""
    collection = Collection(str(folder / "collection.anki2"))
    collection.import_anki_package(ImportAnkiPackageRequest(
        package_path=str(BUILD / "dl-interview.apkg"), options=ImportAnkiPackageOptions()))
    found = collection.find_cards(f'"Title:*{QUESTION}*" note:*')
    shown = collection.get_card(found[0])
    page = folder / "card.html"
    page.write_text(f'<!doctype html><meta charset="utf-8"><body class="card card1">{shown.answer()}', encoding="utf-8")
    for media in Path(collection.media.dir()).iterdir():
        shutil.copy(media, folder)
    collection.close()
    return screenshot(folder, page.as_uri(), css_width=600)


def screenshot(folder: Path, address: str, css_width: int) -> Image.Image:
    """What Chromium shows of a page."""
    subprocess.run([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                    f"--user-data-dir={folder / 'profile'}", f"--window-size={css_width},{css_width * 4 // 3 + 100}",
                    "--virtual-time-budget=4000", f"--screenshot={folder / 'shot.png'}", address],
                   check=True, capture_output=True)
    return Image.open(io.BytesIO((folder / "shot.png").read_bytes()))


def save(name: str, picture: Image.Image) -> None:
    """Trimmed of white below, all of one size, few colours: small enough for a README."""
    picture = picture.convert("RGB")
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    if box:
        picture = picture.crop((0, 0, picture.width, max(box[3] + 20, picture.width)))
    picture.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    page.paste(picture, ((WIDTH - picture.width) // 2, 0))
    page.quantize(64).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
