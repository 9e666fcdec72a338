"""Pages that were read in earlier runs: what is known of one holds as long as the codes on it stand for the same."""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from dlexport.exporters.pdf.file.page_contents import page_contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pypdfium2 import PdfDocument, PdfPage

    from dlexport.cache import Cache
    from dlexport.exporters.pdf.file.page_contents import PageContents

_NAMES = 32     # bytes of the key of the codes that a page was read with
_COUNT = 4      # bytes of how many of them it shows, which follow, each by its place among all


class PageAsked(NamedTuple):
    """A page to be read: its index, and what beside its content the reading follows from."""

    page: int
    how: str


def read_pages(
    document: PdfDocument, readings: Readings | None, wanted: Sequence[PageAsked],
    read: Callable[[PdfPage, int], Any],
) -> Iterator[Any]:
    """The reading of each page, in order; a page that PDFium has read before comes from the cache.

    Args:
        document: the file, opened.
        readings: what was read in earlier runs: of the same page, with codes that stand for the same in this file.
        wanted: the pages.
        read: a page and its place among those wanted -> what it says, as JSON has it.
    """
    keys = [readings.page_key(*one) if readings else b"" for one in wanted]
    known = readings.known(readings.cache.get_all(list(filter(None, keys)))) if readings else {}
    before: PdfPage | None = None
    for number, (one, key) in enumerate(zip(wanted, keys, strict=True)):
        if readings and key in known:
            readings.shown[one.page] = known[key]
            yield json.loads(known[key].said)
            continue
        page = document[one.page]
        if before is not None:      # PDFium forgets a font with the last open page that uses it
            before.close()
        before, found = page, read(page, number)
        if readings and key:
            readings.put(key, [one.page], json.dumps(found).encode("ascii"))
        yield found
    if before is not None:
        before.close()


class PageReading(NamedTuple):
    """What something in a file says, and the codes that it shows.

    Attributes:
        codes: the key of the codes of the file that it was read from.
        places: which of them it shows, as `array` packs them.
        said: what it says.
    """

    codes: bytes
    places: bytes
    said: bytes


class Readings:
    """What was read in earlier runs: the key of the codes of their file, which of these were shown, and what was said.

    Args:
        cache: where readings are kept.
        contents: the content of the file at hand.

    Attributes:
        shown: what is known of each page that was asked for: of a page that was read anew, only its codes.
    """

    def __init__(self, cache: Cache, contents: PageContents) -> None:
        self.cache, self.contents = cache, contents
        self.shown: dict[int, PageReading | None] = {}
        self._rows = sorted(contents.codes)
        self._name = cache.key("codes", *self._rows)
        self._others: dict[bytes, list[bytes]] = {self._name: self._rows}       # the rows of other files
        self._gone: dict[bytes, set[int]] = {self._name: set()}     # places of those that stand for the same no longer
        self._places: dict[bytes, int] = {}                     # row -> place
        self._by_font: dict[bytes, dict[int, int]] = {}         # font -> code -> place of its row

    def page_key(self, page: int, how: str) -> bytes:
        """The key of the reading of a page; empty where it is damaged."""
        digest = self.contents.digest(page)
        return self.cache.key("read page", digest, how) if digest else b""

    def known(self, entries: Mapping[bytes, bytes]) -> dict[bytes, PageReading]:
        """Those entries of which each code stands for the same here."""
        names = {entry[:_NAMES] for entry in entries.values()}
        # asked for although it is here, so that the cache holds it for as long as what needs it
        if self._name in names and self.cache.peek(self._name) is None:
            self.cache.put(self._name, b"\n".join(self._rows))
        others = names - self._others.keys()
        self._others |= {name: rows.split(b"\n") for name, rows in self.cache.get_all(others).items()}
        found: dict[bytes, PageReading] = {}
        for key, entry in entries.items():
            name = entry[:_NAMES]
            end = _NAMES + _COUNT + int.from_bytes(entry[_NAMES:_NAMES + _COUNT], "little") * array("I").itemsize
            if name not in self._others or len(entry) < end:
                continue
            if name not in self._gone:
                self._gone[name] = {
                    place for place, row in enumerate(self._others[name]) if row not in self.contents.codes}
            places, gone = entry[_NAMES + _COUNT:end], self._gone[name]
            if not gone or gone.isdisjoint(array("I", places)):
                found[key] = PageReading(name, places, entry[end:])
        return found

    def put(self, key: bytes, pages: Sequence[int], said: bytes) -> None:
        """Keep what pages say, unless one is damaged."""
        places = set[int]()
        for page in pages:
            if page not in self.shown:
                self.shown[page] = self._read(page)
            if (one := self.shown[page]) is None:
                return
            places.update(self._here(one))
        shown = array("I", sorted(places))
        self.cache.put(key, self._name + len(shown).to_bytes(_COUNT, "little") + shown.tobytes() + said)

    def _here(self, one: PageReading) -> Sequence[int]:
        """The places of what it shows among the codes of this file."""
        places, rows = array("I", one.places), self._others[one.codes]
        if one.codes == self._name:
            return places
        self._number()
        return [self._places[rows[place]] for place in places if place < len(rows)]

    def _read(self, page: int) -> PageReading | None:
        """The codes that a page shows; None where it is damaged."""
        shown = self.contents.shown(page)
        if shown is None:
            return None
        self._number()
        places = array("I")
        for font, codes in shown.items():
            rows = self._by_font.get(font, {})
            places.extend(sorted(map(rows.__getitem__, codes & rows.keys())))
        return PageReading(self._name, places.tobytes(), b"")

    def _number(self) -> None:
        """Number the codes of this file, and keep them, once."""
        if self._places:
            return
        self.cache.put(self._name, b"\n".join(self._rows))
        for place, row in enumerate(self._rows):
            label, code, _ = row.split(b" ", 2)
            self._places[row] = place
            self._by_font.setdefault(label.partition(b"/")[0], {})[int(code, 16)] = place


def readings(data: bytes, cache: Cache) -> Readings | None:
    """What was read in earlier runs; None where nothing is kept, or of a file that `packing` did not write."""
    contents = page_contents(data, cache) if cache.keeps else None
    return None if contents is None else Readings(cache, contents)
