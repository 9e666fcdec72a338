"""Rows: growing delimiters, atom classes and the spaces between them (The TeXbook, rules 5, 6, 19 and 20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.math.atoms import class_of, settled, space
from dlexport.math.layout.boxes import Box
from dlexport.math.layout.stretch import fence, fence_length
from dlexport.math.layout.style import Style, style_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlexport.math.layout.setting import Setting
    from dlexport.math.tree import Element


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row whose parts are laid out and whose spaces are decided, to be set as a whole or in pieces.

    Attributes:
        boxes: the parts.
        classes: the atom class of each; None for spaces.
        gaps: the space before each, in em.
    """

    boxes: list[Box]
    classes: list[int | None]
    gaps: list[float]

    def set(self, start: int = 0, end: int | None = None) -> Box:
        """One box with the boxes from `start` up to, but not including, `end` side by side."""
        boxes = self.boxes[start:end]
        result = Box()
        x = 0.0
        last = len(boxes) - 1
        for index, box in enumerate(boxes):
            if index:
                x += self.gaps[start + index]
            result.place(box, x, 0.0)
            x += box.width
            # Slanted letters may overlap each other; before upright ones their overhang needs room.
            leaning = index < last and boxes[index + 1].gid >= 0 and boxes[index + 1].italic
            if not box.large and not leaning:
                x += box.italic
        result.width = x
        return result


def row(children: Sequence[Element], style: Style, setting: Setting) -> Box:
    """The box of a row: its children side by side."""
    if len(children) == 1 and children[0].tag not in {"mstyle", "mo"}:
        return setting.box(children[0], style)
    return line(children, style, setting).set()


def line(children: Sequence[Element], style: Style, setting: Setting) -> RowLine:
    """The children of a row, laid out and spaced."""
    atoms = list(_atoms(children, style, ""))
    font = setting.font
    constants = font.constants[style.level]
    boxes: list[Box | None] = []
    growing = False
    for element, inner, colour in atoms:
        if element.tag == "mo" and element.get("stretchy") == "true" and element.get("minsize") is None:
            growing = True
            boxes.append(None)
            continue
        boxes.append(_coloured(setting.box(element, inner), colour))
    if growing:
        axis = constants.axis_height
        reach = max((max(box.height - axis, box.depth + axis) for box in boxes if box is not None), default=0.0)
        target = fence_length(reach, constants.scale)
        for index, box in enumerate(boxes):
            if box is None:
                element, _, colour = atoms[index]
                boxes[index] = _coloured(fence(element.text, target, style.level, font), colour)
    classes = settled([class_of(element) for element, _, _ in atoms])
    gaps = [0.0] * len(atoms)
    left: int | None = None
    for index, kind in enumerate(classes):
        if kind is None:
            continue
        if left is not None:
            inner = atoms[index][1]
            gaps[index] = space(left, kind, script=inner.level > 0) * font.constants[inner.level].scale / 18
        left = kind
    return RowLine([box for box in boxes if box is not None], classes, gaps)


def _coloured(box: Box, colour: str) -> Box:
    if not colour:
        return box
    return Box(
        box.width, box.height, box.depth, box.italic, box.accent, box.gid, box.simple, box.large, colour,
        [(0.0, 0.0, box)],
    )  # fmt: skip


def _atoms(children: Sequence[Element], style: Style, colour: str) -> Iterator[tuple[Element, Style, str]]:
    """The atoms of a row, each with its style and colour; `mstyle` is dissolved, as it is no group in TeX."""
    for child in children:
        if child.tag == "mstyle":
            display, level = child.get("displaystyle"), child.get("scriptlevel")
            inner = style if level is None else style_for(int(level), display=display == "true", cramped=style.cramped)
            yield from _atoms(child.children, inner, child.get("mathcolor") or colour)
        else:
            yield child, style, colour
