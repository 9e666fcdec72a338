"""Structure elements: what a thing on the page is (ISO 32000-1, 14.7.2)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Element:
    """An element; its kids follow from what is drawn for it and for those below it, in the order drawn.

    Attributes:
        role: a standard structure type (14.8.4).
        alt: what stands for it where it cannot be seen.
        language: of its text, where that is not the document's.
        parent: None for those right below the document.
        own: kids that are there even if nothing is drawn for them: the cells of a row.
    """

    role: str
    parent: Element | None = None
    alt: str = ""
    language: str = ""
    own: tuple[Element, ...] = ()
    _links: dict[object, Element] = field(default_factory=dict, repr=False)

    def link(self, target: object) -> Element:
        """The one Link for a target inside this element, over as many lines and pages as it runs."""
        return self._links.setdefault(target, Element("Link", self))

    def put_under(self, parent: Element) -> None:
        """Hang the topmost element above this one, or itself, below `parent`, unless it is there already."""
        top = self
        while top is not parent and top.parent is not None:
            top = top.parent
        if top is not parent:
            top.parent = parent


ARTIFACT = Element("Artifact")
"""What is no content: rules, bullets, heads and feet (14.8.2.2)."""
