"""The container: every file of the book in its place, as the bytes of a zip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.exporters.epub.package.addresses import COVER_PNG, COVER_SVG, FOLDER, NCX, PACKAGE, STYLE
from dlexport.publish.zip import ZipEntry, deterministic_zip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dlexport.cache import Cache
    from dlexport.exporters.epub.pages.page import Page
    from dlexport.pictures.media import Media

MIMETYPE: Final = b"application/epub+zip"
_CONTAINER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    f'<rootfiles><rootfile full-path="{PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles>\n'
    "</container>\n"
)


@dataclass(frozen=True, slots=True)
class Publication:
    """The files of a book; each page and picture knows its name.

    Attributes:
        drawings: formulas, by name.
        fonts: WOFF2, by name.
    """

    opf: str
    ncx: str
    style: bytes
    cover_svg: bytes
    cover_png: bytes
    pages: Sequence[Page]
    pictures: Sequence[Media]
    drawings: Mapping[str, bytes]
    fonts: Mapping[str, bytes]


def pack(book: Publication, cache: Cache) -> bytes:
    """The EPUB. Its type comes first and uncompressed, so that it can be told by its first bytes (OCF, 4.2)."""
    return deterministic_zip(_entries(book), cache)


def _entries(book: Publication) -> Iterator[ZipEntry]:
    yield ZipEntry("mimetype", MIMETYPE, compress=False)
    yield ZipEntry("META-INF/container.xml", _CONTAINER.encode())
    yield ZipEntry(PACKAGE, book.opf.encode())
    for page in book.pages:
        yield ZipEntry(FOLDER + page.name, page.markup.encode())
    yield ZipEntry(FOLDER + NCX, book.ncx.encode())
    yield ZipEntry(FOLDER + STYLE, book.style)
    yield ZipEntry(FOLDER + COVER_SVG, book.cover_svg)
    yield ZipEntry(FOLDER + COVER_PNG, book.cover_png, compress=False)
    for media in book.pictures:
        yield ZipEntry(f"{FOLDER}images/{media.name}", media.data, compress=media.kind == "svg")
    for name, data in book.drawings.items():
        yield ZipEntry(FOLDER + name, data)
    for name, data in book.fonts.items():
        yield ZipEntry(FOLDER + name, data, compress=False)
