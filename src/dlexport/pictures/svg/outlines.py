"""Shape elements -> the segments of their outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from dlexport.pictures.svg import numbers, paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlexport.pictures.svg.shapes import Segment
    from dlexport.pictures.svg.tree import Element

T = TypeVar("T")


class ReadAttribute(Protocol):
    """Function that reads and parses an attribute of an element; a missing attribute gives the default."""

    def __call__(self, element: Element, name: str, parse: Callable[[str], T], default: T) -> T:
        """The parsed value."""


def strictly(element: Element, name: str, parse: Callable[[str], T], default: T) -> T:
    """The parsed value of an attribute; the default if it is missing.

    Raises:
        ValueError: it cannot be parsed.
    """
    text = element.attributes.get(name)
    return default if text is None else parse(text)


def segments(element: Element, read: ReadAttribute = strictly) -> tuple[Segment, ...]:
    """The outline of a shape in its own coordinates; empty for a shape without extent.

    Raises:
        ValueError: an attribute cannot be parsed, and `read` raises for that.
    """
    def at(name: str) -> float:
        return read(element, name, numbers.number, 0.0)

    def size(name: str, default: float = 0.0) -> float:
        return read(element, name, numbers.positive, default)

    match element.name:
        case "rect":
            rx, ry = size("rx", -1), size("ry", -1)
            rx, ry = max(0.0, rx if rx >= 0 else ry), max(0.0, ry if ry >= 0 else rx)
            return paths.rectangle(at("x"), at("y"), (size("width"), size("height")), (rx, ry))
        case "circle":
            return paths.ellipse(at("cx"), at("cy"), size("r"), size("r"))
        case "ellipse":
            return paths.ellipse(at("cx"), at("cy"), size("rx"), size("ry"))
        case "line":
            return paths.polygon([(at("x1"), at("y1")), (at("x2"), at("y2"))], closed=False)
        case "path":
            nothing: tuple[Segment, ...] = ()
            return read(element, "d", paths.path, nothing)
        case _:
            nowhere: list[tuple[float, float]] = []
            points = read(element, "points", numbers.points, nowhere)
            return paths.polygon(points, closed=element.name == "polygon")
