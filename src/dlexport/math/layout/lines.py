"""Whole formulas: set on one line, or broken over several where they are wider than the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dlexport.math.atoms import BIN, PUNCT, REL
from dlexport.math.layout.boxes import Box, MathBox, flat
from dlexport.math.layout.engine import lay
from dlexport.math.layout.rows import Line, line
from dlexport.math.layout.setting import Setting, TextMeasure
from dlexport.math.layout.style import DISPLAY, TEXT
from dlexport.math.layout.tables import grid

if TYPE_CHECKING:
    from dlexport.math.layout.font import MathFont
    from dlexport.math.tree import Element

_INDENT: Final = 2.0
"""How far the lines after the first are set in, in em."""

_TAG_GAP: Final = 2.0
_WORTH: Final = 0.5
"""A relation is worth breaking at when the line is at least so full; else an operator further on is better."""


def typeset(tree: Element, *, font: MathFont, size: float, display: bool, text: TextMeasure) -> MathBox:
    """A formula on one line, however long.

    Args:
        tree: what `parse` gave.
        font: the math font.
        size: the size of the text around the formula, in points.
        display: whether it stands on a line of its own.
        text: measures words that the math font cannot write.
    """
    setting = Setting(font, size, text, lay)
    body, tag = _untagged(tree)
    box = line(body, DISPLAY if display else TEXT, setting).set()
    if tag is not None:
        box = _beside(box, setting.box(tag, TEXT), box.width + _TAG_GAP)
    return flat(box, size)


def typeset_lines(
    tree: Element, *, font: MathFont, size: float, text: TextMeasure, width: float
) -> tuple[MathBox, ...]:
    """A display in lines no wider than `width` points.

    Lines break before relations and binary operators of the outer level, or after its commas; those after the
    first are set in. What cannot be broken is made smaller until it fits. A formula with a tag has its tag at the
    right edge of the measure, and is centred in what is left.
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
    return tuple(flat(box, size * min(1.0, measure / box.width) if box.width else size) for box in boxes)


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


def _broken(laid: Line, measure: float) -> list[Box]:
    """The pieces of a row, each as long as fits."""
    whole = laid.set()
    if whole.width <= measure:
        return [whole]
    starts = [x for x, _, _ in whole.items] + [whole.width]
    breaks = _breaks(laid)
    pieces: list[Box] = []
    start, following = 0, 0
    while start < len(laid.boxes):
        indent = _INDENT if pieces else 0.0
        following, end = _end(starts, breaks, following, start, measure - indent)
        box = laid.set(start, end)
        if indent:
            moved = Box(box.width + indent)
            moved.place(box, indent, 0.0)
            box = moved
        pieces.append(box)
        start = end
    return pieces


def _breaks(laid: Line) -> list[tuple[int, int]]:
    """Where a line may begin, and how good that is: 2 before a relation, 1 before an operator, 0 after a comma."""
    found: list[tuple[int, int]] = []
    before: int | None = None
    for index, kind in enumerate(laid.classes):
        if kind is None:
            continue
        if kind == REL and before not in {None, REL}:
            found.append((index, 2))
        elif kind == BIN:
            found.append((index, 1))
        elif before == PUNCT:
            found.append((index, 0))
        before = kind
    return found


def _end(
    starts: list[float], breaks: list[tuple[int, int]], following: int, start: int, measure: float
) -> tuple[int, int]:
    """Where the line that begins at `start` ends: at the best place that fits, else at the first there is.

    `following` counts the breaks that are behind; the new count comes first in the answer.
    """
    count = len(starts) - 1
    if starts[count] - starts[start] <= measure:
        return following, count
    best: tuple[bool, int, int] | None = None
    chosen = following
    for number in range(following, len(breaks)):
        index, worth = breaks[number]
        length = starts[index] - starts[start]
        if length > measure and best is not None:
            break
        full = length >= measure * _WORTH
        candidate = (full, worth if full else 0, index)
        if best is None or candidate > best:
            best, chosen = candidate, number
        if length > measure:
            break
    return (following, count) if best is None else (chosen + 1, best[2])
