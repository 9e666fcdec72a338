"""A strict subset of SVG: read once, written clean for every format, and as shapes for those who draw it."""

from __future__ import annotations

from dlexport.pictures.svg.draw import draw
from dlexport.pictures.svg.shapes import Drawing
from dlexport.pictures.svg.tree import Reader
from dlexport.pictures.svg.write import write
from dlexport.problems import SourceError, in_source_order

__all__ = ["Drawing", "parse", "write"]


def parse(data: bytes, file: str) -> Drawing:
    """The drawing in an SVG file.

    Raises:
        SourceError: with every problem `svg` of the file, in its order.
    """
    reader = Reader(data, file)
    root = reader.read()
    drawing = draw(root, reader) if root else None
    if reader.problems or drawing is None:
        raise SourceError(in_source_order(reader.problems), {file: reader.lines})
    return drawing
