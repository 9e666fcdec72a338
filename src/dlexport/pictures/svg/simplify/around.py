"""The context of an element while a drawing is simplified: what it inherits, and what the whole drawing shares."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg.simplify import lengths
from dlexport.pictures.svg.tree import ELEMENT_LIMIT, SIZE_LIMIT, Element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlexport.pictures.svg.simplify.lengths import Viewport
    from dlexport.pictures.svg.tree import Reader

USE_DEPTH: Final = 120       # nesting of elements, `use` included
VISIT_LIMIT: Final = 4 * ELEMENT_LIMIT      # elements visited, those that draw nothing included
CORNER_LIMIT: Final = 2 * ELEMENT_LIMIT     # corners that may carry a marker; each costs time, drawn or not
_HANDED_ON: Final = frozenset({
    "color", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "visibility", "marker-start", "marker-mid",
    "marker-end", "dominant-baseline", "clip-rule", "text-anchor", "white-space", "font-weight",
})


FRESH: Final[Mapping[str, str]] = {
    "fill": "#000000", "fill-opacity": "1", "stroke": "none", "stroke-opacity": "1", "stroke-width": "1",
    "stroke-dasharray": "none", "stroke-linecap": "butt", "stroke-linejoin": "miter",
}
"""Properties reset in markers and patterns, which inherit nothing from the place where they are drawn."""


class TooMuchError(Exception):
    """The drawing exceeds a limit; the problem is already recorded."""


@dataclass(frozen=True, slots=True)
class Around:
    """The context of an element: what it inherits.

    Attributes:
        viewport: to which percentages refer.
        values: inherited properties as written.
        size: font size in user units.
        using: ids of the elements being expanded, so that a reference to itself is noticed.
        depth: number of enclosing elements, `use` included.
    """

    viewport: Viewport
    values: Mapping[str, str] = field(default_factory=dict)
    size: float = 16.0
    using: frozenset[str] = frozenset()
    depth: int = 0

    def within(self, element: Element, **more: str) -> Around:
        """The context for the element's children."""
        own = {name: value for name, value in element.attributes.items() if name in _HANDED_ON and value != "inherit"}
        size = self.size
        if "font-size" in element.attributes:
            try:
                size = lengths.font_size(element.attributes["font-size"], self.size)
            except ValueError:      # noted where it is drawn
                size = self.size
        using = self.using | {f"#{element.attributes['id']}"} if "id" in element.attributes else self.using
        return replace(self, values={**self.values, **own, **more}, size=size, using=using, depth=self.depth + 1)

    def named(self, reference: str) -> Around:
        """The context with this name added to those being expanded, so that a reference to itself is noticed."""
        return replace(self, using=self.using | {reference})


class Shared:
    """State shared by all parts of a drawing: elements by id, definitions made, counters for the limits."""

    def __init__(self, root: Element, reader: Reader) -> None:
        self.reader = reader
        self.by_id: dict[str, Element] = {}
        self.definitions: dict[object, Element] = {}
        self._counts: dict[str, int] = {}
        self._visited = self._corners = self._made = self._written = 0
        self._collect(root)

    def _collect(self, element: Element) -> None:
        if "id" in element.attributes:
            self.by_id.setdefault(element.attributes["id"], element)
        for child in element.children:
            if not isinstance(child, str):
                self._collect(child)

    def visit(self, element: Element, around: Around) -> None:
        """Count a visited element.

        Raises:
            TooMuchError: a limit is exceeded.
        """
        self._visited += 1
        if self._visited > VISIT_LIMIT or around.depth > USE_DEPTH:
            self._refuse(element)

    def corners(self, shape: Element, number: int) -> None:
        """Count the corners of a shape with markers, which markers on markers would multiply.

        Raises:
            TooMuchError: a limit is exceeded.
        """
        self._corners += number
        if self._corners > CORNER_LIMIT:
            self._refuse(shape)

    def make(self, name: str, attributes: dict[str, str], source: Element,
             children: list[Element | str] | None = None) -> Element:
        """A new plain element with the position of `source` in the file.

        Raises:
            TooMuchError: a limit is exceeded.
        """
        self._made += 1
        self._written += sum(map(len, attributes.values())) + 12
        self._written += sum(len(child) for child in children or () if isinstance(child, str))
        if self._made > ELEMENT_LIMIT or self._written > SIZE_LIMIT:
            self._refuse(source)
        return Element(name, attributes, source.line, source.column, children if children is not None else [])

    def _refuse(self, element: Element) -> None:
        self.reader.note_element(element, "a drawing that grows beyond all limits where what it uses is put in",
                                 "draw less detail, or make it a PNG")
        raise TooMuchError

    def define(self, key: object, prefix: str, element: Element) -> str:
        """The id of a definition (gradient, clip path, …); `element` is added once per `key`."""
        known = self.definitions.get(key)
        if known is None:
            self._counts[prefix] = self._counts.get(prefix, 0) + 1
            element.attributes["id"] = f"{prefix}{self._counts[prefix]}"
            known = self.definitions[key] = element
        return known.attributes["id"]

    def target(self, reference: str) -> Element | None:
        """The element that `#id` or `url(#id)` names; None if there is none."""
        name = reference.strip()
        if name.startswith("url("):
            name = name[4:].partition(")")[0].strip(" '\"")
        return self.by_id.get(name[1:]) if name.startswith("#") else None

    def adopt(self, root: Element) -> None:
        """Add the ids of an embedded drawing, except those in use already."""
        self._collect(root)
