"""Structure elements: what a thing on the page is (ISO 32000-1, 14.7.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Marked(NamedTuple):
    """A marked sequence of a page as a kid of an element (14.7.4.2); pages go by their numbers in the file."""

    page: int
    number: int


class Held(NamedTuple):
    """An annotation of a page as a kid of its Link (14.7.4.3); both by their numbers."""

    page: int
    annotation: int


@dataclass(slots=True, eq=False)
class StructureElement:
    """An element; its kids follow from what is drawn for it and for those below it, in the order drawn.

    There are more of these than of anything else in a file, so each is its own node in the tree.

    Attributes:
        role: a standard structure type (14.8.4).
        alt: what stands for it where it cannot be seen.
        language: of its text, where that is not the document's.
        parent: None for those right below the document.
        own: kids that are there even if nothing is drawn for them: the cells of a row.
        number: of its object in the file, 0 until the tree has taken it in.
        kids: what the tree has hung below it.
    """

    role: str
    parent: StructureElement | None = None
    alt: str = ""
    language: str = ""
    own: tuple[StructureElement, ...] = ()
    number: int = 0
    kids: list[StructureElement | Marked | Held] = field(default_factory=list, repr=False)
    _links: dict[object, StructureElement] | None = None

    def link(self, target: object) -> StructureElement:
        """The one Link for a target inside this element, over as many lines and pages as it runs."""
        if self._links is None:
            self._links = {}
        return self._links.setdefault(target, StructureElement("Link", self))

    def span(self, words: object, language: str) -> StructureElement:
        """The one Span for words of another language inside this element, over as many lines as they run."""
        if self._links is None:
            self._links = {}
        return self._links.setdefault(words, StructureElement("Span", self, language=language))

    def put_under(self, parent: StructureElement) -> None:
        """Hang the topmost element above this one, or itself, below `parent`, unless it is there already."""
        top = self
        while top is not parent and top.parent is not None:
            top = top.parent
        if top is not parent:
            top.parent = parent


ARTIFACT = StructureElement("Artifact")
"""The mark of artifacts, which are no content: rules, bullets, heads and feet (14.8.2.2)."""
