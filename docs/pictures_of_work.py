"""The README's pictures of what an author sees: preview, statistics, terminal; a part of `docs/pictures.py`.

`.venv/bin/python docs/pictures_of_work.py` makes these three alone; they need Chromium and no build.
"""

from __future__ import annotations

import html
import io
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from chromium import Chromium  # noqa: E402 - found there
from dlexport.preview.server import prepared  # noqa: E402 - below those that are found
from dlexport.run.request import Request  # noqa: E402 - the same

if TYPE_CHECKING:
    from collections.abc import Mapping

PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1120, 760
SHOWN = """new Promise(done => {
  const look = () => {
    const frames = [...document.querySelectorAll("#views iframe")];
    if (frames.length && document.documentElement.dataset.shown) setTimeout(done, 1500);
    else requestAnimationFrame(look);
  };
  look();
})"""
COLOURS = {"1": "font-weight:bold", "2": "opacity:.75", "31": "color:#ff8f8f", "32": "color:#8fdb9c",
           "33": "color:#f2cf7a", "34": "color:#8ab6ff", "35": "color:#d9a6ff", "36": "color:#7fd8e3",
           "91": "color:#ff8f8f", "94": "color:#8ab6ff", "96": "color:#7fd8e3"}
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #fff }}
pre {{ margin: 0; padding: 22px 26px; background: #1b2126; color: #e8ecee; border-radius: 10px;
  font: 15px/1.5 "JetBrains Mono", "DejaVu Sans Mono", monospace; white-space: pre-wrap }}
</style><pre>{text}</pre>"""


def pictures(browser: Chromium, folder: Path) -> Mapping[str, Image.Image]:
    """The three, by name."""
    return {"preview": preview(browser), "stats": stats(browser, folder), "terminal": terminal(browser, folder)}


def preview(browser: Chromium) -> Image.Image:
    """The page beside the editor, with a question's card in it."""
    with prepared(Request(ROOT / "source" / "questions.yaml", ROOT / "build"), "x:{path}{line}{column}") as running:
        thread = threading.Thread(target=running.server.run, kwargs={"sockets": [running.listening]})
        thread.start()
        browser.size(WIDTH, HEIGHT)
        try:
            browser.open(running.address)
            browser.evaluate(SHOWN)
            browser.evaluate("document.querySelectorAll('#list button')[1].click()")
            browser.evaluate(SHOWN)
            seen = Image.open(io.BytesIO(browser.view()))
        finally:
            running.server.should_exit = True
            thread.join()
    return seen.crop((0, 0, WIDTH, 560))


def stats(browser: Chromium, folder: Path) -> Image.Image:
    """What `dlexport stats --plot` draws."""
    drawing = folder / "stats.svg"
    subprocess.run(dlexport("stats", "--plot", drawing), cwd=ROOT, check=True, capture_output=True)
    (folder / "stats.html").write_text(
        f'<body style="margin:0"><img src="{drawing.name}" style="width:{WIDTH}px">', encoding="utf-8")
    browser.size(WIDTH, HEIGHT)
    browser.open((folder / "stats.html").as_uri())
    return trimmed(Image.open(io.BytesIO(browser.screenshot())))


def terminal(browser: Chromium, folder: Path) -> Image.Image:
    """A mistake that is told, and a build."""
    project = folder / "mldeck"
    lines = []

    def typed(*words: str) -> None:
        done = subprocess.run(dlexport(*words), cwd=project, check=False, capture_output=True, text=True,
                              env={**os.environ, "FORCE_COLOR": "1", "LC_ALL": "C.UTF-8"})
        shown = [row for row in (done.stdout + done.stderr).split("\n") if not re.match(r"  \w+ \S+ is new", row)]
        lines.append(f"\x1b[32m$\x1b[0m \x1b[1mdlexport {' '.join(words)}\x1b[0m\n" + "\n".join(shown))

    project.mkdir()
    subprocess.run(dlexport("init", "--title", "Machine learning", "--language", "en"), cwd=project, check=True,
                   capture_output=True)
    source = project / "source" / "questions.yaml"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("    analysis: |", "    anaylsis: |", 1), encoding="utf-8")
    typed("check")
    source.write_text(text, encoding="utf-8")
    typed("all")
    (folder / "terminal.html").write_text(PAGE.format(text=coloured("".join(lines).strip())), encoding="utf-8")
    browser.size(WIDTH, HEIGHT)
    browser.open((folder / "terminal.html").as_uri())
    return trimmed(Image.open(io.BytesIO(browser.screenshot())))


def dlexport(*words: object) -> list[str]:
    """A command line."""
    return [sys.executable, "-m", "dlexport", *map(str, words)]


def coloured(text: str) -> str:
    """A terminal's text as HTML, its colours as spans."""
    made, opened = [], 0
    for piece in re.split(r"(\x1b\[[\d;]*m)", text):
        if match := re.fullmatch(r"\x1b\[([\d;]*)m", piece):
            styles = [COLOURS[code] for code in match[1].split(";") if code in COLOURS]
            if not styles:
                made.append("</span>" * opened)
                opened = 0
            else:
                made.append(f'<span style="{";".join(styles)}">')
                opened += 1
        else:
            made.append(html.escape(piece))
    return "".join(made) + "</span>" * opened


def trimmed(picture: Image.Image) -> Image.Image:
    """Without white below."""
    picture = picture.convert("RGB")
    box = Image.eval(picture.convert("L"), lambda value: 255 - value).getbbox()
    return picture.crop((0, 0, WIDTH, min(picture.height, (box[3] if box else HEIGHT) + 8)))


def save(name: str, picture: Image.Image) -> None:
    """In few colours: small enough for a README."""
    picture.convert("RGB").quantize(64).save(PICTURES / f"{name}.png", optimize=True)


def main() -> None:
    """Make the three."""
    with tempfile.TemporaryDirectory() as name:
        browser = Chromium(Path(name) / "profile")
        try:
            for title, picture in pictures(browser, Path(name)).items():
                save(title, picture)
        finally:
            browser.close()


if __name__ == "__main__":
    main()
