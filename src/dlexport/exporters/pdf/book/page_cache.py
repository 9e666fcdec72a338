"""Cache of set pages: the packed sheets of a chapter, or of a few questions, and their part of the structure tree.

Cached sheets are positioned at the start of the text block and have no page numbers, so that they fit wherever the
chapter is now. The glyph codes that they use are compared with those of the present document.
"""

from __future__ import annotations

import json
import pickle
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from dlexport.exporters.pdf.drawing.element import StructureElement
from dlexport.exporters.pdf.drawing.grey import without_colour
from dlexport.exporters.pdf.drawing.links import ToAddress, ToPlace
from dlexport.exporters.pdf.drawing.sheet import Area, NamedPlace, Packed, Sheet
from dlexport.exporters.pdf.file.segments import nothing
from dlexport.processes.spare import Spare
from dlexport.reader.incremental.known_texts import foreign
from dlexport.unpickling import DAMAGE, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dlexport.cache import Cache
    from dlexport.exporters.pdf.blocks.press import Press
    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.pages.pages import Pages

T = TypeVar("T")


class SheetRun(NamedTuple):
    """Sheets in a row, and the named places on them: name -> index of the sheet.

    Attributes:
        key: of all that finished sheets follow from; empty where they are not kept.
        load: loads what is drawn on them, where that is still in the cache.
    """

    sheets: list[Sheet]
    places: Mapping[str, int]
    key: bytes = b""
    load: Callable[[], None] = nothing

    @classmethod
    def of(cls, pages: Pages) -> SheetRun:
        """The sheets of pages, done."""
        return cls(pages.finish(), {name: page - pages.first for name, page in pages.found.items()})


@dataclass
class KeptSheets:
    """The runs of sheets of one document.

    Args:
        press: the typesetter of the document.
        cache: where sheets are stored.
        setting: everything besides their text on which all sheets depend: options, theme, fonts, language.
        late: whether what is drawn on known sheets is loaded only by their run's `load`: before, a sheet has its size,
            its places and its bitmaps.
        spare: the processes that may be started to set sheets.
    """

    press: Press
    cache: Cache
    setting: Sequence[str]
    late: bool = False
    spare: Spare = field(default_factory=Spare)
    _shared: bytes = field(init=False)
    _lacked: tuple[int, int] = (0, 0)       # when the last sheets were done: measures may set some of the next

    def __post_init__(self) -> None:
        self._shared = self.cache.key("sheets", *self.setting)

    @property
    def lacks(self) -> tuple[int, int]:
        """How many texts lacked a character so far, and how many tables room."""
        return len(self.press.missing), len(self.press.stacked)

    def key(self, text: Iterable[str | bytes]) -> bytes:
        """The key of sheets that depend on this text only."""
        return self.cache.key(self._shared, *text)

    def absent(self, keys: Iterable[bytes]) -> frozenset[bytes]:
        """The keys of sheets that are not in the cache."""
        wanted = frozenset(keys)
        return wanted - self.cache.held(wanted)

    def run(self, text: Sequence[str | bytes], make: Callable[[], Pages]) -> SheetRun:
        """The sheets of pages that depend on this text only: see `sheets`."""
        return self.sheets(text, lambda: SheetRun.of(make()))

    def sheets(self, text: Sequence[str | bytes], make: Callable[[], SheetRun]) -> SheetRun:
        """The sheets that depend on this text only, from the cache; or else made by `make`, and stored.

        They share no element with others. What lacks a character, or room for a table, is not kept, so that it is told
        every time.
        """
        return self.keyed(self.key(text), make)

    def keyed(self, key: bytes, make: Callable[[], SheetRun], elsewhere: Callable[[], bytes | None] | None = None,
              ) -> SheetRun:
        """The sheets of a key, likewise; `elsewhere` has them made in another process, if it can."""
        kept = self.cache.get(key)
        found = self._loaded(kept) if kept else None
        if found is not None:
            if not self.late:
                found.load()
            return found
        data = elsewhere() if elsewhere and self.lacks == self._lacked else None
        made = self._loaded(data) if data else None
        if data and made is not None:
            self.cache.put(key, data)
            if not self.late or not self.cache.keeps:
                made.load()
            return made if self.cache.keeps else made._replace(key=b"")
        made = make()
        for sheet in made.sheets:
            finish(sheet, self.press)
        if self.cache.keeps and self.lacks == self._lacked:
            data = self.dumped(made)
            self.cache.put(key, data)
            made = made._replace(key=self.cache.key("sheets", data))
        self._lacked = self.lacks
        return made

    def count(self, text: Sequence[str | bytes], make: Callable[[], int]) -> int:
        """A number of sheets that depends on this text only, from the cache or made."""
        return next(self.measures([text], lambda _: make()))

    def measures(self, texts: Iterable[Sequence[str | bytes]], make: Callable[[int], T]) -> Iterator[T]:
        """Measures that follow from texts, one after the other, likewise: as JSON has them, by the number of a text."""
        keys = [self.cache.key(self._shared, "measure", *text) for text in texts]
        known = self.cache.get_all(keys)
        for number, key in enumerate(keys):
            if key in known:
                yield json.loads(known[key])
            else:
                made = make(number)
                self.cache.put(key, json.dumps(made).encode("ascii"))
                yield made

    def dumped(self, run: SheetRun) -> bytes:
        """Finished sheets as they are kept."""
        table, roles = _Table(), self.press.cast.roles
        drawn: dict[Face, dict[int, None]] = {}
        for sheet in run.sheets:
            for face, codes in sheet.pack().codes.items():
                drawn.setdefault(face, {}).update(dict.fromkeys(sorted(map(ord, codes), key=face.drawn.__getitem__)))
        shown = [(*roles[face], [(*face.drawn[code], code) for code in codes]) for face, codes in drawn.items()]
        sizes = [(sheet.width, sheet.height, sheet.low, sheet.high,
                  [(place.name, place.left, place.top) for place in sheet.places],
                  [bitmap.name for bitmap in sheet.bitmaps]) for sheet in run.sheets]
        contents = [(
            pack.digest, pack.data,
            [(area.left, area.bottom, area.right, area.top, isinstance(area.target, ToAddress), _name(area),
              table.number(area.element)) for area in sheet.areas],
            sheet.opacities,
            [table.number(owner) for owner in sheet.owners],
        ) for sheet in run.sheets for pack in (sheet.pack(),)]
        drawn_on = pickle.dumps((contents, table.rows), pickle.HIGHEST_PROTOCOL)
        return pickle.dumps((sizes, dict(run.places), shown, drawn_on), pickle.HIGHEST_PROTOCOL)

    def _loaded(self, data: bytes) -> SheetRun | None:
        """The sheets; None if their glyph codes are not those of this document, or they are damaged.

        Raises:
            SourceError: the cache holds what this program did not put there.
        """
        try:
            sizes, places, shown, drawn_on = plain(data)
        except DAMAGE:
            return None
        try:
            for role, weight, pairs in shown:
                face = self.press.cast.face(role, weight)
                if any(face.settle(glyph, text) != code for glyph, text, code in pairs):
                    return None
            sheets = []
            for width, height, low, high, spots, bitmaps in sizes:
                sheet = Sheet(width, height, low, high)
                sheet.places = [NamedPlace(*spot) for spot in spots]
                sheet.bitmaps = [self.press.bitmap(name) for name in bitmaps]
                sheets.append(sheet)
        except DAMAGE as error:
            raise foreign() from error
        return SheetRun(sheets, places, self.cache.key("sheets", data), partial(_load, list(sheets), drawn_on))


def _load(sheets: Sequence[Sheet], data: bytes) -> None:
    """Load what is drawn on sheets.

    Raises:
        SourceError: the cache holds what this program did not put there.
    """
    try:
        contents, table = plain(data)
        elements = _elements(table)
        for sheet, (digest, packed, areas, opacities, owners) in zip(sheets, contents, strict=True):
            sheet.packed = Packed(digest, packed, {})
            sheet.areas = [Area(left, bottom, right, top, (ToAddress if outside else ToPlace)(name),
                                elements[element] if element >= 0 else None)
                           for left, bottom, right, top, outside, name, element in areas]
            sheet.opacities, sheet.owners = opacities, [elements[owner] for owner in owners]
    except DAMAGE as error:
        raise foreign() from error


def finish(sheet: Sheet, press: Press) -> None:
    """Pack a completely drawn sheet, in the inks of its theme."""
    if press.theme.inks == "grey":
        without_colour(sheet)
    sheet.pack()
    if sheet.besides is not None:
        finish(sheet.besides, press)


def _name(area: Area) -> str:
    return area.target.address if isinstance(area.target, ToAddress) else area.target.place


class _Table:
    """Elements as rows of plain values, each above its kids."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._numbers: dict[StructureElement, int] = {}

    def number(self, element: StructureElement | None) -> int:
        """The row of an element, -1 for none."""
        if element is None:
            return -1
        if element not in self._numbers:
            parent = self.number(element.parent)
            if element not in self._numbers:        # it may have come with its parent
                self._numbers[element] = len(self.rows)
                self.rows.append(row := [element.role, parent, element.alt, element.language, ()])
                row[4] = [self.number(kid) for kid in element.own]
        return self._numbers[element]


def _elements(rows: Sequence[Sequence[Any]]) -> list[StructureElement]:
    found: list[StructureElement] = []
    for role, parent, alt, language, _ in rows:
        found.append(StructureElement(role, found[parent] if parent >= 0 else None, alt, language))
    for element, (*_, own) in zip(found, rows, strict=True):
        if own:
            element.own = tuple([found[kid] for kid in own])
    return found
