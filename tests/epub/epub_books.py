"""What is in the e-books made from books."""

from __future__ import annotations

import io
import posixpath
import zipfile
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from by_hand import KITCHEN_SINK, MOMENT, ROOT
from dlexport.book.book import Book, compose
from dlexport.exporters.epub import EpubExporter
from dlexport.exporters.epub.options import EpubOptions
from dlexport.lock.lock import DatedBook
from dlexport.plugin.contract import ExportContext
from dlexport.reader import read
from dlexport.theme.fonts import Fonts
from dlexport.theme.styles import theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dlexport.plugin.contract import Artifact

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
EXPORTER = EpubExporter()


@cache
def kitchen_sink() -> Book:
    """A bank with every construct."""
    return compose(read(KITCHEN_SINK / "questions.yaml"))


@cache
def real() -> Book:
    """The bank that the project is for."""
    return compose(read(ROOT / "source/questions.yaml"))


def artifact(
    source: Book, options: EpubOptions | None = None, *, moment: int = MOMENT, allow_missing_glyphs: bool = False,
) -> Artifact:
    """What the exporter makes of a book."""
    context = ExportContext(moment, theme(None), Fonts(), allow_missing_glyphs=allow_missing_glyphs)
    return EXPORTER.export(DatedBook(source, {}, {}, {}), options or EpubOptions(), context)


def epub(source: Book, options: EpubOptions | None = None) -> Mapping[str, bytes]:
    """The files of a book's EPUB."""
    return unpacked(artifact(source, options).data)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a zip, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def parsed(markup: bytes) -> ET.Element:
    """The tree of a file that we made."""
    return ET.fromstring(markup)  # noqa: S314 - our own


def pages(files: Mapping[str, bytes]) -> dict[str, ET.Element]:
    """The pages by name."""
    return {posixpath.basename(name): parsed(data) for name, data in files.items() if name.endswith(".xhtml")}


def shown(element: ET.Element | None) -> str:
    """The text of an element, its white space made single spaces."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def find(root: ET.Element, ident: str) -> ET.Element:
    """The one element of that id."""
    (found,) = [element for element in root.iter() if element.get("id") == ident]
    return found


def with_class(root: ET.Element, name: str) -> Iterator[ET.Element]:
    """The elements of that class."""
    return (element for element in root.iter() if name in element.get("class", "").split())
