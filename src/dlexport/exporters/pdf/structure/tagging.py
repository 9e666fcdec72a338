"""Tagging: strips learn which element their content belongs to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dlexport.exporters.pdf.strips import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.exporters.pdf.strips import Item, Put
    from dlexport.exporters.pdf.structure.elements import Element


def tagged(items: Iterable[Item], element: Element) -> list[Item]:
    """The items as content of an element; what has an element already stays in it, below this one."""
    return [replace(item, puts=tuple(_tagged(put, element) for put in item.puts)) if isinstance(item, Strip) else item
            for item in items]


def _tagged(put: Put, element: Element) -> Put:
    if put.element is None:
        return put._replace(element=element)
    put.element.put_under(element)
    return put
