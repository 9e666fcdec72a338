"""WordStyles of a Word document: which paragraphs are headings, lists or code, and how stretches of text look."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dlexport.importers.docx.package import W
from dlexport.importers.docx.stretch import WordStretch

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEEPEST: Final = 12  # styles that each rest on the next
_LEVELS: Final = 9
_HEADING: Final = re.compile(r"(?:heading|标题|標題|überschrift|titre)\s*([1-9])", re.IGNORECASE)
_LIST: Final = re.compile(r"list (?:bullet|number) ([2-5])", re.IGNORECASE)
_TITLE: Final = re.compile(r"title|标题|標題|titel|titre", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"toc\b.*|目录.*|contents heading|toc heading", re.IGNORECASE)
_CODE: Final = re.compile(r"source ?code|preformatted text|html preformatted|code|代码|code block", re.IGNORECASE)
_CODE_WORDS: Final = re.compile(r"verbatim char|source text|html code|code char|inline code", re.IGNORECASE)
_DARK: Final = 0x50


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """The properties of a paragraph.

    Attributes:
        heading: its level, from 1; 0 for text, -1 for the document's title.
        list, level: which list it is of, and how deep; empty for none.
        deeper: how many levels the name of its style adds, such as `List Bullet 2`.
        code, contents: whether it is code, or a line of the table of contents.
    """

    heading: int = 0
    list: str = ""
    level: int = 0
    deeper: int = 0
    code: bool = False
    contents: bool = False


@dataclass(slots=True)
class WordStyles:
    """The styles in a document's part `styles`."""

    root: Element | None
    _by_id: dict[str, Element] = field(init=False)

    def __post_init__(self) -> None:
        found = self.root.iterfind(f"{W}style") if self.root is not None else ()
        self._by_id = {one.get(f"{W}styleId", ""): one for one in found}

    def paragraph(self, about: Element | None) -> ParagraphStyle:
        """The properties of a paragraph with those of its style added."""
        ident = _value(about, "pStyle")
        outline, numbered, names = _value(about, "outlineLvl"), _numbering(about), []
        for style in self._chain(ident):
            names.append(_value(style, "name"))
            own = style.find(f"{W}pPr")
            outline = outline or _value(own, "outlineLvl")
            numbered = (numbered[0] or _numbering(own)[0], numbered[1] if numbered[1] is not None
                        else _numbering(own)[1])
        heading = next((int(match[1]) for name in names if (match := _HEADING.fullmatch(name))), 0)
        if not heading and outline.isdigit() and int(outline) < _LEVELS:
            heading = int(outline) + 1
        if not heading and names and _TITLE.fullmatch(names[0]):
            heading = -1
        return ParagraphStyle(
            heading, "" if numbered[0] == "0" else numbered[0], numbered[1] or 0,
            next((int(match[1]) - 1 for name in names if (match := _LIST.fullmatch(name))), 0),
            any(_CODE.fullmatch(name) for name in names), any(_CONTENTS.fullmatch(name) for name in names))

    def looks(self, about: Element | None) -> WordStretch:
        """An empty piece that looks as properties of a run say, and its style."""
        own = [about] if about is not None else []
        styles = list(self._chain(_value(about, "rStyle")))
        every = [*own, *(found for style in styles if (found := style.find(f"{W}rPr")) is not None)]
        underline = next((one.get(f"{W}val", "single") for part in every
                          if (one := part.find(f"{W}u")) is not None), "none")
        colour = next((one.get(f"{W}val", "") for part in own if (one := part.find(f"{W}color")) is not None), "")
        shade = next((one.get(f"{W}fill", "") for part in own if (one := part.find(f"{W}shd")) is not None), "")
        light = next((one.get(f"{W}val", "") for part in own if (one := part.find(f"{W}highlight")) is not None), "")
        script = next((one.get(f"{W}val", "") for part in every if (one := part.find(f"{W}vertAlign")) is not None), "")
        return WordStretch(
            "", _on(every, "b"), _on(every, "i"), underline not in {"none", ""}, _on(every, "strike"),
            "" if _is_dark(colour) else colour.upper(),
            shade.lower() not in {"", "auto", "ffffff"} or light not in {"", "none", "white"},
            {"superscript": "sup", "subscript": "sub"}.get(script, ""),
            any(_CODE_WORDS.fullmatch(_value(style, "name")) for style in styles))

    def _chain(self, ident: str) -> list[Element]:
        """A style and those it rests on."""
        found: list[Element] = []
        while (style := self._by_id.get(ident)) is not None and style not in found and len(found) < _DEEPEST:
            found.append(style)
            ident = _value(style, "basedOn")
        return found


def _value(parent: Element | None, name: str) -> str:
    found = parent.find(f"{W}{name}") if parent is not None else None
    return "" if found is None else found.get(f"{W}val", "")


def _numbering(about: Element | None) -> tuple[str, int | None]:
    found = about.find(f"{W}numPr") if about is not None else None
    level = _value(found, "ilvl")
    return _value(found, "numId"), int(level) if level.isdigit() and len(level) == 1 else None


def _on(every: list[Element], name: str) -> bool:
    for part in every:
        found = part.find(f"{W}{name}")
        if found is not None:
            return found.get(f"{W}val", "1") not in {"0", "false", "off"}
    return False


def _is_dark(colour: str) -> bool:
    """Whether it is black, nearly so, or what the style says: no mark."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", colour):
        return True
    return all(int(colour[place : place + 2], 16) <= _DARK for place in (0, 2, 4))
