"""The structure tree of a file, and the entries that lead from its pages into it (ISO 32000-1, 14.7).

There are more elements than anything else in a file, so they write themselves: reportlab's dictionaries take
five times as long.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject

from dlexport.exporters.pdf.structure.elements import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGE_ENTRIES = ("StructParents", "Tabs")
_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})
_ATTRIBUTES = {"TH": "/A<</O/Table/Scope/Column>>"}     # 14.8.5.7: what its cells are the head of


class _Marked(NamedTuple):
    """A marked sequence of a page as a kid of an element (14.7.4.2)."""

    page: str
    number: int


class _Held(NamedTuple):
    """An annotation of a page as a kid of its Link (14.7.4.3)."""

    page: str
    annotation: str


class _Node(PDFObject):  # type: ignore[misc] # reportlab is untyped
    """A structure element as an object of the file (Table 323). Pages and annotations go by reportlab's names."""

    __RefOnly__ = 1

    def __init__(self, element: Element, parent: int, document: Any) -> None:  # noqa: ANN401 - reportlab is untyped
        self.element = element
        self.parent = parent
        self.number = _number(document.Reference(self).name, document)
        self.kids: list[_Node | _Marked | _Held] = []

    def format(self, document: Any) -> bytes:  # noqa: ANN401 - reportlab is untyped
        """Its bytes."""
        element = self.element
        page = next((kid.page for kid in self.kids if isinstance(kid, _Marked)), "")
        kids = [_kid(kid, page, document) for kid in self.kids]
        entries = [f"<</S/{element.role}/P {self.parent} 0 R", _ATTRIBUTES.get(element.role, "")]
        if page:
            entries.append(f"/Pg {_number(page, document)} 0 R")
        if element.alt:
            entries.append(f"/Alt{_text(element.alt)}")
        if element.language:
            entries.append(f"/Lang({element.language})")
        if element.role == "Note":      # ISO 14289-1, 7.9: each with an identifier
            entries.append(f"/ID(note{self.number})")
        entries.append(f"/K {kids[0]}>>" if len(kids) == 1 else f"/K[{' '.join(kids)}]>>")
        return "".join(entries).encode("ascii")


def _kid(kid: _Node | _Marked | _Held, page: str, document: Any) -> str:  # noqa: ANN401 - reportlab is untyped
    """A kid as its element writes it; `page` goes without saying."""
    match kid:
        case _Marked():
            if kid.page == page:
                return str(kid.number)
            return f"<</Type/MCR/Pg {_number(kid.page, document)} 0 R/MCID {kid.number}>>"
        case _Held():
            return f"<</Type/OBJR/Pg {_number(kid.page, document)} 0 R/Obj {_number(kid.annotation, document)} 0 R>>"
        case _:
            return f"{kid.number} 0 R"


def _number(name: str, document: Any) -> int:  # noqa: ANN401 - reportlab is untyped
    """The number of an object of the file."""
    number: int = document.idToObjectNumberAndVersion[name][0]
    return number


def _text(value: str) -> str:
    """A text string (7.9.2.2)."""
    if value.isascii() and value.isprintable():
        return f"({value.translate(_ESCAPED)})"
    return f"<feff{value.encode('utf-16-be').hex()}>"


class _ParentTree(PDFObject):  # type: ignore[misc] # reportlab is untyped
    """From the keys of pages and annotations to the elements that hold their content (14.7.4.4)."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.rows: list[str] = []

    def add(self, row: str) -> int:
        """A row's key."""
        self.rows.append(row)
        return len(self.rows) - 1

    def format(self, _document: Any) -> bytes:  # noqa: ANN401 - reportlab is untyped
        """Its bytes."""
        return f"<</Nums[{' '.join(f'{key} {row}' for key, row in enumerate(self.rows))}]>>".encode("ascii")


def mark_page(page: Any, key: int | None) -> None:  # noqa: ANN401 - reportlab is untyped
    """Give a page its key in the tree, and have its links visited in the tree's order (ISO 14289-1, 7.18.3)."""
    page.__NoDefault__ = [*page.__NoDefault__, *_PAGE_ENTRIES]      # reportlab writes what is named there
    page.Tabs = PDFName("S")
    page.StructParents = key


@dataclass
class Tree:
    """The tree as it grows, page by page; `document` is reportlab's, pages and annotations go by its names."""

    document: Any
    _nodes: dict[Element, _Node] = field(default_factory=dict)
    _parents: _ParentTree = field(default_factory=_ParentTree)

    def __post_init__(self) -> None:
        self._root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root = _number(self.document.Reference(self._root).name, self.document)
        self._top = _Node(Element("Document"), root, self.document)

    def content(self, page: str, owners: Sequence[Element]) -> int | None:
        """Take in a page by who owns each of its marked sequences; its key, if it has any."""
        if not owners:
            return None
        nodes = [self._node(owner) for owner in owners]
        for number, node in enumerate(nodes):
            node.kids.append(_Marked(page, number))
        return self._parents.add(f"[{' '.join(f'{node.number} 0 R' for node in nodes)}]")

    def key(self, owner: Element) -> int:
        """The key (StructParent) of an annotation that belongs to a Link."""
        return self._parents.add(f"{self._node(owner).number} 0 R")

    def hold(self, owner: Element, page: str, annotation: str) -> None:
        """Make the annotation a kid of its Link."""
        self._node(owner).kids.append(_Held(page, annotation))

    def finish(self) -> Any:  # noqa: ANN401 - reportlab is untyped
        """The reference to the tree's root, when all pages are in."""
        self._root.dict |= {
            "K": PDFArray([self.document.Reference(self._top)]),
            "ParentTree": self.document.Reference(self._parents),
            "ParentTreeNextKey": len(self._parents.rows),
        }
        return self.document.Reference(self._root)

    def _node(self, element: Element) -> _Node:
        """The node of an element, hung below its parent's when it is first met."""
        found = self._nodes.get(element)
        if found is None:
            parent = self._top if element.parent is None else self._node(element.parent)
            found = self._nodes.get(element)        # as one of its parent's own, it has come with it
        if found is None:
            found = self._nodes[element] = _Node(element, parent.number, self.document)
            parent.kids.append(found)
            for kid in element.own:
                self._node(kid)
        return found
