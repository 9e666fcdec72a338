"""Whole formulas, set on one line or broken over several if they are wider than the page."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final

from dlexport.math.atoms import BIN, CLOSE, OPEN, PUNCT, REL
from dlexport.math.layout.boxes import Box, MathBox, flat
from dlexport.math.layout.engine import lay
from dlexport.math.layout.rows import RowLine, line
from dlexport.math.layout.setting import Setting, TextMeasure
from dlexport.math.layout.style import DISPLAY, TEXT
from dlexport.math.layout.tables import grid

if TYPE_CHECKING:
    from dlexport.math.layout.font import MathFont
    from dlexport.math.tree import Element

_INDENT: Final = 2.0
"""Indent of the lines after the first, in em."""

_TAG_GAP: Final = 2.0
_FULL: Final = 0.45
"""Share of the line's width from which the quality of a break counts; before it, the furthest break is chosen."""

_WITHIN: Final = 10
_WIDE: Final = 0.9
"""Width in em from which a space after a comma counts as a division between formulas."""


def typeset(tree: Element, *, font: MathFont, size: float, display: bool, text: TextMeasure) -> MathBox:
    """A formula on one line, however long.

    Args:
        tree: the result of `parse`.
        font: the math font.
        size: the size of the text around the formula, in points.
        display: whether it stands on a line of its own.
        text: measures words that the math font lacks.
    """
    setting = Setting(font, size, text, lay)
    body, tag = _untagged(tree)
    box = line(body, DISPLAY if display else TEXT, setting).set()
    if tag is not None:
        box = _beside(box, setting.box(tag, TEXT), box.width + _TAG_GAP)
    return flat(box, size)


def typeset_lines(  # noqa: PLR0913 - a formula, what it is set with, and the room for it
    tree: Element, *, font: MathFont, size: float, text: TextMeasure, width: float, height: float = inf,
) -> tuple[MathBox, ...]:
    """A displayed formula in lines at most `width` points wide and together at most `height` points tall.

    Lines break before relations and binary operators at the outer level, or after its commas; those after the first
    are indented. A formula that cannot be broken is scaled down until it fits. A tag stands at the right edge, with
    the formula centred in the remaining width.
    """
    setting = Setting(font, size, text, lay)
    measure = width / size
    body, tag = _untagged(tree)
    tagged = None if tag is None else setting.box(tag, TEXT)
    if len(body) == 1 and body[0].tag == "mtable":
        boxes = [_alignment(body[0], measure, setting)]
    else:
        room = measure if tagged is None else measure - tagged.width - 1.0
        boxes = _broken(line(body, DISPLAY, setting), room)
        if tagged is not None:
            boxes[-1] = _tagged(boxes[-1], tagged, measure, centre=len(boxes) == 1)
    return tuple(flat(box, size * min(1.0, *_room(box, measure, height / size))) for box in boxes)


def _room(box: Box, width: float, height: float) -> tuple[float, float]:
    """The factors by which a box could be wider and taller and still fit."""
    tall = box.height + box.depth
    return width / box.width if box.width else inf, height / tall if tall else inf


def _untagged(tree: Element) -> tuple[tuple[Element, ...], Element | None]:
    children = tree.children
    if children and children[-1].get("tex-tag"):
        return children[:-1], children[-1]
    return children, None


def _beside(box: Box, tag: Box, x: float) -> Box:
    result = Box(x + tag.width)
    result.place(box, 0.0, 0.0)
    result.place(tag, x, 0.0)
    return result


def _tagged(box: Box, tag: Box, measure: float, *, centre: bool) -> Box:
    x = max((measure - box.width) / 2, 0.0) if centre else 0.0
    x = min(x, max(0.0, measure - tag.width - 1.0 - box.width))
    edge = max(measure - tag.width, x + box.width + 1.0)
    result = Box(edge + tag.width)
    result.place(box, x, 0.0)
    result.place(tag, edge, 0.0)
    return result


def _alignment(table: Element, measure: float, setting: Setting) -> Box:
    """A table alone, its tags at the right edge of the measure."""
    laid = grid(table, DISPLAY, setting)
    tags = [tag for tag in laid.tags if tag is not None]
    if not tags:
        return laid.box
    widest = max(tag.width for tag in tags)
    x = min(max((measure - laid.box.width) / 2, 0.0), max(0.0, measure - widest - 1.0 - laid.box.width))
    edge = max(measure, x + laid.box.width + 1.0 + widest)
    result = Box(edge)
    result.place(laid.box, x, 0.0)
    for baseline, tag in zip(laid.baselines, laid.tags, strict=True):
        if tag is not None:
            result.place(tag, edge - tag.width, baseline)
    return result


@dataclass(frozen=True, slots=True)
class _Break:
    """A place where a line may end: before box `at`; `length` is that of the row up to it, without trailing space."""

    at: int
    length: float
    worth: int


def _broken(laid: RowLine, measure: float) -> list[Box]:
    """The pieces of a row, each as long as possible within the measure."""
    whole = laid.set()
    if whole.width <= measure:
        return [whole]
    breaks = [*_breaks(laid, whole), _Break(len(laid.boxes), whole.width, 0)]
    pieces: list[Box] = []
    start, behind = 0, 0
    while start < len(laid.boxes):
        indent = _INDENT if pieces else 0.0
        chosen = _chosen(breaks, behind, whole.items[start][0] + measure - indent, measure - indent)
        behind = chosen + 1
        end = breaks[chosen].at
        box = laid.set(start, end)
        x = whole.items[start][0]
        result = Box(indent + min(box.width, breaks[chosen].length - x))
        result.place(box, indent, 0.0)
        pieces.append(result)
        start = end
    return pieces


def _breaks(laid: RowLine, whole: Box) -> list[_Break]:
    """The places where a line may end, in order; those within brackets have a lower worth than all others."""
    found: list[_Break] = []
    before: int | None = None
    end, spaces, depth = 0.0, 0.0, 0
    for index, (kind, box) in enumerate(zip(laid.classes, laid.boxes, strict=True)):
        if kind is None:
            spaces += box.width
            continue
        worth = None if before is None else _worth(before, kind, spaces)
        if worth is not None:
            found.append(_Break(index, end, worth - _WITHIN * max(depth, 0)))
        depth += (kind == OPEN) - (kind == CLOSE)
        x = whole.items[index][0]
        end, spaces, before = x + box.width + (0.0 if box.large else box.italic), 0.0, kind
    return found


def _worth(before: int, kind: int, spaces: float) -> int | None:
    """The quality of a break between two atoms, higher is better; None if a line must not end there."""
    if before == PUNCT:
        return 3 if spaces >= _WIDE else 0
    if kind == REL and before != REL:
        return 2
    return 1 if kind == BIN else None


def _chosen(breaks: list[_Break], behind: int, limit: float, measure: float) -> int:
    """The index of the break for a line that may reach up to `limit`: the best one that fits, or else the first.

    `behind` is the number of breaks in earlier lines.
    """
    if breaks[-1].length <= limit:
        return len(breaks) - 1
    best, rank = behind, (False, 0, 0)
    number = behind
    while breaks[number].length <= limit:
        full = limit - breaks[number].length <= measure * (1 - _FULL)
        candidate = (full, breaks[number].worth if full else 0, number)
        if number == behind or candidate > rank:
            best, rank = number, candidate
        number += 1
    return best
