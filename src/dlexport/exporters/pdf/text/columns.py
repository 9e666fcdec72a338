"""The columns of a paragraph: what choosing its breaks and setting its lines read. Filled by `Paragraph`.

Lengths are in ems of the paragraph's size; a column has a row for each atom, or one for each break.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlexport.exporters.pdf.fonts.face import Face
    from dlexport.exporters.pdf.text.atoms import Parts
    from dlexport.exporters.pdf.text.runs import Decoration, TextStyle


class Stretch(NamedTuple):
    """Neighbouring atoms, up to `end`, that one operator can show; those of a box or mixed word stand alone."""

    end: int
    face: Face | None
    style: TextStyle | None


class Covered(NamedTuple):
    """The atoms `first` to `end` (exclusive) that a decoration covers."""

    first: int
    end: int
    decoration: Decoration


class Columns:
    """A paragraph as columns.

    Attributes:
        size: in points; the em of all columns.
        count: how many atoms there are.
        stretches, covered: neighbouring atoms of one face; what decorations cover.
        width, shown, left, lead, tail, parts: of each atom, as `Atom` tells.
        natural: the gap after each atom.
        at: where each atom begins, all at natural width; one row more than there are atoms.
        flex: how far each gap may shrink, how far it may stretch; `odd` the atoms after which it does, or that have
            parts.
        spread: whether tracking goes after an atom; `shrinks`, `stretches_by`, `spreads` are sums of all before.
        break_last, break_end, break_cost, break_start: of each break, 0 being the start of the paragraph: its last
            atom, the right edge of the line it ends, its badness, the left edge of the line that it begins.
    """

    size: float
    count: int
    stretches: list[Stretch]
    covered: list[Covered]
    width: tuple[float, ...]
    shown: tuple[str, ...]
    left: tuple[str, ...]
    lead: tuple[float, ...]
    tail: tuple[float, ...]
    parts: tuple[Parts, ...]
    natural: list[float]
    at: list[float]
    flex: tuple[Sequence[float], Sequence[float]]
    odd: tuple[list[int], ...]
    spread: Sequence[float]
    shrinks: list[float]
    stretches_by: list[float]
    spreads: list[float]
    break_last: list[int]
    break_end: list[float]
    break_cost: list[float]
    break_start: list[float]
