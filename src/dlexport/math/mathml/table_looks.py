"""The style of a table in MathML: attributes for MathML 3, and CSS for browsers, which ignore those attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dlexport.math.tree import Element

_HALF_GAP: Final = 0.4
"""Padding in em that browsers set at either side of a cell (MathML Core, user-agent style sheet)."""

_LINE: Final = "0.05em solid"


def table_attributes(table: Element) -> tuple[tuple[str, str], ...]:
    """The attributes of `mtable`, without those that have default values."""
    kept = []
    for name, value in table.attributes:
        if name == "columnalign" and set(value.split()) == {"center"}:
            continue
        if name == "columnspacing" and set(value.split()) == {"1em"}:
            continue
        if name.startswith("tex-") or (name == "rowspacing" and table.get("tex-fit") != "stack"):
            continue
        kept.append((name, value))
    return tuple(kept)


def cell_styles(table: Element) -> list[list[str]]:
    """The CSS of every cell, row by row; empty if the browser's default is right."""
    sides = (table.get("columnalign") or "center").split()
    gaps = [float(gap.removesuffix("em")) for gap in (table.get("columnspacing") or "1em").split()]
    flush = table.get("tex-fit") in {"lines", "stack"}
    rows = table.children
    most = max(sum(int(cell.get("columnspan") or 1) for cell in row.children) for row in rows)
    lines = (table.get("columnlines") or "none").split()
    rules = (table.get("rowlines") or "none").split()
    edges = (table.get("tex-edges") or "none none none none").split()
    top, right, bottom, left = edges

    def ruled(kinds: list[str], index: int) -> bool:
        return 0 <= index < len(kinds) and kinds[index] == "solid"

    found: list[list[str]] = []
    for y, row in enumerate(rows):
        styles = []
        after_it = 0
        for cell in row.children:
            x, after_it = after_it, after_it + int(cell.get("columnspan") or 1)
            if cell.get("tex-tag"):
                styles.append("padding-left:2em;padding-right:0")
                continue
            parts = []
            side = cell.get("columnalign") or sides[min(x, len(sides) - 1)]
            if side != "center":
                # Chromium lays a cell's content out as a block, which only its own keyword moves.
                parts += [f"text-align:{side}", f"text-align:-webkit-{side}"]
            before = (0.0 if flush else None) if x == 0 else _half(gaps, x - 1)
            last = after_it - 1
            after = (0.0 if flush else None) if last == most - 1 else _half(gaps, last)
            parts += [f"padding-{name}:{value:g}em" for name, value in (("left", before), ("right", after))
                      if value is not None]  # fmt: skip
            if table.get("tex-fit") == "stack":
                parts.append("padding-top:0;padding-bottom:0")
            if ruled(rules, y - 1) or (y == 0 and top == "solid"):
                parts.append(f"border-top:{_LINE}")
            if y == len(rows) - 1 and bottom == "solid":
                parts.append(f"border-bottom:{_LINE}")
            if ruled(lines, x - 1) or (x == 0 and left == "solid"):
                parts.append(f"border-left:{_LINE}")
            if last == most - 1 and right == "solid":
                parts.append(f"border-right:{_LINE}")
            styles.append(";".join(parts))
        found.append(styles)
    return found


def _half(gaps: list[float], index: int) -> float | None:
    """Half the space between two columns in em; None if it is the browser's default."""
    gap = gaps[min(index, len(gaps) - 1)]
    return None if gap == 1.0 else gap / 2
