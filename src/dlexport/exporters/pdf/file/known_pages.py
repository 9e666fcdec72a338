"""Pages that were read in earlier runs: what is known of one holds as long as its codes stand for the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from dlexport.exporters.pdf.file.unpacking import page_contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pypdfium2 import PdfDocument, PdfPage

    from dlexport.cache import Cache

_NAMES = 32     # bytes of the key of the codes that a page was read with


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
        cache: what was read in earlier runs: of the same page, with codes that all stand for the same in this file.
        wanted: the pages.
        read: a page and its place among those wanted -> what it says, as JSON has it.
    """
    contents = page_contents(data) if cache.keeps else None
    if contents is None:
        known, keys, codes = dict[bytes, bytes](), [b""] * len(wanted), b""
    else:
        keys = [cache.key("read page", contents.digests[one.page], one.how) for one in wanted]
        codes = cache.key("codes", *sorted(contents.codes))
        known = _known(cache, keys, codes, contents.codes)
    before: PdfPage | None = None
    drawn = False
    for number, (one, key) in enumerate(zip(wanted, keys, strict=True)):
        if key in known:
            yield json.loads(known[key])
            continue
        page = document[one.page]
        if before is not None:      # PDFium forgets a font with the last open page that uses it
            before.close()
        before, found = page, read(page, number)
        if contents is not None:
            if not drawn:
                cache.put(codes, b"\n".join(sorted(contents.codes)))
                drawn = True
            cache.put(key, codes + json.dumps(found).encode("ascii"))
        yield found
    if before is not None:
        before.close()


def _known(cache: Cache, keys: Sequence[bytes], codes: bytes, here: frozenset[bytes]) -> dict[bytes, bytes]:
    """The entries of pages that were read with codes of which each stands for the same here."""
    entries = cache.get_all(keys)
    others = {entry[:_NAMES] for entry in entries.values()} - {codes}
    same = {codes, *(name for name, rows in cache.get_all(others).items() if here.issuperset(rows.split(b"\n")))}
    return {key: entry[_NAMES:] for key, entry in entries.items() if entry[:_NAMES] in same}
