"""The formula tree: immutable elements of MathML Core, with a few attributes that only typesetting reads."""

from __future__ import annotations

from dataclasses import dataclass

HINT = "tex-"
"""Prefix of attributes that are for typesetting only and are never written to MathML."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a formula.

    Tags are those of presentation MathML. A `mo` grows with its neighbours only when its `stretchy` is "true"
    (MathML's own defaults, which depend on the character, are settled by the MathML writer). Lengths are in em.

    Attributes for typesetting: `tex-class` (TeX's atom class if it does not follow from the element), `tex-tag`
    (the number of an equation), `tex-fit` (how a table is placed among its neighbours).
    """

    tag: str
    children: tuple[Element, ...] = ()
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """The value of an attribute; None if it is not set."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None

    def having(self, **attributes: str) -> Element:
        """A copy of the element with these attributes set; `_` in a name stands for `-`."""
        changed = {name.replace("_", "-"): value for name, value in attributes.items()}
        kept = tuple(pair for pair in self.attributes if pair[0] not in changed)
        return Element(self.tag, self.children, self.text, kept + tuple(changed.items()))
