"""Pages that were read in earlier runs: what is known of one holds as long as the codes on it stand for the same."""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from dlexport.exporters.pdf.file.unpacking import page_contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pypdfium2 import PdfDocument, PdfPage

    from dlexport.cache import Cache
    from dlexport.exporters.pdf.file.unpacking import PageContents

_NAMES = 32     # bytes of the key of the codes that a page was read with
_COUNT = 4      # bytes of how many of them it shows, which follow, each by its place among all


class PageAsked(NamedTuple):
    """A page to be read: its index, and what beside its content the reading follows from."""

    page: int
    how: str


def read_pages(
    document: PdfDocument, data: bytes, cache: Cache, wanted: Sequence[PageAsked], read: Callable[[PdfPage, int], Any],
) -> Iterator[Any]:
    """The reading of each page, in order; a page that PDFium has read before comes from the cache.

    Args:
        document: the file, opened.
        data: its bytes.
        cache: what was read in earlier runs: of the same page, with codes that stand for the same in this file.
        wanted: the pages.
        read: a page and its place among those wanted -> what it says, as JSON has it.
    """
    contents = page_contents(data) if cache.keeps else None
    if contents is None:
        known, keys, kept = dict[bytes, bytes](), [b""] * len(wanted), None
    else:
        keys = [cache.key("read page", contents.digests[one.page], one.how) for one in wanted]
        kept = _Kept(cache, contents)
        known = kept.known(keys)
    before: PdfPage | None = None
    for number, (one, key) in enumerate(zip(wanted, keys, strict=True)):
        if key in known:
            yield json.loads(known[key])
            continue
        page = document[one.page]
        if before is not None:      # PDFium forgets a font with the last open page that uses it
            before.close()
        before, found = page, read(page, number)
        if kept is not None:
            kept.put(key, one.page, json.dumps(found).encode("ascii"))
        yield found
    if before is not None:
        before.close()


class _Kept:
    """What is kept of pages: the key of the codes of their file, which of these they show, and what they say."""

    def __init__(self, cache: Cache, contents: PageContents) -> None:
        self._cache, self._contents = cache, contents
        self._rows = sorted(contents.codes)
        self._name = cache.key("codes", *self._rows)
        self._places: dict[bytes, dict[int, int]] = {}      # font -> code -> place of its row

    def known(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is known of the pages of which each code stands for the same here."""
        entries = self._cache.get_all(keys)
        others = {entry[:_NAMES] for entry in entries.values()} - {self._name}
        gone: dict[bytes, set[int]] = {self._name: set()}       # places of what no longer stands for the same
        for name, rows in self._cache.get_all(others).items():
            gone[name] = {place for place, row in enumerate(rows.split(b"\n")) if row not in self._contents.codes}
        found: dict[bytes, bytes] = {}
        for key, entry in entries.items():
            end = _NAMES + _COUNT + int.from_bytes(entry[_NAMES:_NAMES + _COUNT], "little") * array("I").itemsize
            lost = gone.get(entry[:_NAMES])
            if lost is not None and (not lost or lost.isdisjoint(array("I", entry[_NAMES + _COUNT:end]))):
                found[key] = entry[end:]
        return found

    def put(self, key: bytes, page: int, said: bytes) -> None:
        """Keep what a page says, unless it is damaged."""
        shown = self._contents.shown(page)
        if shown is None:
            return
        if not self._places:
            self._cache.put(self._name, b"\n".join(self._rows))
            for place, row in enumerate(self._rows):
                label, code, _ = row.split(b" ", 2)
                self._places.setdefault(label.partition(b"/")[0], {})[int(code, 16)] = place
        places = array("I")
        for font, codes in shown.items():
            rows = self._places.get(font, {})
            places.extend(sorted(map(rows.__getitem__, codes & rows.keys())))
        self._cache.put(key, self._name + len(places).to_bytes(_COUNT, "little") + places.tobytes() + said)
