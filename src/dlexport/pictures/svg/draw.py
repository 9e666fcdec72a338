"""Simplified elements -> shapes: values parsed, styles inherited, transformations multiplied out."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar

from dlexport.pictures.svg import numbers, outlines, paths
from dlexport.pictures.svg.colours import colour
from dlexport.pictures.svg.gradient_shapes import gradient
from dlexport.pictures.svg.overlaps import overlap
from dlexport.pictures.svg.shapes import (
    IDENTITY,
    Clip,
    Drawing,
    Font,
    Matrix,
    Outline,
    Paint,
    Pixels,
    Rectangle,
    Run,
    Shape,
    Words,
    multiply,
    transformed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dlexport.pictures.svg.shapes import Colour, Gradient, Segment
    from dlexport.pictures.svg.tree import Element, Reader

T = TypeVar("T")
LARGEST: Final = 20_000.0       # CSS pixels along one side
_BOX_PARTS: Final = 4
_BOLD: Final = 600
_PAINTED: Final = frozenset({"fill", "stroke"})


@dataclass(frozen=True, slots=True)
class _Style:
    """The style that an element passes on to its children."""

    paint: Paint
    font: Font
    anchor: Literal["start", "middle", "end"] = "start"
    matrix: Matrix = IDENTITY
    opacity: float = 1.0    # of the element and all around it; the paint's own are inherited as written
    clips: tuple[Clip, ...] = ()


def draw(root: Element, reader: Reader) -> Drawing:
    """The drawing of a root element. A value that cannot be read is a problem of the reader, and has its default."""
    return _Drawer(reader).drawing(root)


def _choice(*words: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in words:
            raise ValueError(" | ".join(words))
        return text
    return parse


def _anchor(text: str) -> Literal["start", "middle", "end"]:
    match text:
        case "start" | "middle" | "end":
            return text
        case _:
            raise ValueError("start | middle | end")


def _families(text: str) -> tuple[str, ...]:
    return tuple(name.strip(" '\"") for name in text.split(",") if name.strip(" '\""))


def _bold(text: str) -> bool:
    if text.isascii() and text.isdigit():
        return int(text[:4]) >= _BOLD
    if text not in {"normal", "bold"}:
        raise ValueError("normal, bold or 100 to 900")
    return text == "bold"


_PAINT: Final[Mapping[str, tuple[str, Callable[[str], Any]]]] = {
    "fill": ("fill", colour),
    "fill-opacity": ("fill_opacity", numbers.share),
    "stroke-opacity": ("stroke_opacity", numbers.share),
    "fill-rule": ("fill_rule", _choice("nonzero", "evenodd")),
    "stroke": ("stroke", colour),
    "stroke-width": ("stroke_width", numbers.positive),
    "stroke-dasharray": ("dash", numbers.dashes),
    "stroke-dashoffset": ("dash_offset", numbers.number),
    "stroke-linecap": ("cap", _choice("butt", "round", "square")),
    "stroke-linejoin": ("join", _choice("miter", "round", "bevel")),
    "stroke-miterlimit": ("miter_limit", numbers.positive),
}
_FONT: Final[Mapping[str, tuple[str, Callable[[str], Any]]]] = {
    "font-family": ("families", _families),
    "font-size": ("size", numbers.positive),
    "font-style": ("italic", lambda text: _choice("normal", "italic", "oblique")(text) != "normal"),
    "font-weight": ("bold", _bold),
}


class _Drawer:
    """Walks the elements; recursion is bounded by the reader's limit of depth."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._shapes: list[Shape] = []
        self._segments_drawn = 0
        self._defined: dict[str, Element] = {}
        self._known_clips: dict[tuple[int, Matrix], Clip] = {}

    def drawing(self, root: Element) -> Drawing:
        """The whole picture."""
        width, height, matrix = self._frame(root)
        for defs in root.children:
            if not isinstance(defs, str) and defs.name == "defs":
                self._defined |= {one.attributes["id"]: one for one in defs.children if not isinstance(one, str)}
        self._children(root, self._styled(root, _Style(Paint(), Font(), matrix=matrix)))
        return Drawing(width, height, tuple(self._shapes), root,
                       _description(root, "title"), _description(root, "desc"))

    def _value(self, element: Element, name: str, parse: Callable[[str], T], default: T) -> T:
        text = element.attributes.get(name)
        if text is None:
            return default
        try:
            return parse(text)
        except ValueError as error:
            self._reader.note(element, name, f"`{name}` cannot be `{text[:40]}`", f"it takes {error}")
            return default

    def _frame(self, root: Element) -> tuple[float, float, Matrix]:
        """Width, height and the matrix of the view box (SVG 1.1, 7.8: xMidYMid meet)."""
        nothing: tuple[float, ...] = ()
        box = self._value(root, "viewBox", numbers.numbers, nothing)
        if box and (len(box) != _BOX_PARTS or min(box[2:]) <= 0):
            self._reader.note(root, "viewBox", "`viewBox` wants four numbers, the last two above 0",
                              "left top width height")
            return 1.0, 1.0, IDENTITY
        width = self._value(root, "width", numbers.length, 0.0)
        height = self._value(root, "height", numbers.length, 0.0)
        if box:
            width, height = (width or (height * box[2] / box[3] if height else box[2]),
                             height or (width * box[3] / box[2] if width else box[3]))
        if not (0 < width <= LARGEST and 0 < height <= LARGEST):
            self._reader.note_element(root, "the picture's size is not known, or beyond reason",
                                      "give the root a `viewBox`, or `width` and `height` in pixels")
            return 1.0, 1.0, IDENTITY
        if not box:
            return width, height, IDENTITY
        scale = min(width / box[2], height / box[3])
        left, top = (width - box[2] * scale) / 2 - box[0] * scale, (height - box[3] * scale) / 2 - box[1] * scale
        return width, height, (scale, 0.0, 0.0, scale, left, top)

    def _styled(self, element: Element, style: _Style) -> _Style:
        """The style of an element whose parent has the given style."""
        paint, font = style.paint, style.font
        changes = {field: self._value(element, name, self._paint_of if name in _PAINTED else parse,
                                      getattr(paint, field))
                   for name, (field, parse) in _PAINT.items() if name in element.attributes}
        fonts = {field: self._value(element, name, parse, getattr(font, field))
                 for name, (field, parse) in _FONT.items() if name in element.attributes}
        anchor = self._value(element, "text-anchor", _anchor, style.anchor)
        matrix = self._value(element, "transform", numbers.transform, IDENTITY)
        return _Style(
            replace(paint, **changes) if changes else paint,
            replace(font, **fonts) if fonts else font,
            anchor, multiply(style.matrix, matrix),
            style.opacity * self._value(element, "opacity", numbers.share, 1.0),
            self._clips(element, style, matrix),
        )

    def _clips(self, element: Element, style: _Style, matrix: Matrix) -> tuple[Clip, ...]:
        """The clips of an element, in pixels: the inherited ones and its own."""
        reference = element.attributes.get("clip-path")
        path = self._defined.get(reference[5:-1]) if reference else None
        if path is None:
            return style.clips
        known = self._known_clips.get((id(path), base := multiply(style.matrix, matrix)))
        if known is None:
            pieces: list[Segment] = []
            even = False
            for child in path.children:
                if isinstance(child, str):
                    continue
                moved = multiply(base, self._value(child, "transform", numbers.transform, IDENTITY))
                pieces += [transformed(one, moved) for one in outlines.segments(child, self._value)]
                even = even or child.attributes.get("clip-rule") == "evenodd"
            known = self._known_clips[id(path), base] = Clip(tuple(pieces), "evenodd" if even else "nonzero")
            self._segments_drawn += len(pieces)
        return (*style.clips, known)

    def _paint_of(self, text: str) -> Colour | Gradient | None:
        if not text.startswith("url("):
            return colour(text)
        server = self._defined.get(text[5:-1])
        if server is None or "Gradient" not in server.name:
            raise ValueError("#rrggbb, rgb(r, g, b), a CSS colour name or none")
        return gradient(server, self._value)

    def _children(self, element: Element, style: _Style) -> None:
        for child in element.children:
            if isinstance(child, str) or child.name in {"title", "desc", "defs"}:
                continue
            inner = self._styled(child, style)
            if child.name == "g":
                first = len(self._shapes)
                self._children(child, inner)
                if "opacity" in child.attributes and inner.opacity != style.opacity and not _is_tiles(child):
                    self._note_translucent(child, self._shapes[first:])
            elif child.name == "text":
                self._words(child, inner)
            elif child.name == "image":
                self._bitmap(child, inner)
            else:
                self._outline(child, inner)

    def _note_translucent(self, group: Element, shapes: list[Shape]) -> None:
        """Report a group that is translucent as one, if that looks different from each of its shapes being so."""
        if overlap(shapes):
            self._reader.lose(f"shapes that overlap in the translucent group in its line {group.line} are seen through "
                              "each other in prints", "give the shapes lighter colours instead of the group an opacity")

    def _bitmap(self, element: Element, style: _Style) -> None:
        box = Rectangle(*(self._value(element, name, numbers.number, 0.0) for name in Rectangle._fields))
        head, _, body = element.attributes["href"].partition(";base64,")
        kind: Literal["png", "jpeg"] = "jpeg" if head.endswith("jpeg") else "png"
        self._shapes.append(Pixels(kind, base64.b64decode(body), box, style.opacity, style.matrix, style.clips))

    def _outline(self, element: Element, style: _Style) -> None:
        if self._segments_drawn > paths.SEGMENT_LIMIT:      # already reported
            return
        segments = outlines.segments(element, self._value)
        self._segments_drawn += len(segments)
        if self._segments_drawn > paths.SEGMENT_LIMIT:
            self._reader.note_element(element, f"more than {paths.SEGMENT_LIMIT:,} lines and curves up to here",
                                      "draw less detail, or make it a PNG")
        elif segments:
            self._shapes.append(Outline(segments, _painted(style), style.matrix, style.clips))

    def _words(self, element: Element, style: _Style) -> None:
        """Draw a text: each `x` or `y` in it begins a new chunk, anchored there (SVG 1.1, 10.5)."""
        rows = [_Row(self._value(element, "x", numbers.number, 0.0), self._value(element, "y", numbers.number, 0.0),
                     style.anchor, [])]
        self._runs(element, style, rows)
        _trim(rows)
        self._shapes += [Words(row.x, row.y, row.anchor, tuple(row.runs), style.matrix, style.clips)
                         for row in rows if row.runs]

    def _runs(self, element: Element, style: _Style, rows: list[_Row]) -> None:
        shift = self._value(element, "dx", numbers.number, 0.0), self._value(element, "dy", numbers.number, 0.0)
        for child in element.children:
            if isinstance(child, str):
                rows[-1].runs.append(Run(child, style.font, _painted(style), *shift))
                shift = 0.0, 0.0
            elif child.name == "tspan":
                inner = self._styled(child, style)
                if "x" in child.attributes or "y" in child.attributes:
                    rows.append(_Row(self._value(child, "x", numbers.number, rows[-1].x),
                                     self._value(child, "y", numbers.number, rows[-1].y), inner.anchor, []))
                self._runs(child, inner, rows)


class _Row(NamedTuple):
    """A chunk of text while its runs are collected."""

    x: float
    y: float
    anchor: Literal["start", "middle", "end"]
    runs: list[Run]


def _is_tiles(group: Element) -> bool:
    """Whether a group is what a pattern was made into: its lines lie on its ground, and no more shows through."""
    return group.attributes.keys() == {"clip-path", "opacity"}


def _painted(style: _Style) -> Paint:
    paint = style.paint
    return paint if style.opacity == 1 else replace(
        paint, fill_opacity=paint.fill_opacity * style.opacity, stroke_opacity=paint.stroke_opacity * style.opacity,
        covers=paint.fill_opacity == paint.stroke_opacity == 1)


def _trim(rows: list[_Row]) -> None:
    """Remove white space at the ends of a row and beside other white space (xml:space="default")."""
    for row in rows:
        kept: list[Run] = []
        for run in row.runs:
            text = run.text.lstrip(" ") if not kept or kept[-1].text.endswith(" ") else run.text
            if text:
                kept.append(replace(run, text=text))
        if kept:
            last = kept.pop()
            kept += [replace(last, text=last.text.rstrip(" "))] if last.text.strip(" ") else []
        row.runs[:] = kept


def _description(root: Element, name: str) -> str:
    found = next((child for child in root.children if not isinstance(child, str) and child.name == name), None)
    return "".join(part for part in found.children if isinstance(part, str)).strip() if found else ""
