"""A walk over the structure of a PDF, as its own objects show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator


def kids(element: Any) -> list[Any]:  # noqa: ANN401 - pikepdf's objects have one type
    """What an element holds."""
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def elements(element: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """An element and all below it."""
    yield element
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def tree(pdf: pikepdf.Pdf) -> list[Any]:
    """All elements, from the document down, in reading order."""
    return list(elements(pdf.Root.StructTreeRoot.K[0]))


def parent_tree(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """The parent tree's entries by their keys; no key lies outside its leaf's limits (ISO 32000-2, 7.9.7)."""
    found: dict[int, Any] = {}
    before = -1
    for leaf in pdf.Root.StructTreeRoot.ParentTree.Kids:
        entries = dict(zip(*[iter(leaf.Nums)] * 2, strict=True))
        assert [before < min(entries), min(entries), max(entries)] == [True, *leaf.Limits]
        before = max(entries)
        found |= entries
    assert before < pdf.Root.StructTreeRoot.ParentTreeNextKey
    return found


def role(element: Any) -> str:  # noqa: ANN401 - as above
    """What an element is."""
    return str(element.S)[1:]


def inner(element: Any) -> list[str]:  # noqa: ANN401 - as above
    """What the elements right below one are."""
    return [role(kid) for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def marks(page: pikepdf.Page) -> Iterator[tuple[int, bool, bool]]:
    """For each thing shown on a page: how deep in elements it is, whether in an artifact."""
    open_: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                tag = str(operands[0])
                numbered = len(operands) > 1 and "/MCID" in operands[1]
                open_.append("element" if numbered else "artifact" if tag == "/Artifact" else "span")
            case "EMC":
                open_.pop()
            case "TJ" | "f" | "S" | "Do":
                yield open_.count("element"), "artifact" in open_, bool(open_)
            case _:
                pass
    assert open_ == []


def held(pdf: pikepdf.Pdf) -> Iterator[tuple[tuple[int, int], int, Any]]:
    """For each marked sequence that the tree holds: its page, its number there, the element that holds it."""
    for element in tree(pdf):
        for kid in kids(element):
            if isinstance(kid, int):
                yield element.Pg.objgen, kid, element
            elif "/MCID" in kid:
                yield kid.Pg.objgen, int(kid.MCID), element


def numbered(page: pikepdf.Page) -> list[int]:
    """The numbers of a page's marked sequences, in the order drawn."""
    return [int(operands[1].MCID) for operands, operator in pikepdf.parse_content_stream(page, "BDC")
            if "/MCID" in operands[1]]
