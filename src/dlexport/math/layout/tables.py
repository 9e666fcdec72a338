"""Matrices, cases, alignments and stacks of lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dlexport.math.layout.boxes import Box
from dlexport.math.layout.rows import row
from dlexport.math.layout.style import style_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dlexport.math.layout.setting import Setting
    from dlexport.math.layout.style import Style
    from dlexport.math.tree import Element

# Plain TeX's strut and lineskip at 10 on 12 points, in em.
_STRUT_HEIGHT: Final = 0.84
_STRUT_DEPTH: Final = 0.36
_APART: Final = 0.36
_LINE: Final = 0.05
_TAG_GAP: Final = 2.0
_EDGE: Final = 0.5
_SHARES: Final = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out: its box, centred on the axis, and the baseline and tag (or None) of each row."""

    box: Box
    baselines: list[float]
    tags: list[Box | None]


def table(element: Element, style: Style, setting: Setting) -> Box:
    """The box of `mtable`, with tags at its right."""
    laid = grid(element, style, setting)
    result = Box(laid.box.width)
    result.place(laid.box, 0.0, 0.0)
    for baseline, tag in zip(laid.baselines, laid.tags, strict=True):
        if tag is not None:
            result.place(tag, laid.box.width + _TAG_GAP, baseline)
            result.width = max(result.width, laid.box.width + _TAG_GAP + tag.width)
    return result


def grid(element: Element, style: Style, setting: Setting) -> Grid:
    """A table without its tags."""
    fit = element.get("tex-fit") or "array"
    level = max(style.level, 1) if fit in {"small", "stack"} else style.level
    inner = style_for(level, display=element.get("displaystyle") == "true", cramped=style.cramped)
    scale = setting.font.constants[level].scale
    tags: list[Box | None] = []
    rows: list[list[Box]] = []
    for line in element.children:
        cells = [cell for cell in line.children if not cell.get("tex-tag")]
        rows.append([row(cell.children, inner, setting) for cell in cells])
        tag = next((cell for cell in line.children if cell.get("tex-tag")), None)
        tags.append(None if tag is None else row(tag.children, inner, setting))
    leading = _em(element.get("rowspacing") or "0em") * scale
    struts = (0.6, 0.25) if fit == "stack" else (_STRUT_HEIGHT, _STRUT_DEPTH)
    result, baselines = _set(element, rows, (struts[0] * scale, struts[1] * scale), leading, scale)
    axis = setting.font.constants[style.level].axis_height
    shift = axis - (result.height - result.depth) / 2
    box = Box(result.width)
    box.place(result, 0.0, shift)
    return Grid(box, [baseline + shift for baseline in baselines], tags)


def _em(value: str) -> float:
    return float(value.removesuffix("em"))


def _set(
    element: Element, rows: list[list[Box]], strut: tuple[float, float], leading: float, scale: float
) -> tuple[Box, list[float]]:
    """Cells in columns; the first baseline is at 0."""
    places = [_places(line.children) for line in element.children]
    count = max(first + span for row in places for first, span, _ in row)
    sides = [_SHARES[side] for side in (element.get("columnalign") or "center").split()]
    gaps = [_em(gap) * scale for gap in (element.get("columnspacing") or "1em").split()]
    lines = (element.get("columnlines") or "").split()
    rules = (element.get("rowlines") or "").split()
    top, right, bottom, left = (side == "solid" for side in (element.get("tex-edges") or "- - - -").split())
    ruled = bool(lines or rules or top or right or bottom or left)
    starts, widths = [], []
    x = margin = _EDGE * scale if ruled else 0.0
    needed = _widths(places, rows, count, gaps)
    for index in range(count):
        widths.append(needed[index])
        starts.append(x)
        x += widths[-1] + (gaps[min(index, len(gaps) - 1)] if index < count - 1 else margin)
    result = Box(x)
    baselines = []
    edges: list[float] = []     # the upper edge of each row
    y = 0.0
    for number, cells in enumerate(rows):
        height = max([strut[0], *(box.height for box in cells)])
        depth = max([strut[1], *(box.depth for box in cells)])
        if height > strut[0] or depth > strut[1]:
            height, depth = height + _APART * scale / 2, depth + _APART * scale / 2
        if number:
            y -= height
        else:
            result.height = height
        if (number and number <= len(rules) and rules[number - 1] == "solid") or (not number and top):
            result.rule(0.0, y + height + leading / 2, x, _LINE)
        for (first, span, side), box in zip(places[number], cells, strict=True):
            last = first + span - 1
            share = sides[min(first, len(sides) - 1)] if side is None else side
            result.place(box, starts[first] + (starts[last] + widths[last] - starts[first] - box.width) * share, y)
        edges.append(y + height + leading / 2)
        baselines.append(y)
        y -= depth + leading
        result.depth = max(result.depth, -y - leading)
    if bottom:
        result.rule(0.0, y + leading, x, _LINE)
    tall, low = result.height + result.depth, -result.depth
    edges = [result.height, *edges[1:], low]
    for index in range(1, count):
        if index <= len(lines) and lines[index - 1] == "solid":
            middle = (starts[index - 1] + widths[index - 1] + starts[index]) / 2
            for upper, lower in _open(places, index, edges):
                result.rule(middle - _LINE / 2, lower, _LINE, upper - lower)
    if left:
        result.rule(0.0, low, _LINE, tall)
    if right:
        result.rule(x - _LINE, low, _LINE, tall)
    return result, baselines


def _places(cells: tuple[Element, ...]) -> list[tuple[int, int, float | None]]:
    """For each cell of a row: its first column, how many it spans, and its own share of the room at its left."""
    found, column = [], 0
    for cell in cells:
        if cell.get("tex-tag"):
            continue
        span, side = int(cell.get("columnspan") or 1), cell.get("columnalign")
        found.append((column, span, None if side is None else _SHARES[side]))
        column += span
    return found


def _widths(
    places: list[list[tuple[int, int, float | None]]], rows: list[list[Box]], count: int, gaps: list[float]
) -> list[float]:
    """The width of each column; where a cell over several needs more than they have, they grow alike."""
    widths = [0.0] * count
    cells = [(span, first, box.width) for place, boxes in zip(places, rows, strict=True)
             for (first, span, _), box in zip(place, boxes, strict=True)]
    for span, first, width in sorted(cells):
        between = sum(gaps[min(index, len(gaps) - 1)] for index in range(first, first + span - 1))
        lacking = width - between - sum(widths[first:first + span])
        for index in range(first, first + span) if lacking > 0 else ():
            widths[index] += lacking / span
    return widths


def _open(
    places: list[list[tuple[int, int, float | None]]], column: int, edges: list[float]
) -> Iterator[tuple[float, float]]:
    """The pieces, from above to below, of the line before a column that no cell spans."""
    upper = edges[0]
    for number, cells in enumerate(places):
        if any(first < column < first + span for first, span, _ in cells):
            if upper > edges[number]:
                yield upper, edges[number]
            upper = edges[number + 1]
    if upper > edges[-1]:
        yield upper, edges[-1]
