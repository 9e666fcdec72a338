"""The formula tree: MathML Core elements, immutable, with a few hints that only typesetting reads."""

from __future__ import annotations

from dataclasses import dataclass

HINT = "tex-"
"""Attributes that begin so are for the layout and are never written to MathML."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a formula.

    Tags are those of presentation MathML. A `mo` grows with its neighbours only when its `stretchy` is "true"
    (MathML's own defaults, which depend on the character, are settled by the MathML writer). Lengths are in em.

    Hints: `tex-class` (an atom class of TeX where the element does not tell it), `tex-tag` (an equation's
    number), `tex-fit` (how a table sits among its neighbours).
    """

    tag: str
    children: tuple[Element, ...] = ()
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """The value of an attribute, or None where it is not set."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None

    def having(self, **attributes: str) -> Element:
        """The same element with these attributes set; `_` in a name stands for `-`."""
        changed = {name.replace("_", "-"): value for name, value in attributes.items()}
        kept = tuple(pair for pair in self.attributes if pair[0] not in changed)
        return Element(self.tag, self.children, self.text, kept + tuple(changed.items()))
