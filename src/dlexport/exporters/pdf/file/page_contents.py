"""The content of a file's pages, as far as tells one page from another."""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from array import array
from functools import cached_property
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.file.code_rows import code_rows
from dlexport.exporters.pdf.file.unpacking import BROKEN, Unpacked, after, between, numbers
from dlexport.exporters.pdf.fonts.own_cuts import origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.cache import Cache

_named = re.compile(rb"/(\S+)\s+(\d+) 0 R").findall
_text = re.compile(rb"/(\S+) [0-9.]+ Tf|\b(Q)\b|<([0-9a-f]+)>").findall     # font, font of before, string


class PageContents:
    """The content read from a file's pages.

    Args:
        file: its objects.
        cache: knows the fonts that were embedded here.

    Attributes:
        file: its objects.
        codes: what the codes in it stand for: a row for each code of each font, and of what it was made from.
    """

    def __init__(self, file: Unpacked, cache: Cache) -> None:
        self.file = file
        fonts = re.search(rb"/Font\s+(\d+) 0 R", file.object(file.pages[0]))
        if fonts is None:
            raise ValueError("not a page")
        self.fonts = int(fonts[1])
        self.codes = frozenset(self._codes(cache))

    @cached_property
    def digests(self) -> list[bytes | None]:
        """The digest of each page."""
        return [self.digest(page) for page in range(len(self.file.pages))]

    def digest(self, page: int) -> bytes | None:
        """A hash of a page's content and its bitmaps; None where it is damaged."""
        try:
            return self._digest(self.file.object(self.file.pages[page]))
        except BROKEN:
            return None

    def images(self, page: int) -> list[int]:
        """The numbers of a page's bitmaps."""
        return [int(number) for _, number in _images(self.file.object(self.file.pages[page]))]

    def shown(self, page: int) -> dict[bytes, set[int]] | None:
        """Each font's name, and the codes of it that a page may show; after a `Q` they may be of any font before.

        None where it is damaged.
        """
        try:
            found = between(self.file.object(self.file.pages[page]), b"Contents")
            streams = [zlib.decompress(self.file.raw(int(number))) for number in numbers(found)]
            strings, now = dict[bytes, list[bytes]](), list[bytes]()
            for font, back, string in _text(b"\n".join(streams)):
                if font:
                    strings.setdefault(font, [])
                    now = [font]
                elif back:
                    now = [*strings]
                else:
                    for one in now:
                        strings[one].append(string)
            return {font: _of_two_bytes(b"".join(some).decode()) for font, some in strings.items()}
        except BROKEN:
            return None

    def _digest(self, page: bytes) -> bytes:
        if not re.search(rb"/Type/Page\b", page):
            raise ValueError("not a page")
        fonts = re.search(rb"/Font\s+(\d+) 0 R", page)
        if fonts is not None and int(fonts[1]) != self.fonts:
            raise ValueError("not the one dictionary of fonts that the writer makes")
        digest = hashlib.sha256(between(page, b"ArtBox") + between(page, b"MediaBox"))
        states = re.search(rb"/ExtGState<<.*?>>>>", page, re.DOTALL)
        digest.update(states[0] if states else b"-")
        for name, number in _images(page):
            digest.update(name + self.file.image(int(number)))
        for number in numbers(between(page, b"Contents")):
            digest.update(self.file.raw(int(number)))
        return digest.digest()

    def _codes(self, cache: Cache) -> Iterator[bytes]:
        """The rows of all fonts' glyph codes, with their meanings and widths: see `code_rows`."""
        for name, number in _named(self.file.object(self.fonts)):
            font = self.file.object(int(number))
            descendant = self.file.object(int(numbers(between(font, b"DescendantFonts"))[0]))
            descriptor = self.file.named(descendant, b"FontDescriptor")
            streams = {key: self.file.raw(int(found[1])) for key, owner, entry in (
                ("font", descriptor, b"FontFile[23]"), ("cids", font, b"Encoding"),
                ("glyphs", descendant, b"CIDToGIDMap"), ("text", font, b"ToUnicode"))
                if (found := re.search(rb"/%b\s+(\d+) 0 R" % entry, owner))}
            made_from = origin(descriptor, [*streams.values()], cache)
            maps = {key: zlib.decompress(data) for key, data in streams.items() if key != "font"}
            label, widths = b"%b/%b/%b" % (name, _base_name(font), made_from), between(descendant, b"W")
            yield from code_rows(label, widths, after(descendant, b"DW"), maps)


def page_contents(data: bytes, cache: Cache) -> PageContents | None:
    """All that is read of a file's pages; None where the file is not one that `packing` wrote."""
    try:
        return PageContents(Unpacked(data), cache)
    except BROKEN:
        return None


def _images(page: bytes) -> list[tuple[bytes, bytes]]:
    """Name and number of each bitmap of a page."""
    images = re.search(rb"/XObject<<(.*?)>>", page, re.DOTALL)
    return _named(images[1]) if images else []


def _of_two_bytes(digits: str) -> set[int]:
    """The numbers that hexadecimal digits write in fours."""
    found = array("H", bytes.fromhex(digits))
    if sys.byteorder == "little":
        found.byteswap()
    return set(found)


def _base_name(font: bytes) -> bytes:
    """A font's name without the letters that follow from what is drawn of it."""
    found = re.search(rb"/BaseFont\s*/[A-Z]{6}\+([^\s/>]+)", font)
    if found is None:
        raise ValueError("not a font that is embedded")
    return found[1]
