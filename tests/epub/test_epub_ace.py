"""Ace by DAISY, the checker of accessible books, passes the book: EPUB Accessibility 1.1 and axe-core's WCAG rules."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from epub_books import artifact, kitchen_sink, real, repacked, unpacked

from by_hand import ROOT, book, question
from dlexport.exporters.epub.options import EpubOptions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Once
    from dlexport.book.book import Book

ACE = ROOT / "tests/npm/node_modules/@daisy/ace-core"
PROGRAM = ROOT / "tests/epub/ace_books.js"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH"),
    pytest.mark.skipif(shutil.which("node") is None, reason="no Node.js on PATH"),
    pytest.mark.skipif(not ACE.exists(), reason="Ace is not installed: make node"),
]
BOOKS: dict[str, tuple[Callable[[], Book], EpubOptions]] = {
    "real": (real, EpubOptions()),
    "every construct": (kitchen_sink, EpubOptions()),
    "answers at the end": (real, EpubOptions("end", "svg", embed_fonts=True)),
    "answers below": (kitchen_sink, EpubOptions("inline", "svg")),
}


def faulty() -> bytes:
    """A book one page of which does not say its language."""
    files = unpacked(artifact(book(question())).data)
    name = "EPUB/topic-topic.xhtml"
    files[name] = files[name].replace(b' xml:lang="zh-CN" lang="zh-CN"', b"", 1)
    return repacked(files)


@pytest.fixture(scope="module")
def reports(once: Once) -> Path:
    """What Ace says of all the books, run once for all."""
    def make(folder: Path) -> None:
        made = {name: artifact(source(), options).data for name, (source, options) in BOOKS.items()}
        for name, data in {**made, "faulty": faulty()}.items():
            (folder / f"{name}.epub").write_bytes(data)
        subprocess.run(
            ["node", str(PROGRAM), str(folder), *map(str, sorted(folder.glob("*.epub")))],
            env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM), "HOME": str(folder),
                 "ACE_TIMEOUT_INITIAL": "240000"},  # ms for the browser to start; 5 s are too few on a busy machine
            cwd=folder, capture_output=True, check=True, timeout=600)

    return once("ace", make)


def report(reports: Path, name: str) -> dict[str, object]:
    """What it says of one."""
    found: dict[str, object] = json.loads((reports / name / "report.json").read_bytes())
    return found


def said(found: dict[str, object]) -> list[str]:
    """The rule and the place of each assertion."""
    pages: list[dict[str, dict[str, str]]] = found["assertions"]    # type: ignore[assignment] # JSON
    return [f"{page['earl:testSubject']['url']}: {one['earl:test']['dct:title']}"     # type: ignore[index] # JSON
            for page in pages for one in page["assertions"]]


@pytest.mark.parametrize("name", BOOKS)
def test_the_book_passes(name: str, reports: Path) -> None:
    """Nothing is asserted against any page or the package document."""
    found = report(reports, name)
    assert (said(found), found["earl:result"]) == ([], {"earl:outcome": "pass"})


def test_a_book_with_a_fault_does_not_pass(reports: Path) -> None:
    """A page without a language is found: the test above can fail."""
    found = report(reports, "faulty")
    assert said(found) == ["topic-topic.xhtml: html-has-lang"]
    assert found["earl:result"] == {"earl:outcome": "fail"}
