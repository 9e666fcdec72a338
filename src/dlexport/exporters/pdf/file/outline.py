"""The outline of a file: what a reader shows beside the pages (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.file.objects import text_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dlexport.exporters.pdf.file.objects import Objects


class Bookmark(NamedTuple):
    """An entry of the outline: level 0 for chapters, 1 for what is in them; `place` is a named place."""

    title: str
    place: str
    level: int


def outline(bookmarks: Iterable[Bookmark], places: Mapping[str, str], objects: Objects) -> int:
    """The number of the outline's root; 0 where there is nothing in it.

    Args:
        bookmarks: its entries; those of which the place is not there are left out.
        places: name -> destination, in the order of the pages, which is that of the entries.
        objects: where it is added.
    """
    order = {name: number for number, name in enumerate(places)}
    chapters: list[list[Bookmark]] = []
    for bookmark in sorted((one for one in bookmarks if one.place in order), key=lambda one: order[one.place]):
        if bookmark.level and chapters:
            chapters[-1].append(bookmark)
        else:
            chapters.append([bookmark])
    if not chapters:
        return 0
    root = objects.reserve()
    tops = [objects.reserve() for _ in chapters]
    for place, (top, (chapter, *inside)) in enumerate(zip(tops, chapters, strict=True)):
        below = [objects.reserve() for _ in inside]
        for k, bookmark in enumerate(inside):
            objects.data[below[k]] = _entry(bookmark, top, below, k, places)
        closed = f"/First {below[0]} 0 R/Last {below[-1]} 0 R/Count -{len(below)}" if below else ""
        objects.data[top] = _entry(chapter, root, tops, place, places, closed)
    ends = f"/First {tops[0]} 0 R/Last {tops[-1]} 0 R"
    objects.data[root] = f"<</Type/Outlines{ends}/Count {len(tops)}>>".encode("ascii")
    return root


def _entry(  # noqa: PLR0913, PLR0917 - an entry, and what is around it
    bookmark: Bookmark, above: int, row: Sequence[int], place: int, places: Mapping[str, str], below: str = "",
) -> bytes:
    """One of a row of entries below another."""
    before = f"/Prev {row[place - 1]} 0 R" if place else ""
    after = f"/Next {row[place + 1]} 0 R" if place + 1 < len(row) else ""
    return (f"<</Title{text_string(bookmark.title)}/Parent {above} 0 R{before}{after}{below}"
            f"/Dest{places[bookmark.place]}>>").encode("ascii")
