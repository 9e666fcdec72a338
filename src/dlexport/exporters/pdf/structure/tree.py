"""The structure tree of a file, and the entries that lead from its pages into it (ISO 32000-1, 14.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFString

from dlexport.exporters.pdf.structure.elements import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGE_ENTRIES = ("StructParents", "Tabs")


class _Node(PDFObject):  # type: ignore[misc] # reportlab is untyped
    """A structure element as an object of the file (Table 323)."""

    __RefOnly__ = 1

    def __init__(self, element: Element, parent: PDFObject, number: int) -> None:
        self.element = element
        self.parent = parent
        self.number = number
        self.page: Any = None
        self.kids: list[Any] = []

    def format(self, document: Any) -> bytes:  # noqa: ANN401 - reportlab is untyped
        """Its bytes."""
        element = self.element
        entries: dict[str, Any] = {"S": PDFName(element.role), "P": document.Reference(self.parent)}
        if self.page is not None:
            entries["Pg"] = self.page
        if element.alt:
            entries["Alt"] = PDFString(element.alt)
        if element.language:
            entries["Lang"] = PDFString(element.language)
        if element.role == "TH":        # 14.8.5.7: what its cells are the head of
            entries["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName("Column")})
        if element.role == "Note":      # ISO 14289-1, 7.9: each with an identifier
            entries["ID"] = PDFString(f"note{self.number}")
        kids = [document.Reference(kid) if isinstance(kid, _Node) else kid for kid in self.kids]
        entries["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
        data: bytes = PDFDictionary(entries).format(document)
        return data


def mark_page(page: Any, key: int | None) -> None:  # noqa: ANN401 - reportlab is untyped
    """Give a page its key in the tree, and have its links visited in the tree's order (ISO 14289-1, 7.18.3)."""
    page.__NoDefault__ = [*page.__NoDefault__, *_PAGE_ENTRIES]      # reportlab writes what is named there
    page.Tabs = PDFName("S")
    page.StructParents = key


@dataclass
class Tree:
    """The tree as it grows, page by page; `document` is reportlab's."""

    document: Any
    _nodes: dict[Element, _Node] = field(default_factory=dict)
    _parents: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        self._root.__RefOnly__ = 1
        self._top = _Node(Element("Document"), self._root, 0)

    def content(self, reference: Any, owners: Sequence[Element]) -> int | None:  # noqa: ANN401 - reportlab is untyped
        """Take in a page by who owns each of its marked sequences; its key, if it has any."""
        if not owners:
            return None
        nodes = [self._node(owner) for owner in owners]
        for number, node in enumerate(nodes):
            if node.page is None:
                node.page = reference
            same = node.page.name == reference.name
            node.kids.append(number if same else PDFDictionary(
                {"Type": PDFName("MCR"), "Pg": reference, "MCID": number}))
        self._parents.append(PDFArray([self.document.Reference(node) for node in nodes]))
        return len(self._parents) - 1

    def annotation(self, owner: Element) -> int:
        """The key (StructParent) of an annotation that belongs to a Link."""
        self._parents.append(self.document.Reference(self._node(owner)))
        return len(self._parents) - 1

    def hold(self, owner: Element, annotation: Any, page: Any) -> None:  # noqa: ANN401 - reportlab is untyped
        """Make the annotation a kid of its Link (14.7.4.3)."""
        self._node(owner).kids.append(PDFDictionary({"Type": PDFName("OBJR"), "Pg": page, "Obj": annotation}))

    def finish(self) -> Any:  # noqa: ANN401 - reportlab is untyped
        """The reference to the tree's root, when all pages are in."""
        numbers = [item for pair in enumerate(self._parents) for item in pair]
        self._root.dict |= {
            "K": PDFArray([self.document.Reference(self._top)]),
            "ParentTree": self.document.Reference(PDFDictionary({"Nums": PDFArray(numbers)})),
            "ParentTreeNextKey": len(self._parents),
        }
        return self.document.Reference(self._root)

    def _node(self, element: Element) -> _Node:
        """The node of an element, hung below its parent's when it is first met."""
        found = self._nodes.get(element)
        if found is None:
            parent = self._top if element.parent is None else self._node(element.parent)
            found = self._nodes.get(element)        # as one of its parent's own, it has come with it
        if found is None:
            found = self._nodes[element] = _Node(element, parent, len(self._nodes) + 1)
            parent.kids.append(found)
            for kid in element.own:
                self._node(kid)
        return found
