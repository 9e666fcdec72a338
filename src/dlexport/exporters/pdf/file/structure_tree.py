"""The structure elements of a segment, and the entries that lead from its pages to them (ISO 32000-1, 14.7).

There are more elements than anything else in a file, so they are written without reportlab's dictionaries, which
take five times as long.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from dlexport.exporters.pdf.drawing.element import Held, Marked, StructureElement
from dlexport.exporters.pdf.file.objects import Objects, references, text_string

if TYPE_CHECKING:
    from collections.abc import Sequence

_ATTRIBUTES = {"TH": "/A<</O/Table/Scope/Column>>", "TH-Row": "/A<</O/Table/Scope/Row>>"}     # 14.8.5.7: what it heads
_ROLES = {"TH-Row": "TH"}


def _written(element: StructureElement) -> bytes:
    """An element as an object of the file (Table 323)."""
    page = next((kid.page for kid in element.kids if isinstance(kid, Marked)), 0)
    kids = [_kid(kid, page) for kid in element.kids]
    parent = element.parent.number if element.parent else 0
    entries = [f"<</S/{_ROLES.get(element.role, element.role)}/P {parent} 0 R", _ATTRIBUTES.get(element.role, "")]
    if page:
        entries.append(f"/Pg {page} 0 R")
    if element.alt:
        entries.append(f"/Alt{text_string(element.alt)}")
    if element.language:
        entries.append(f"/Lang({element.language})")
    if element.role == "Note":      # ISO 14289-1, 7.9: each with an identifier
        entries.append(f"/ID(note{element.number})")
    entries.append(f"/K {kids[0]}>>" if len(kids) == 1 else f"/K[{' '.join(kids)}]>>")
    return "".join(entries).encode("ascii")


def _kid(kid: StructureElement | Marked | Held, page: int) -> str:
    """A kid as its element writes it; `page` goes without saying."""
    match kid:
        case Marked():
            if kid.page == page:
                return str(kid.number)
            return f"<</Type/MCR/Pg {kid.page} 0 R/MCID {kid.number}>>"
        case Held():
            return f"<</Type/OBJR/Pg {kid.page} 0 R/Obj {kid.annotation} 0 R>>"
        case StructureElement():
            return f"{kid.number} 0 R"
        case _:
            assert_never(kid)


@dataclass
class Tree:
    """The tree as it grows, page by page.

    A key of the parent tree is so many above `first`: no key of one segment is one of another, as each is that of a
    page or of an annotation, and there are no more of these than numbers (14.7.4.4).

    Attributes:
        objects: the segment's.
        first: its first number.
        top: the element of the whole document, with the kids that this segment hangs below it.
        _rows: from the keys of pages and annotations to the elements that hold their content.
    """

    objects: Objects
    first: int
    top: StructureElement
    _elements: list[StructureElement] = field(default_factory=list)
    _rows: list[str] = field(default_factory=list)

    def content(self, page: int, owners: Sequence[StructureElement]) -> int | None:
        """Take in a page by who owns each of its marked sequences; its key, if it has any."""
        if not owners:
            return None
        for number, owner in enumerate(owners):
            self._take(owner)
            owner.kids.append(Marked(page, number))
        return self._row(f"[{references([owner.number for owner in owners])}]")

    def key(self, owner: StructureElement) -> int:
        """The key (StructParent) of an annotation that belongs to a Link."""
        self._take(owner)
        return self._row(f"{owner.number} 0 R")

    def hold(self, owner: StructureElement, page: int, annotation: int) -> None:
        """Make the annotation a kid of its Link."""
        self._take(owner)
        owner.kids.append(Held(page, annotation))

    def finish(self) -> int:
        """The number of the parent tree's leaf for this segment, 0 for none (7.9.7); the elements are objects then."""
        for element in self._elements:
            self.objects.data[element.number] = _written(element)
        for element in self._elements:      # of each other, in circles
            element.kids.clear()
        if not self._rows:
            return 0
        rows = " ".join([f"{key} {row}" for key, row in enumerate(self._rows, self.first)])
        limits = f"{self.first} {self.first + len(self._rows) - 1}"
        return self.objects.add(f"<</Limits[{limits}]/Nums[{rows}]>>".encode("ascii"))

    def _row(self, row: str) -> int:
        """A row's key."""
        self._rows.append(row)
        return self.first + len(self._rows) - 1

    def _take(self, element: StructureElement) -> None:
        """Number an element that is met for the first time, and hang it below its parent."""
        if element.number:
            return
        if element.parent is None:
            element.parent = self.top
        self._take(element.parent)
        if element.number:      # as one of its parent's own, it has come with it
            return
        element.number = self.objects.reserve()
        self._elements.append(element)
        element.parent.kids.append(element)
        for kid in element.own:
            self._take(kid)
