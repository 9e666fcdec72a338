"""The structure tree of a file, and the entries that lead from its pages into it (ISO 32000-1, 14.7).

There are more elements than anything else in a file, so they are written without reportlab's dictionaries, which
take five times as long.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, assert_never

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName

from dlexport.exporters.pdf.drawing.element import Held, Marked, StructureElement
from dlexport.exporters.pdf.file.objects import Objects, Raw, text_string

if TYPE_CHECKING:
    from collections.abc import Sequence

_ATTRIBUTES = {"TH": "/A<</O/Table/Scope/Column>>", "TH-Row": "/A<</O/Table/Scope/Row>>"}     # 14.8.5.7: what it heads
_ROLES = {"TH-Row": "TH"}


def _written(element: StructureElement, objects: Objects) -> bytes:
    """An element as an object of the file (Table 323)."""
    page = next((kid.page for kid in element.kids if isinstance(kid, Marked)), "")
    kids = [_kid(kid, page, objects) for kid in element.kids]
    parent = element.parent.number if element.parent else 0
    entries = [f"<</S/{_ROLES.get(element.role, element.role)}/P {parent} 0 R", _ATTRIBUTES.get(element.role, "")]
    if page:
        entries.append(f"/Pg {objects.number(page)} 0 R")
    if element.alt:
        entries.append(f"/Alt{text_string(element.alt)}")
    if element.language:
        entries.append(f"/Lang({element.language})")
    if element.role == "Note":      # ISO 14289-1, 7.9: each with an identifier
        entries.append(f"/ID(note{element.number})")
    entries.append(f"/K {kids[0]}>>" if len(kids) == 1 else f"/K[{' '.join(kids)}]>>")
    return "".join(entries).encode("ascii")


def _kid(kid: StructureElement | Marked | Held, page: str, objects: Objects) -> str:
    """A kid as its element writes it; `page` goes without saying."""
    match kid:
        case Marked():
            if kid.page == page:
                return str(kid.number)
            return f"<</Type/MCR/Pg {objects.number(kid.page)} 0 R/MCID {kid.number}>>"
        case Held():
            return f"<</Type/OBJR/Pg {objects.number(kid.page)} 0 R/Obj {kid.annotation} 0 R>>"
        case StructureElement():
            return f"{kid.number} 0 R"
        case _:
            assert_never(kid)


@dataclass
class Tree:
    """The tree as it grows, page by page; pages go by reportlab's names.

    Attributes:
        objects: the file's.
        _rows: from the keys of pages and annotations to the elements that hold their content (14.7.4.4).
    """

    objects: Objects
    _elements: dict[int, StructureElement] = field(default_factory=dict)
    _rows: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        above = StructureElement("StructTreeRoot", number=self.objects.number(self._reference(self._root).name))
        self._top = StructureElement("Document", above)
        self._take(self._top)

    def content(self, page: str, owners: Sequence[StructureElement]) -> int | None:
        """Take in a page by who owns each of its marked sequences; its key, if it has any."""
        if not owners:
            return None
        for number, owner in enumerate(owners):
            self._take(owner)
            owner.kids.append(Marked(page, number))
        return self._row(f"[{' '.join(f'{owner.number} 0 R' for owner in owners)}]")

    def key(self, owner: StructureElement) -> int:
        """The key (StructParent) of an annotation that belongs to a Link."""
        self._take(owner)
        return self._row(f"{owner.number} 0 R")

    def hold(self, owner: StructureElement, page: str, annotation: int) -> None:
        """Make the annotation a kid of its Link."""
        self._take(owner)
        owner.kids.append(Held(page, annotation))

    def finish(self) -> Any:  # noqa: ANN401 - reportlab is untyped
        """The reference to the tree's root, when all pages are in."""
        self._root.dict |= {
            "K": f"[{self._top.number} 0 R]",
            "ParentTree": self._reference(Raw(
                f"<</Nums[{' '.join(f'{key} {row}' for key, row in enumerate(self._rows))}]>>".encode("ascii"))),
            "ParentTreeNextKey": len(self._rows),
        }
        return self._reference(self._root)

    def written(self, number: int) -> bytes:
        """The element of that number in the file as an object; it can be asked for once, as its kids are let go."""
        element = self._elements.pop(number)
        data = _written(element, self.objects)
        element.kids.clear()
        return data

    def _reference(self, thing: Any) -> Any:  # noqa: ANN401 - reportlab is untyped
        return self.objects.document.Reference(thing)

    def _row(self, row: str) -> int:
        """A row's key."""
        self._rows.append(row)
        return len(self._rows) - 1

    def _take(self, element: StructureElement) -> None:
        """Number an element that is met for the first time, and hang it below its parent."""
        if element.number:
            return
        if element.parent is None:
            element.parent = self._top
        self._take(element.parent)
        if element.number:      # as one of its parent's own, it has come with it
            return
        element.number = self.objects.reserve()
        self._elements[element.number] = element
        element.parent.kids.append(element)
        for kid in element.own:
            self._take(kid)
