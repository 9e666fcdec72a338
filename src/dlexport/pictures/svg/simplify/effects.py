"""Filters, and masks with shades of grey: cleaned, and kept for drawings that are rasterised because of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg.simplify.lengths import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dlexport.pictures.svg.simplify.around import Around, Shared
    from dlexport.pictures.svg.tree import Element

_PRIMITIVES: Final = frozenset({        # cost bounded by the number of pixels; none reads a file
    "feGaussianBlur", "feOffset", "feBlend", "feMerge", "feMergeNode", "feFlood", "feComposite", "feColorMatrix",
    "feDropShadow", "feComponentTransfer", "feFuncR", "feFuncG", "feFuncB", "feFuncA",
})
_AT_MOST: Final = 30            # primitives of a filter
_SIDES: Final = ("x", "y", "width", "height")
# a few functions with plain arguments, colours among them
_WRITTEN: Final = re.compile(r"(?: ?[a-z-]{4,12}\((?:[-+\w.,%# ]|rgba?\([\d.,%/ ]*\))*\)){1,4}")
_DESCRIBING: Final = frozenset({"id", "href", "style", "class", "filter", "mask", "clip-path"})


def filter_reference(element: Element, around: Around, shared: Shared) -> str:
    """The value for the `filter` attribute of an element; empty if it has none."""
    wanted = element.attributes.get("filter", "none")
    found = shared.target(wanted) if wanted.startswith("url(") else None
    if wanted == "none" or (found is None and wanted.startswith("url(")):
        return ""
    if found is None:       # `filter: drop-shadow(…)`
        if not _WRITTEN.fullmatch(wanted):
            shared.reader.refuse(element, f"the filter `{wanted[:40]}`")
            return ""
        shared.reader.pixels_for(element, "a filter")
        return wanted
    if found.name != "filter":
        return ""
    parts = list(_cleaned(found.children, around, shared))
    if len(parts) > _AT_MOST:
        shared.reader.refuse(found, f"a filter of more than {_AT_MOST} steps")
        return ""
    shared.reader.pixels_for(element, "a filter")
    made = shared.make("filter", _region(found), found, list(parts))
    return f"url(#{shared.define(('filter', id(found)), 'f', made)})"


def mask_of_shades(mask: Element, drawn: list[Element], shared: Shared) -> str:
    """The id of a mask with shades of grey."""
    shared.reader.pixels_for(mask, "a mask of shades")
    return shared.define(("mask", id(mask)), "m", shared.make("mask", _own(mask), mask, list(drawn)))


def _cleaned(children: Iterable[Element | str], around: Around, shared: Shared) -> Iterable[Element]:
    for child in children:
        if isinstance(child, str):
            continue
        shared.visit(child, around)
        if child.name not in _PRIMITIVES:
            if child.name not in {"title", "desc"}:
                shared.reader.refuse(child, f"the filter `{child.name}`")
            continue
        inner = list(_cleaned(child.children, replace(around, depth=around.depth + 1), shared))
        yield shared.make(child.name, _own(child), child, list(inner))


def _region(element: Element) -> dict[str, str]:
    """The attributes of a filter; its region is at most twice as wide and as tall as its element."""
    values = _own(element)
    sides = {name: values.pop(name) for name in _SIDES if name in values}
    if values.pop("filterUnits", "") == "userSpaceOnUse":
        sides = {}
    for name, text in sides.items():
        try:
            value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            continue
        values[name] = shown(min(2.0, max(0.0, value)) if name in {"width", "height"} else min(0.5, max(-0.5, value)))
    return values


def _own(element: Element) -> dict[str, str]:
    return {name: value for name, value in element.attributes.items() if name not in _DESCRIBING and ":" not in name}
