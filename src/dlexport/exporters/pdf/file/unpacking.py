"""The file's bytes taken apart as `packing` puts them together: objects by their numbers, in their ranges."""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from array import array
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

_DIRECT, _PACKED = 1, 2         # kinds of object (ISO 32000-1, table 18)
_KINDS = bytes([_DIRECT, _PACKED])
_direct = re.compile(bytes([_DIRECT])).finditer
_WIDTH = 7                      # bytes of a row of the index
_UP = b"\2"                     # the coding of each row: its difference from the one above
_TREE = re.compile(rb"<</Type/Pages/Count \d+/Kids\[[0-9 R]*\]>>\s*")     # which hands nothing down to its pages
numbers = re.compile(rb"(\d+) 0 R").findall

BROKEN: Final = (ValueError, LookupError, TypeError, OverflowError, zlib.error)
"""The errors of taking apart what `packing` did not put together."""


class PageNode(NamedTuple):
    """A node of the page tree: the first object of a segment.

    Attributes:
        number: its own.
        pages: the numbers of its pages.
    """

    number: int
    pages: list[int]


class NumberRange(NamedTuple):
    """Objects with numbers in a row.

    Attributes:
        first: the first number.
        end: the number after the last.
        digest: a hash of their bytes in the file and of their rows in the index, wherever in the file they are.
        stop: where in the file those of the next range begin.
    """

    first: int
    end: int
    digest: bytes
    stop: int


class Unpacked:
    """The objects of a file by their numbers.

    Raises:
        One of `BROKEN`, here or when it is asked: the file is not one that `packing` wrote.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        start = int(data[data.rindex(b"startxref") + 9:].split()[0])
        self.trailer, index = self._stream(start)
        rows = zlib.decompress(index)
        count, rest = divmod(len(rows), _WIDTH + 1)
        if rest or rows[::_WIDTH + 1] != _UP * count:
            raise ValueError("not the index that packing writes")
        columns = [_sums(rows[column::_WIDTH + 1]) for column in range(1, _WIDTH + 1)]
        spans = list(map(int, between(self.trailer, b"Index").strip(b"/Index []").split()))
        self._firsts, lengths = spans[::2], spans[1::2]
        self._begins = [0, *accumulate(lengths)]
        if self._begins[-1] != count or any(one >= other for one, other in pairwise(self._firsts)):
            raise ValueError("not the index that packing writes")
        self._kinds, self._places, self._orders = columns[0], _joined(columns[1:5], "I"), _joined(columns[5:], "H")
        self._packs: dict[int, list[bytes]] = {}
        self._images: dict[int, bytes] = {}

    @cached_property
    def catalog(self) -> bytes:
        """The root of all objects."""
        return self.named(self.trailer, b"Root")

    @cached_property
    def nodes(self) -> list[PageNode]:
        """The nodes of the page tree, in the order of the pages."""
        root = self.named(self.catalog, b"Pages")
        if not _TREE.fullmatch(root):
            raise ValueError("not there")
        return [PageNode(number, list(map(int, numbers(between(self.object(number), b"Kids")))))
                for number in map(int, numbers(between(root, b"Kids")))]

    @cached_property
    def pages(self) -> list[int]:
        """The numbers of the pages, in their order."""
        return [page for node in self.nodes for page in node.pages]

    def range(self, first: int) -> NumberRange:
        """The objects from that number on, with which a range of the index must begin."""
        place = self._firsts.index(first)
        begin, end = self._begins[place:place + 2]
        direct, (start, _), (stop, _) = self._direct[place], *self._extents[place:place + 2]
        kinds, moved, holders = self._kinds[begin:end], self._places[begin:end], self._places[begin:end]
        for row in direct:
            moved[row - begin] -= start
            holders[row - begin] = first
        last = first + end - begin - 1
        if kinds.strip(_KINDS) or min(holders) < first or max(holders) > last:
            raise ValueError("not where packing puts it")
        digest = hashlib.sha256(b"%d %d " % (first, last) + kinds + moved.tobytes() + self._orders[begin:end].tobytes())
        digest.update(memoryview(self.data)[start:stop])
        return NumberRange(first, last + 1, digest.digest(), stop)

    def is_whole(self, range_: NumberRange) -> bool:
        """Whether each stream of a range ends before the next range begins."""
        ends = []
        for row in self._direct[self._firsts.index(range_.first)]:
            start = self.data.index(b"stream\n", self._places[row])
            ends.append(start + 7 + int(after(self.data[self._places[row]:start], b"Length")))
        return max(ends) < range_.stop

    @cached_property
    def _direct(self) -> list[list[int]]:
        """Of each range of the index, the rows of objects that are not packed."""
        return [[match.start() for match in _direct(self._kinds, begin, end)] for begin, end in pairwise(self._begins)]

    @cached_property
    def _extents(self) -> list[tuple[int, int]]:
        """Of each range, where in the file the first of these objects begins, and the last one."""
        found = [(0, 0)]
        for rows in self._direct[1:]:
            places = list(map(self._places.__getitem__, rows))
            found.append((min(places), max(places)))
        if any(last >= start for (_, last), (start, _) in pairwise(found)):
            raise ValueError("not where packing puts it")
        return found

    def object(self, number: int) -> bytes:
        """An object that is no stream."""
        row = self._row(number)
        if self._kinds[row] != _PACKED:
            raise ValueError("not where packing puts it")
        pack = self._places[row]
        if pack not in self._packs:
            holder = self._row(pack)
            head, packed = self._stream(self._places[holder])
            body = zlib.decompress(packed)
            count, first = (int(after(head, name)) for name in (b"N", b"First"))
            starts = [int(word) + first for word in body[:first].split()[1::2]]
            ends = [*starts[1:], len(body)]
            if self._kinds[holder] != _DIRECT or len(starts) != count:
                raise ValueError("not a stream of objects")
            self._packs[pack] = [body[start:end] for start, end in zip(starts, ends, strict=True)]
        return self._packs[pack][self._orders[row]]

    def raw(self, number: int) -> bytes:
        """The bytes of a stream, as they are packed."""
        return self.stream(number)[1]

    def stream(self, number: int) -> tuple[bytes, bytes]:
        """The dictionary of a stream and its bytes."""
        row = self._row(number)
        if self._kinds[row] != _DIRECT:
            raise ValueError("not a stream")
        return self._stream(self._places[row])

    def named(self, owner: bytes, key: bytes) -> bytes:
        """The object to which an entry refers."""
        found = re.search(rb"/%b\s+(\d+) 0 R" % key, owner)
        if found is None:
            raise ValueError("not there")
        return self.object(int(found[1]))

    def image(self, number: int) -> bytes:
        """A hash of a bitmap and its mask."""
        if number not in self._images:
            head, data = self.stream(number)
            mask = re.search(rb"/SMask\s+(\d+) 0 R", head)
            below = self.image(int(mask[1])) if mask else b"-"
            about = [after(head, name) for name in (b"Width", b"Height", b"BitsPerComponent")]
            kinds = re.findall(rb"/(?:ColorSpace|Filter)\s*/(\w+)", head)
            self._images[number] = hashlib.sha256(b" ".join([*about, *kinds, below, data])).digest()
        return self._images[number]

    def _row(self, number: int) -> int:
        """The place of an object's row in the index."""
        place = bisect_right(self._firsts, number) - 1
        row = self._begins[place] + number - self._firsts[place]
        if place < 0 or row >= self._begins[place + 1]:
            raise KeyError(number)
        return row

    def _stream(self, place: int) -> tuple[bytes, bytes]:
        start = self.data.index(b"stream\n", place)
        head = self.data[place:start]
        return head, self.data[start + 7:start + 7 + int(after(head, b"Length"))]


def after(owner: bytes, key: bytes) -> bytes:
    """The word after a name."""
    found = re.search(rb"/%b\s+(\d+)" % key, owner)
    if found is None:
        raise ValueError("not there")
    return found[1]


def between(owner: bytes, key: bytes) -> bytes:
    """All between a name and what may end its array."""
    start = owner.index(b"/" + key)
    end = owner.find(b"/", start + 1)
    return owner[start:end if end >= 0 else len(owner)]


def _sums(differences: bytes) -> bytes:
    """Of bytes that are each the difference from the one before: the bytes."""
    sums = array("I", accumulate(differences)).tobytes()
    return sums[::4] if sys.byteorder == "little" else sums[3::4]


def _joined(columns: list[bytes], kind: str) -> array[int]:
    """Numbers from their bytes, the highest first."""
    size = len(columns)
    room = bytearray(size * len(columns[0]))
    for place, column in enumerate(columns):
        room[place::size] = column
    found = array(kind, bytes(room))
    if sys.byteorder == "little":
        found.byteswap()
    return found
