"""Ace by DAISY, the checker of accessible books, passes the book: EPUB Accessibility 1.1 and axe-core's WCAG rules."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from epub_books import ROOT, artifact, book, kitchen_sink, question, real, repacked, unpacked

from dlexport.exporters.epub.options import EpubOptions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dlexport.book.book import Book

ACE = ROOT / "tests/npm/node_modules/.bin/ace-puppeteer"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
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


def report(data: bytes, folder: Path) -> dict[str, object]:
    """What Ace says. It exits with 0 whatever it finds: the outcome is in its report."""
    (folder / "book.epub").write_bytes(data)
    subprocess.run(
        [str(ACE), "--force", "--silent", "--outdir", str(folder / "report"), str(folder / "book.epub")],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM), "HOME": str(folder),
             "ACE_TIMEOUT_INITIAL": "60000"},   # ms for the browser to start; 5 s are too few on a busy machine
        capture_output=True, check=True, timeout=240,
    )
    found: dict[str, object] = json.loads((folder / "report/report.json").read_bytes())
    return found


def said(found: dict[str, object]) -> list[str]:
    """The rule and the place of each assertion."""
    pages: list[dict[str, dict[str, str]]] = found["assertions"]    # type: ignore[assignment] # JSON
    return [f"{page['earl:testSubject']['url']}: {one['earl:test']['dct:title']}"     # type: ignore[index] # JSON
            for page in pages for one in page["assertions"]]


@pytest.mark.parametrize("name", BOOKS)
def test_the_book_passes(name: str, tmp_path: Path) -> None:
    """Nothing is asserted against any page or the package document."""
    source, options = BOOKS[name]
    found = report(artifact(source(), options).data, tmp_path)
    assert (said(found), found["earl:result"]) == ([], {"earl:outcome": "pass"})


def test_a_book_with_a_fault_does_not_pass(tmp_path: Path) -> None:
    """A page without a language is found: the test above can fail."""
    files = unpacked(artifact(book(question())).data)
    name = "EPUB/topic-topic.xhtml"
    files[name] = files[name].replace(b' xml:lang="zh-CN" lang="zh-CN"', b"", 1)
    found = report(repacked(files), tmp_path)
    assert said(found) == ["topic-topic.xhtml: html-has-lang"]
    assert found["earl:result"] == {"earl:outcome": "fail"}
