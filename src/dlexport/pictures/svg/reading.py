"""Drawings in SVG: read, and simplified to what every format shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlexport.pictures.svg.draw import draw
from dlexport.pictures.svg.simplify.plain import make_plain
from dlexport.pictures.svg.simplify.styles import resolve_styles
from dlexport.pictures.svg.tree import Reader
from dlexport.problems import SourceError, in_source_order

if TYPE_CHECKING:
    from dlexport.pictures.losses import Loss
    from dlexport.pictures.svg.shapes import Drawing


@dataclass(frozen=True, slots=True)
class ReadDrawing:
    """The result of reading a file.

    Attributes:
        effects: number of uses of features that need a bitmap; 0 for a drawing of shapes alone.
        losses: features of the file that the drawing lacks.
    """

    drawing: Drawing
    effects: int
    losses: tuple[Loss, ...]


def parse(data: bytes, file: str) -> Drawing:
    """The drawing in an SVG file.

    Raises:
        SourceError: with the one problem `svg` of the file.
    """
    return read(data, file).drawing


def read(data: bytes, file: str) -> ReadDrawing:
    """The drawing in an SVG file, and what of the file is not in it.

    Raises:
        SourceError: with the one problem `svg` of the file: whoever saves the drawing anew is rid of the others too.
    """
    reader = Reader(data, file)
    root = reader.read()
    if root is not None:
        resolve_styles(root, reader)
        root = make_plain(root, reader)
    drawing = draw(root, reader) if root else None
    if reader.problems or drawing is None:
        raise SourceError(in_source_order(reader.problems)[:1], {file: reader.lines})
    return ReadDrawing(drawing, reader.effects, tuple(reader.losses))
