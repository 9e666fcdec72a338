"""The book in MuPDF, the engine of many small readers: it must understand the style sheet."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from epub_books import artifact, epub, kitchen_sink, repacked

from dlexport.exporters.epub.options import EpubOptions

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("mutool") is None, reason="no mutool (mupdf-tools)")]

KNOWN = {"warning: ICC support is not available", "warning: unknown epub version: 3.0"}


def said(book: bytes, folder: Path) -> list[str]:
    """What MuPDF complains of while it lays out all pages."""
    path = folder / "book.epub"
    path.write_bytes(book)
    run = subprocess.run(["mutool", "draw", "-F", "text", "-o", folder / "text", path], capture_output=True, text=True,
                         check=True)
    complaints = {line for line in run.stderr.splitlines() if not line.startswith("page ")}
    return sorted(complaints - KNOWN)


@pytest.mark.parametrize("options", [EpubOptions(math="svg"), EpubOptions(embed_fonts=True)], ids=["svg", "fonts"])
def test_mupdf_understands_every_rule(options: EpubOptions, tmp_path: Path) -> None:
    """Nothing is said of the style sheets, nor of the pages; its text has what the bank says."""
    made = artifact(kitchen_sink(), options, allow_missing_glyphs=True)
    assert said(made.data, tmp_path) == []
    text = (tmp_path / "text").read_text(encoding="utf-8")
    assert "每种写法都有一份" in text
    assert "\n☑ 做完的事\n" in text                       # a box and a number stand on the line of their words
    assert "\n1 行内写法一览" in text


def test_a_rule_that_it_cannot_read_would_be_seen(tmp_path: Path) -> None:
    """As the two that MuPDF 1.21 refused once."""
    files = dict(epub(kitchen_sink()))
    files["EPUB/styles/book.css"] += b"p:has(> b) { margin: 0 }\n"
    assert len(said(repacked(files), tmp_path)) == 1
