"""The file's bytes taken apart as `packing` puts them together, as far as tells one page from another."""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from array import array
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.file.code_rows import code_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DIRECT, _PACKED = 1, 2         # kinds of object (ISO 32000-1, table 18)
_WIDTH = 7                      # bytes of a row of the index
_numbers = re.compile(rb"(\d+) 0 R").findall
_named = re.compile(rb"/(\S+)\s+(\d+) 0 R").findall
_text = re.compile(rb"/(\S+) [0-9.]+ Tf|\b(Q)\b|<([0-9a-f]+)>").findall     # font, font of before, string


class PageContents(NamedTuple):
    """The content read from a file's pages.

    Attributes:
        digests: for each page a hash of its content and its bitmaps.
        codes: what the codes in it stand for: a row for each code of each font.
        shown: a page's index -> each font's name, and the codes of it that it may show; None where it is damaged.
    """

    digests: list[bytes]
    codes: frozenset[bytes]
    shown: Callable[[int], dict[bytes, set[int]] | None]


def page_contents(data: bytes) -> PageContents | None:
    """All that is read of a file's pages, as far as tells one from another.

    None where the file is not one that `packing` wrote.
    """
    try:
        return _File(data).contents()
    except (ValueError, LookupError, TypeError, zlib.error):
        return None


class _File:
    """The objects of a file by their numbers."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        start = int(data[data.rindex(b"startxref") + 9:].split()[0])
        self._trailer, index = self._stream(start)
        rows = zlib.decompress(index)
        if len(rows) % (_WIDTH + 1):
            raise ValueError("not the index that packing writes")
        # each row begins with a byte for its coding, and is the difference from the one above
        columns = [[value & 0xFF for value in accumulate(rows[column::_WIDTH + 1])] for column in range(1, _WIDTH + 1)]
        ranges = list(map(int, _array(self._trailer, b"Index").strip(b"/Index []").split()))
        numbers = [number for first, count in zip(ranges[::2], ranges[1::2], strict=True)
                   for number in range(first, first + count)]
        self._kinds = dict(zip(numbers, columns[0], strict=True))
        self._places = dict(zip(numbers, map(int.from_bytes, zip(*columns[1:5], strict=True)), strict=True))
        self._orders = dict(zip(numbers, map(int.from_bytes, zip(*columns[5:], strict=True)), strict=True))
        self._packs: dict[int, list[bytes]] = {}
        self._images: dict[int, bytes] = {}
        self._fonts: set[bytes] = set()             # numbers of the dictionaries that name them

    def contents(self) -> PageContents:
        """The hash of each page, and the codes of all."""
        catalog = self._named(self._trailer, b"Root")
        nodes = _numbers(_array(self._named(catalog, b"Pages"), b"Kids"))      # one for each segment
        found = [self.object(int(page)) for node in nodes for page in _numbers(_array(self.object(int(node)), b"Kids"))]
        digests = [self._page(page) for page in found]
        if len(self._fonts) > 1:
            raise ValueError("not the one dictionary of fonts that the writer makes")
        codes = frozenset(row for number in self._fonts for row in self._codes(int(number)))
        return PageContents(digests, codes, lambda page: self._shown(found[page]))

    def _shown(self, page: bytes) -> dict[bytes, set[int]] | None:
        """Each font's name, and the codes that a page shows of it; after a `Q` they may be of any font before."""
        try:
            streams = [zlib.decompress(self._raw(int(number))) for number in _numbers(_array(page, b"Contents"))]
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
        except (ValueError, LookupError, zlib.error):
            return None

    def object(self, number: int) -> bytes:
        """An object that is no stream."""
        if self._kinds[number] != _PACKED:
            raise ValueError("not where packing puts it")
        pack = self._places[number]
        if pack not in self._packs:
            head, packed = self._stream(self._places[pack])
            body = zlib.decompress(packed)
            count, first = (int(_after(head, name)) for name in (b"N", b"First"))
            starts = [int(word) + first for word in body[:first].split()[1::2]]
            ends = [*starts[1:], len(body)]
            if len(starts) != count:
                raise ValueError("not a stream of objects")
            self._packs[pack] = [body[start:end] for start, end in zip(starts, ends, strict=True)]
        return self._packs[pack][self._orders[number]]

    def _page(self, page: bytes) -> bytes:
        if not re.search(rb"/Type/Page\b", page):
            raise ValueError("not a page")
        digest = hashlib.sha256(_array(page, b"ArtBox") + _array(page, b"MediaBox"))
        fonts = re.search(rb"/Font\s+(\d+) 0 R", page)
        if fonts is not None:
            self._fonts.add(fonts[1])
        states = re.search(rb"/ExtGState<<.*?>>>>", page, re.DOTALL)
        digest.update(states[0] if states else b"-")
        images = re.search(rb"/XObject<<(.*?)>>", page, re.DOTALL)
        for name, number in _named(images[1]) if images else ():
            digest.update(name + self._image(int(number)))
        for number in _numbers(_array(page, b"Contents")):
            digest.update(self._raw(int(number)))
        return digest.digest()

    def _image(self, number: int) -> bytes:
        """A hash of a bitmap and its mask."""
        if number not in self._images:
            if self._kinds[number] != _DIRECT:
                raise ValueError("not a stream")
            head, data = self._stream(self._places[number])
            mask = re.search(rb"/SMask\s+(\d+) 0 R", head)
            below = self._image(int(mask[1])) if mask else b"-"
            about = [_after(head, name) for name in (b"Width", b"Height", b"BitsPerComponent")]
            kinds = re.findall(rb"/(?:ColorSpace|Filter)\s*/(\w+)", head)
            self._images[number] = hashlib.sha256(b" ".join([*about, *kinds, below, data])).digest()
        return self._images[number]

    def _codes(self, fonts: int) -> Iterator[bytes]:
        """The rows of all fonts' glyph codes, with their meanings and widths: see `code_rows`."""
        for name, number in _named(self.object(fonts)):
            font = self.object(int(number))
            descendant = self.object(int(_numbers(_array(font, b"DescendantFonts"))[0]))
            maps = {key: zlib.decompress(self._raw(int(found[1]))) for key, owner, entry in (
                ("text", font, b"ToUnicode"), ("cids", font, b"Encoding"), ("glyphs", descendant, b"CIDToGIDMap"))
                if (found := re.search(rb"/%b\s+(\d+) 0 R" % entry, owner))}
            label, widths = b"%b/%b" % (name, _base_name(font)), _array(descendant, b"W")
            yield from code_rows(label, widths, _after(descendant, b"DW"), maps)

    def _named(self, owner: bytes, key: bytes) -> bytes:
        found = re.search(rb"/%b\s+(\d+) 0 R" % key, owner)
        if found is None:
            raise ValueError("not there")
        return self.object(int(found[1]))

    def _raw(self, number: int) -> bytes:
        if self._kinds[number] != _DIRECT:
            raise ValueError("not a stream")
        return self._stream(self._places[number])[1]

    def _stream(self, place: int) -> tuple[bytes, bytes]:
        """The dictionary of a stream and its bytes."""
        start = self._data.index(b"stream\n", place)
        head = self._data[place:start]
        return head, self._data[start + 7:start + 7 + int(_after(head, b"Length"))]


def _of_two_bytes(digits: str) -> set[int]:
    """The numbers that hexadecimal digits write in fours."""
    found = array("H", bytes.fromhex(digits))
    if sys.byteorder == "little":
        found.byteswap()
    return set(found)


def _after(owner: bytes, key: bytes) -> bytes:
    """The word after a name."""
    found = re.search(rb"/%b\s+(\d+)" % key, owner)
    if found is None:
        raise ValueError("not there")
    return found[1]


def _base_name(font: bytes) -> bytes:
    """A font's name without the letters that follow from what is drawn of it."""
    found = re.search(rb"/BaseFont\s*/[A-Z]{6}\+([^\s/>]+)", font)
    if found is None:
        raise ValueError("not a font that is embedded")
    return found[1]


def _array(owner: bytes, key: bytes) -> bytes:
    """All between a name and what may end its array."""
    start = owner.index(b"/" + key)
    end = owner.find(b"/", start + 1)
    return owner[start:end if end >= 0 else len(owner)]
