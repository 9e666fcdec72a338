"""Segments that were read in earlier runs: what one says holds as long as its bytes in the file are the same.

With them the named places on its pages, the bitmaps shown there, and what its glyph codes stand for: all else that its
pages refer to is in the segment.
"""

from __future__ import annotations

import pickle
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dlexport.exporters.pdf.file.unpacking import BROKEN, numbers
from dlexport.unpickling import DAMAGE, plain

if TYPE_CHECKING:
    from dlexport.exporters.pdf.file.known_pages import Readings
    from dlexport.exporters.pdf.file.unpacking import NumberRange

_places = re.compile(rb"((\([^()\\]*\))\[(\d+) 0 R/XYZ -?[0-9.]+ -?[0-9.]+ 0\])").findall     # of plain names
_NODE = re.compile(rb"<</Type/Pages/Parent (\d+) 0 R/Count \d+/Kids\[[0-9 R]*\]>>\s*")
_tree = re.compile(rb"/Pages\s+(\d+) 0 R").findall


@dataclass(slots=True)
class KnownSegment:
    """A segment of a file.

    Attributes:
        pages: the indexes of its pages.
        places: the indexes of the named places on them.
        key: of what it says; empty where that is not kept.
        said: what it says, in plain values, where that is known.
    """

    pages: range
    numbers: NumberRange
    places: list[int] = field(default_factory=list)
    key: bytes = b""
    said: Any = None


def known_segments(readings: Readings, how: str) -> tuple[list[KnownSegment], list[bytes]] | None:
    """The segments of a file, in order, and its named places as they are written; None of another writer's file.

    Args:
        readings: what was read in earlier runs.
        how: what beside the file the reading follows from.
    """
    try:
        segments, names = _segments(readings, how)
    except BROKEN:
        return None
    entries = readings.cache.peek_all([one.key for one in segments])
    known = readings.known(entries)
    for one in segments:
        if one.key in known:
            one.said = _said(known[one.key].said, readings)
    return segments, names


def keep(one: KnownSegment, said: Any, readings: Readings) -> None:  # noqa: ANN401 - plain values
    """Keep what a segment says, if it follows from the segment."""
    try:
        if (images := _images(one, readings)) is not None:
            readings.put(one.key, one.pages, pickle.dumps((images, said), pickle.HIGHEST_PROTOCOL))
    except BROKEN:
        return


def _segments(readings: Readings, how: str) -> tuple[list[KnownSegment], list[bytes]]:
    contents, file = readings.contents, readings.contents.file
    segments: list[KnownSegment] = []
    owners: dict[bytes, int] = {}       # number of a page -> its segment
    first = 0
    for node in file.nodes:
        owners |= {b"%d" % page: len(segments) for page in node.pages}
        segments.append(KnownSegment(range(first, first + len(node.pages)), file.range(node.number)))
        first += len(node.pages)
    listed = file.named(file.named(file.catalog, b"Names"), b"Dests").strip()
    found = _places(listed)
    rows = [row for row, _, _ in found]
    if listed != b"<</Names[%b]>>" % b" ".join(rows):
        raise ValueError("not there")
    here: list[list[bytes]] = [[] for _ in segments]
    for number, (row, _, page) in enumerate(found):
        owner = owners[page]
        here[owner].append(row)
        segments[owner].places.append(number)
    (tree,) = _tree(file.catalog)
    for one, places in zip(segments, here, strict=True):
        one.key = readings.cache.key("read segment", how, tree, str(contents.fonts), one.numbers.digest, *places)
    return segments, [name for _, name, _ in found]


def _images(one: KnownSegment, readings: Readings) -> dict[int, bytes] | None:
    """Number and hash of each bitmap that a segment shows; None where something else is outside of it."""
    contents, file = readings.contents, readings.contents.file
    (tree,) = _tree(file.catalog)
    node = _NODE.fullmatch(file.object(one.numbers.first))
    if node is None or node[1] != tree or not file.is_whole(one.numbers):
        return None
    within = range(one.numbers.first, one.numbers.end)
    images = {number: file.image(number) for page in one.pages for number in contents.images(page)}
    for page in one.pages:
        outside = {number for number in map(int, numbers(file.object(file.pages[page]))) if number not in within}
        if not outside <= {contents.fonts, *images}:
            return None
    return images


def _said(data: bytes, readings: Readings) -> Any:  # noqa: ANN401 - plain values
    """What a segment said; None where its bitmaps are others now, or where that is no such entry."""
    try:
        images, said = plain(data)
        if all(readings.contents.file.image(number) == digest for number, digest in images.items()):
            return said
    except (*DAMAGE, *BROKEN):
        pass
    return None
