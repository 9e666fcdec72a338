"""Labels written as HTML in `foreignObject` -> plain text centred in the same box."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from dlexport.pictures.svg.simplify.css_colours import plain_colour
from dlexport.pictures.svg.simplify.lengths import font_size, shown
from dlexport.pictures.svg.simplify.values import plain_attributes

if TYPE_CHECKING:
    from dlexport.pictures.svg.simplify.around import Around, Shared
    from dlexport.pictures.svg.tree import Element

_BREAKS: Final = frozenset({"html:p", "html:div", "html:li", "html:h1", "html:h2", "html:h3", "html:tr"})
_UNSEEN: Final = frozenset({"html:style", "html:script", "html:head"})
_LEADING: Final = 1.5           # em from line to line, as in Mermaid
_BASELINE: Final = 0.33         # em from the middle of a line down to its baseline
_NARROW, _WIDE = 0.56, 1.0      # approximate width of a letter and of a Chinese character, in em
_SPARE: Final = 1.1             # times the box's width up to which a line is not broken
_KEPT: Final = frozenset({"font-weight", "font-style", "font-family"})


def label(element: Element, around: Around, shared: Shared) -> list[Element]:
    """The text elements of a label; none if it has no words."""
    inner = _innermost(element)
    lines = [" ".join(line.split()) for line in _lines(element)]
    lines = [line for line in lines if line]
    if not lines:
        return []
    shared.reader.lose("labels that are web pages are set as plain words", "see whether they look right; "
                       "in Mermaid, `htmlLabels: false` draws them as text")
    size = around.size
    attributes: dict[str, str] = {"text-anchor": "middle"}
    colour = around.values.get("color", "#000000")
    for one in inner:
        values = one.attributes
        if "font-size" in values:
            try:
                size = font_size(values["font-size"], size) or size     # draw.io: 0px around, the real size inside
            except ValueError:
                continue
        colour = values.get("color", colour)
        attributes |= {name: value for name, value in values.items() if name in _KEPT and value != "inherit"}
    attributes["fill"] = plain_colour(colour, around)[0]
    attributes["font-size"] = shown(size)
    place = plain_attributes(element, "rect", around, shared)
    try:
        x, y, width, height = (float(place.get(name, "0").removesuffix("px")) for name in ("x", "y", "width", "height"))
    except ValueError:
        return []
    if width > 0 and not any(one.attributes.get("white-space") == "nowrap" for one in inner):
        lines = [part for line in lines for part in _broken(line, width * _SPARE / size)]
    top = y + height / 2 - (len(lines) - 1) / 2 * _LEADING * size + _BASELINE * size
    spans: list[Element | str] = [
        shared.make("tspan", {"x": shown(x + width / 2), "y": shown(top + number * _LEADING * size)}, element, [line])
        for number, line in enumerate(lines)]
    if "transform" in element.attributes:
        attributes["transform"] = element.attributes["transform"]
    return [shared.make("text", attributes, element, spans)]


def _innermost(element: Element) -> list[Element]:
    """The chain of elements from the label down to the first words."""
    chain = [element]
    while True:
        last = chain[-1]
        if any(isinstance(child, str) and child.strip() for child in last.children):
            return chain
        following = next((one for one in last.children if not isinstance(one, str) and _has_words(one)), None)
        if following is None:
            return chain
        chain.append(following)


def _has_words(element: Element) -> bool:
    return element.name not in _UNSEEN and any(
        bool(child.strip()) if isinstance(child, str) else _has_words(child) for child in element.children)


def _lines(element: Element) -> list[str]:
    """The words of a label, one string per line."""
    lines = [""]
    for child in element.children:
        if isinstance(child, str):
            lines[-1] += child
        elif child.name == "html:br":
            lines.append("")
        elif child.name not in _UNSEEN:
            inner = _lines(child)
            if child.name in _BREAKS:
                lines += [*inner, ""]
            else:
                lines[-1] += inner[0]
                lines += inner[1:]
    return lines


def _broken(line: str, room: float) -> list[str]:
    """A line in pieces of at most `room` em, broken at spaces and beside Chinese characters."""
    made, used = [""], 0.0
    word = ""
    for character in line + " ":
        wide = unicodedata.east_asian_width(character) in "WF"
        if character != " " and not wide:
            word += character
            continue
        for piece in filter(None, (word, character if wide else "")):
            width = sum(_WIDE if unicodedata.east_asian_width(one) in "WF" else _NARROW for one in piece)
            if used and used + width > room:
                made.append("")
                used = 0.0
            made[-1] += piece
            used += width
        word = ""
        if not wide:
            made[-1] += " "
            used += _NARROW / 2
    return [piece.strip() for piece in made if piece.strip()]
