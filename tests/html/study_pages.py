"""Study pages of the banks that the tests look at."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dlexport.book.book import Book, compose
from dlexport.exporters.html import HtmlExporter
from dlexport.lock.lock import DatedBook
from dlexport.plugin.contract import ExportContext
from dlexport.reader import read
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme

ROOT = Path(__file__).resolve().parents[2]
BANKS = {"real": "source/questions.yaml", "sink": "tests/cases/valid/kitchen-sink/questions.yaml"}
KINDS = "tests/cases/valid/kinds/questions.yaml"
EXPORTER = HtmlExporter()


@cache
def book(name: str) -> Book:
    """The real bank, or the one with every construct."""
    return compose(read(ROOT / BANKS[name]))


@cache
def kinds() -> Book:
    """The one with every kind of question."""
    return compose(read(ROOT / KINDS))


def study_page(source: Book) -> bytes:
    """What the exporter makes of a book."""
    context = ExportContext(0, theme(None), Fonts())
    return EXPORTER.export(DatedBook(source, {}, {}, {}), EXPORTER.Options(), context).data
