"""Segments of a file: pages in a row with all that is only theirs, in a range of object numbers of their own.

Their bytes follow from their sheets, from what their links lead to and from where their numbers begin, and from
nothing else in the file; so they are kept between runs, and of a changed book only changed segments are made. What
joins them is a node of the page tree (ISO 32000-2, 7.7.3.2), a leaf of the parent tree with limits of its own (7.9.7),
and an index of several ranges (7.5.8.2).
"""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.drawing.links import ToAddress
from dlexport.exporters.pdf.drawing.sheet import number
from dlexport.exporters.pdf.file.objects import Objects, references, text_string
from dlexport.exporters.pdf.file.packing import Range, packed
from dlexport.exporters.pdf.file.structure_tree import Tree
from dlexport.unpickling import DAMAGE, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from dlexport.cache import Cache
    from dlexport.exporters.pdf.drawing.sheet import Area, Sheet

_TOGETHER = 16      # pages: chapters of fewer share a segment, since what is packed alone takes more room
_SLACK, _GRAIN = 3, 32      # binary digits of a range's length that count, and what it is rounded up to at the least


def nothing() -> None:
    """Load nothing: all is there."""


class Portion(NamedTuple):
    """Sheets in a row that are, or may become, one segment.

    Attributes:
        sheets: the sheets; of those that come from the cache, what is drawn on them may not be loaded yet.
        key: of all that they follow from; empty where that is not known.
        load: loads what is not.
        alone: whether it shares no segment with others, since it is drawn anew in each run.
    """

    sheets: list[Sheet]
    key: bytes = b""
    load: Callable[[], None] = nothing
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What segments say of the rest of the file.

    Attributes:
        pages, fonts, document: the numbers of the page tree's root, the dictionary of all fonts, and the element of the
            whole document.
        images: a bitmap's name -> the name and the number of its object.
        titles: place -> what a link to it is said to lead to.
        places: all named places.
    """

    pages: int
    fonts: int
    document: int
    images: Mapping[str, tuple[str, int]]
    titles: Mapping[str, str]
    places: Collection[str]

    def told(self) -> bytes:
        """A hash of what links lead to."""
        names = [*map("=".join, sorted(self.titles.items())), "", *sorted(self.places)]
        return hashlib.sha256("\n".join(names).encode()).digest()


class Segment(NamedTuple):
    """The bytes of a segment, and what the file says of it.

    Attributes:
        objects: its objects; the first is the node of its pages.
        pages: their number.
        kids: references to its elements right below the document.
        leaf: number of its leaf of the parent tree, 0 for none.
        places: name and destination of each of its places, from the first page to the last (12.3.2).
    """

    objects: Range
    pages: int
    kids: str
    leaf: int
    places: list[tuple[str, str]]


def written(portions: Iterable[Portion], first: int, elsewhere: Elsewhere, cache: Cache) -> Iterator[Segment]:
    """The segments, from the cache or made, with numbers from `first` on. Sheets are used up."""
    told, first = elsewhere.told(), _roomy(first)
    for portion in _joined(portions):
        images = [elsewhere.images[one.name] for sheet in portion.sheets for one in sheet.bitmaps]
        key = portion.key and cache.key("segment", portion.key, told, repr(
            (first, elsewhere.pages, elsewhere.fonts, elsewhere.document, images)))
        made = _kept(key, cache) if key else None
        if made is None:
            portion.load()
            made = _made(portion.sheets, first, elsewhere)
            if key:
                cache.put(key, pickle.dumps(tuple(made._replace(objects=tuple(made.objects))), pickle.HIGHEST_PROTOCOL))  # type: ignore[arg-type]
        portion.sheets.clear()
        first += _roomy(made.objects.end - first)
        yield made


def _kept(key: bytes, cache: Cache) -> Segment | None:
    data = cache.peek(key)      # what its pages were made from has been counted
    try:
        objects, *rest = plain(data) if data else (None,)
        return Segment(Range(*objects), *rest) if objects else None
    except DAMAGE:
        return None


def _roomy(length: int) -> int:
    """The length of a range with some numbers left free, so that later ranges stay where they are when it grows a bit.

    They are at most a quarter, as PDFium takes no number above 4,194,304 (`CPDF_Parser::kMaxObjectNumber`).
    """
    grain = max(_GRAIN, 1 << max(0, length.bit_length() - _SLACK))
    return -(-length // grain) * grain


def _joined(portions: Iterable[Portion]) -> Iterator[Portion]:
    """The portions, short ones joined to the next."""
    waiting: list[Portion] = []
    for portion in portions:
        if waiting and portion.alone:
            yield _one(waiting)
            waiting = []
        waiting.append(portion)
        if portion.alone or sum(len(one.sheets) for one in waiting) >= _TOGETHER:
            yield _one(waiting)
            waiting = []
    if waiting:
        yield _one(waiting)


def _one(portions: Sequence[Portion]) -> Portion:
    def load() -> None:
        for one in portions:
            one.load()

    keys = [one.key for one in portions]
    return Portion([sheet for one in portions for sheet in one.sheets],
                   hashlib.sha256(b"".join(keys)).digest() if all(keys) else b"", load)


def _made(sheets: Sequence[Sheet], first: int, elsewhere: Elsewhere) -> Segment:
    objects = Objects(first)
    node = objects.reserve()
    top = StructureElement("Document", number=elsewhere.document)
    tree = Tree(objects, first, top)
    pages, places = list[int](), list[tuple[str, str]]()
    for sheet in sheets:
        page = objects.reserve()
        pages.append(page)
        places += [(place.name, f"[{page} 0 R/XYZ {round(sheet.left + place.left)} {number(place.top)} 0]")
                   for place in sheet.places]
        objects.data[page] = _page(sheet, page, node, tree, elsewhere)
        sheet.packed = sheet.besides = None
        sheet.areas, sheet.places, sheet.owners = [], [], []
    kids = f"/Count {len(pages)}/Kids[{references(pages)}]"
    objects.data[node] = f"<</Type/Pages/Parent {elsewhere.pages} 0 R{kids}>>".encode("ascii")
    leaf = tree.finish()
    below = references([kid.number for kid in top.kids if isinstance(kid, StructureElement)])
    top.kids.clear()
    return Segment(packed(first, objects), len(pages), below, leaf, places)


def _page(sheet: Sheet, page: int, node: int, tree: Tree, elsewhere: Elsewhere) -> bytes:
    """A page as an object (ISO 32000-1, 7.7.3.3), below a node of the page tree.

    Its ArtBox is the extent of the meaningful content (14.11.2), by which heads and feet can be told from it. Links are
    visited in the tree's order (ISO 14289-1, 7.18.3).
    """
    objects, packs = tree.objects, [sheet.pack(), *([sheet.besides.pack()] if sheet.besides else [])]
    key = tree.content(page, sheet.owners)
    links = [_link(page, area, sheet.left, tree, elsewhere) for area in sheet.areas
             if isinstance(area.target, ToAddress) or area.target.place in elsewhere.places]   # a selection lacks some
    streams = [objects.stream(one.data) for one in packs]
    if sheet.left:
        begin, end = objects.shared(f"q 1 0 0 1 {number(sheet.left)} 0 cm"), objects.shared("Q")
        streams = [begin, streams[0], end, *streams[1:]]
    resources = [f"/Font {elsewhere.fonts} 0 R"]
    images = dict(elsewhere.images[bitmap.name] for bitmap in sheet.bitmaps)
    if images:
        resources.append(f"/XObject<<{' '.join(f'/{name} {image} 0 R' for name, image in images.items())}>>")
    if sheet.opacities:
        states = [f"/{name}<</ca {fill:g}/CA {stroke:g}>>" for name, (fill, stroke) in sheet.opacities.items()]
        resources.append(f"/ExtGState<<{' '.join(states)}>>")
    size = f"{number(sheet.width)}"
    entries = [
        f"<</Type/Page/Parent {node} 0 R/MediaBox[0 0 {size} {number(sheet.height)}]",
        f"/ArtBox[0 {number(sheet.low)} {size} {number(sheet.high)}]/Resources<<{''.join(resources)}>>",
        f"/Contents[{references(streams)}]/Tabs/S",
    ]
    if links:
        entries.append(f"/Annots[{references(links)}]")
    if key is not None:
        entries.append(f"/StructParents {key}")
    return "".join([*entries, ">>"]).encode("ascii")


def _link(page: int, area: Area, left: float, tree: Tree, elsewhere: Elsewhere) -> int:
    """The number of a link of a page (ISO 32000-1, 12.5.6.5), held by its element, so far to the right.

    Its description says in words where it leads (ISO 14289-1, 7.18.5).
    """
    target = area.target
    told = target.address if isinstance(target, ToAddress) else elsewhere.titles.get(target.place, target.place)
    corners = " ".join(number(edge, 1) for edge in (left + area.left, area.bottom, left + area.right, area.top))
    entries = [f"<</Type/Annot/Subtype/Link/Rect[{corners}]/Border[0 0 0]/F 4/Contents{text_string(told)}"]
    if isinstance(target, ToAddress):
        entries.append(f"/A<</S/URI/URI{text_string(target.address)}>>")
    else:
        entries.append(f"/Dest{text_string(target.place)}")
    if area.element is not None:
        entries.append(f"/StructParent {tree.key(area.element)}")
    link = tree.objects.add("".join([*entries, ">>"]).encode("ascii"))
    if area.element is not None:
        tree.hold(area.element, page, link)
    return link
