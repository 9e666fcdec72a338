"""The gap between two atoms: whether a line may break there, how wide it is, how far it may shrink or stretch.

Sources: UAX 14 (rules LBn); W3C clreq, sections 3.1.4 to 3.1.6, 3.2.2, 3.5.3 and 3.5.4. Lengths are in ems.
"""

from __future__ import annotations

from typing import NamedTuple

_FULL_MARKS = "OCMDN"
_ON = frozenset("pqr")         # a long word goes on
_WEST_RIGHT, _WEST_LEFT = "wvyzhBP", "wvxBpqru"
_AUTOSPACE, _AUTOSPACE_SHRINK, _AUTOSPACE_STRETCH = 0.25, 0.125, 0.125  # clreq 3.2.2: 1/4, from 1/8 on; not doubled
_SPACE_SHRINK, _SPACE_STRETCH = 0.05, 0.25                              # clreq 3.5.3, 3.5.4: a Western space
_HALF, _MARK_SHRINK = 0.5, 0.25                                         # a mark's blank half; half of it to squeeze
_AUTOSPACED = frozenset(("Hw", "HB", "wH", "BH", "GH", "Gw", "GB"))
_RIGHT_CLASSES = "HOCMNDSGZBwvyzhPk"
_LEFT_CLASSES = "HOCMNDSGZBwvxpqru"


class Glue(NamedTuple):
    """One gap.

    Attributes:
        breaks: whether a line may end here.
        natural, shrink, stretch: its width, and how much of it justification may take away or add.
        spread: 1 where it takes part in the last resort, equal space between characters.
        odd_tight, odd_loose: whether it needs a look in a squeezed, in a stretched line.
    """

    breaks: bool
    natural: float
    shrink: float
    stretch: float
    spread: int
    odd_tight: bool
    odd_loose: bool


def _breaks(before: str, after: str) -> bool:
    if after in "SGZ":                                      # LB7: no break before a space
        return False
    if after in "CMNDx" or before in "Oyz":                 # clreq 3.1.4, LB13, LB16, LB22; LB14, LB19
        return False
    if before == "P" or after in _ON:
        return before == "P" and after in _ON
    return not (before in _WEST_RIGHT and after in _WEST_LEFT) or before == "h"     # LB23-LB30, LB21


def _glue(before: str, after: str) -> Glue:
    natural = shrink = stretch = 0.0
    if (before in "CM" and after in "CMO") or before == after == "O":
        natural = -_HALF                                    # clreq 3.1.6.2: two marks in one em and a half
    elif "M" in before + after:
        natural = -_HALF / 2 * ((before == "M") + (after == "M"))   # GB/T 15834: the interpunct takes half an em
    elif before + after in _AUTOSPACED:
        natural, shrink, stretch = _AUTOSPACE, _AUTOSPACE_SHRINK, _AUTOSPACE_STRETCH
    elif before == "S":
        shrink, stretch = _SPACE_SHRINK, _SPACE_STRETCH
    elif (before == "C" and after not in "OSGZ") or (after == "O" and before not in "CSGZ"):
        shrink = _MARK_SHRINK
    breaks = _breaks(before, after)
    inside_word = (before in _WEST_RIGHT and after in _WEST_LEFT and before != "h") or before == "k"
    spread = not (inside_word or after in "SGZ" or before == after == "D")          # clreq 3.1.5, 3.5.4
    return Glue(breaks, natural, shrink, stretch, int(spread),
                odd_tight=bool(natural or shrink), odd_loose=bool(natural or stretch) or not spread)


GLUE = {before + after: _glue(before, after) for before in _RIGHT_CLASSES for after in _LEFT_CLASSES}
"""Right class of an atom + left class of the next -> what lies between them."""

PARAGRAPH_END = Glue(True, 0.0, 0.0, 0.0, 0, False, False)     # noqa: FBT003 - a row of the table
RIGID = Glue(False, 0.0, 0.0, 0.0, 0, False, True)             # noqa: FBT003 - inside a word of several faces


def typed_space(before: str, after: str) -> str:
    """The class of a space typed between atoms of these right and left classes: S, G or Z."""
    if (before == "H" and after in "wB") or (before in "wB" and after == "H"):
        return "G"
    if (before in "MN" and after in "wB") or (before in "wB" and after in "MN"):
        return "S"      # `TCP · UDP`, `5 ℃`: between Western words these are Western signs
    return "Z" if before in _FULL_MARKS or after in _FULL_MARKS else "S"
