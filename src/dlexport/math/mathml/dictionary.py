"""MathML's operator dictionary (MathML Core, appendix B), as far as formulas here need it.

Only certain entries are listed: an operator that is not listed gets explicit spacing.
"""

from __future__ import annotations

import re
from typing import Final

# Spaces before and after, in eighteenths of an em, by form. The forms are tried in MathML's order.
_INFIX_MEDIUM: Final = "+±÷−∓∔∖⧵∨∧∩∪⊎⊓⊔⊕⊖⊘⊟⊞⊻⊼⊽⋎⋏⋒⋓≀"
_PREFIX_NONE: Final = "+−±∓¬∀∃∇([{⟨⌈⌊⟦‖|"
_POSTFIX_NONE: Final = "!′″‴⁗)]}⟩⌉⌋⟧‖|"
_BIG: Final = "∫∬∭∮∯∰⨌∑∏∐⋂⋃⋁⋀⨀⨁⨂⨄⨆"
# Category A and operators not listed in the standard: both get the thick space.
_RELATION: Final = re.compile("[=<>≤≥≠≡≈≅∼≃∈∉∋⊂⊃⊆⊇∝≪≫≺≻⪯⪰→←↔⇒⇐⇔⟶⟵⟷⟹⟸⟺↦↪↩∣∥⊢⊨⊥⟂≜≔⩽⩾≲≳≍]")

GROWS_UPRIGHT: Final = frozenset("([{⟨⌈⌊⟦)]}⟩⌉⌋⟧|‖⟮⟯⎰⎱↑↓↕⇑⇓⇕")
"""Operators that renderers stretch to the height of their neighbours by default."""

GROWS_WIDE: Final = frozenset("^~‾¯→←↔⇒⇐⇔⟶⟵⟷⟹⟸⟺↦↠↞↪↩⇌⇋⇀⇁↼↽⏞⏟⎴⎵⏜⏝")
"""Operators that renderers stretch to the width of their base by default."""


def natural(text: str, form: str) -> tuple[int, int] | None:
    """Default spaces before and after an operator in this form, in eighteenths of an em; None if not listed."""
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
