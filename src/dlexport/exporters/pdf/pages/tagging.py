"""Tagging: each strip gets the structure element that its content belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlexport.exporters.pdf.pages.strips import Put, Strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.exporters.pdf.drawing.element import StructureElement
    from dlexport.exporters.pdf.pages.strips import Item


def tagged(items: Iterable[Item], element: StructureElement) -> list[Item]:
    """The items as content of an element. Those that have an element keep it, as a child of this one."""
    return [item._replace(puts=tuple([_tagged(put, element) for put in item.puts]))
            if isinstance(item, Strip) and item.puts else item for item in items]


def _tagged(put: Put, element: StructureElement) -> Put:
    if put.element is None:
        return Put(put.x, put.down, put.ink, element)
    put.element.put_under(element)
    return put
