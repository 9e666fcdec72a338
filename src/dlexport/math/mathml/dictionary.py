"""What a MathML renderer knows of operators by itself (MathML Core, appendix B), as far as formulas here need.

Only what is certain is listed: an operator that is absent gets its spacing spelt out.
"""

from __future__ import annotations

import re
from typing import Final

# Spaces before and after, in eighteenths of an em, by form. The forms are tried in MathML's order.
_INFIX_MEDIUM: Final = "+±÷−∓∔∖⧵∨∧∩∪⊎⊓⊔⊕⊖⊘⊟⊞⊻⊼⊽⋎⋏⋒⋓≀"
_PREFIX_NONE: Final = "+−±∓¬∀∃∇([{⟨⌈⌊⟦‖|"
_POSTFIX_NONE: Final = "!′″‴⁗)]}⟩⌉⌋⟧‖|"
_BIG: Final = "∫∬∭∮∯∰⨌∑∏∐⋂⋃⋁⋀⨀⨁⨂⨄⨆"
# Category A and "not listed", which both get the thick space.
_RELATION: Final = re.compile("[=<>≤≥≠≡≈≅∼≃∈∉∋⊂⊃⊆⊇∝≪≫≺≻⪯⪰→←↔⇒⇐⇔⟶⟵⟷⟹⟸⟺↦↪↩∣∥⊢⊨⊥⟂≜≔⩽⩾≲≳≍]")

GROWS_UPRIGHT: Final = frozenset("([{⟨⌈⌊⟦)]}⟩⌉⌋⟧|‖⟮⟯⎰⎱↑↓↕⇑⇓⇕")
"""Operators that grow as tall as their neighbours unless they are told not to."""

GROWS_WIDE: Final = frozenset("^~‾¯→←↔⇒⇐⇔⟶⟵⟷⟹⟸⟺↦↠↞↪↩⇌⇋⇀⇁↼↽⏞⏟⎴⎵⏜⏝")
"""Operators that grow as wide as what they stand over or under, unless told not to."""


def natural(text: str, form: str) -> tuple[int, int] | None:
    """The spaces a renderer puts before and after an operator in this form; None where we do not know."""
    if text in {"prefix": _PREFIX_NONE, "postfix": _POSTFIX_NONE}.get(form, ""):
        return 0, 0
    if text in _INFIX_MEDIUM:
        return 4, 4
    if text == ",":
        return 0, 3
    if text in _BIG:
        return 3, 3
    if text in "()[]{}⟨⟩⌈⌉⌊⌋!′″‴⁗":
        return 0, 0
    return (5, 5) if _RELATION.fullmatch(text) else None
