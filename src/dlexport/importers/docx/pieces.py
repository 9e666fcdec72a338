"""The content of a paragraph of a Word document: pieces of text with their looks, formulas, pictures, links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from dlexport.importers.docx.formulas import latex_of
from dlexport.importers.docx.package import M, R, W
from dlexport.importers.docx.stretch import WordStretch
from dlexport.importers.pictures import PictureError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

    from dlexport.importers.docx.package import DocxPackage
    from dlexport.importers.docx.styles import WordStyles
    from dlexport.importers.pictures import Pictures

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WORD_2010: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_CROP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}srcRect"
_PROPERTIES: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_OLD_PICTURE: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_OUTER: Final = {f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "sdtContent", "fldSimple", "customXml", "dir",
                                           "bdo", "ruby", "rubyBase")}
_SIGNS: Final = {0xFC: "√", 0xFB: "×", 0xFE: "☑", 0xA8: "☐", 0x52: "☑", 0x6F: "☐", 0xA3: "☐", 0x53: "×", 0xA7: "▪",
                 0x6C: "●", 0x6E: "■", 0xD8: "➢", 0xE0: "→", 0xE8: "→"}
_DRAWN: Final = re.compile(r"(?:picture|image|图片|圖片|graphic|图形|对象|object)[\s\d]*|.*\.(?:png|jpe?g|gif|bmp)",
                           re.IGNORECASE)


@dataclass(slots=True)
class PieceReader:
    """Reads paragraphs.

    Attributes:
        remark: called with what could not be carried, and what to do about it.
        boxes: contents of text boxes that were met, to be read behind the paragraph.
    """

    package: DocxPackage
    styles: WordStyles
    pictures: Pictures
    remark: Callable[[str, str], None]
    boxes: list[Element] = field(default_factory=list)
    _fields: list[list[str]] = field(default_factory=list)

    def read(self, paragraph: Element) -> list[WordStretch]:
        """The pieces of a paragraph; neighbours of the same look are joined."""
        found: list[WordStretch] = []
        for piece in self._children(paragraph, ""):
            last = found[-1] if found else None
            if last and not piece.formula and not piece.made and replace(last, text="") == replace(piece, text=""):
                found[-1] = replace(last, text=last.text + piece.text)
            elif piece.text:
                found.append(piece)
        return found

    def _children(self, parent: Element, link: str) -> Iterator[WordStretch]:
        for one in parent:
            if one.tag == f"{W}r":
                yield from self._run(one, link)
            elif one.tag == f"{M}oMath":
                yield WordStretch(latex_of(one), formula="inline")
            elif one.tag == f"{M}oMathPara":
                yield from (WordStretch(latex_of(each), formula="display") for each in one.iterfind(f"{M}oMath"))
            elif one.tag == f"{W}hyperlink":
                relation = self.package.relations.get(one.get(f"{R}id", ""))
                yield from self._children(one, relation.target if relation and relation.outside else link)
            elif one.tag == f"{W}sdt":
                yield from self._controlled(one, link)
            elif one.tag == f"{_MC}AlternateContent":
                yield from self._children(_chosen(one), link)
            elif one.tag in _OUTER:
                yield from self._children(one, link)

    def _controlled(self, control: Element, link: str) -> Iterator[WordStretch]:
        content = control.find(f"{W}sdtContent")
        box = control.find(f"{W}sdtPr/{_WORD_2010}checkbox/{_WORD_2010}checked")
        if box is not None:
            yield WordStretch("☑" if box.get(f"{_WORD_2010}val") in {"1", "true"} else "☐")
        elif content is not None:
            yield from self._children(content, link)

    def _run(self, run: Element, link: str) -> Iterator[WordStretch]:
        looks = self._looks(run, link)
        for one in run:
            if one.tag == f"{W}fldChar":
                self._field(one.get(f"{W}fldCharType", ""))
            elif one.tag == f"{W}instrText":
                if self._fields:
                    self._fields[-1].append(one.text or "")
            elif any(instruction[0] == "asks" for instruction in self._fields):
                continue
            else:
                yield from self._inside(one, looks)

    def _inside(self, one: Element, looks: WordStretch) -> Iterator[WordStretch]:
        name = one.tag.removeprefix(W)
        match name:
            case "t" | "delText":
                yield replace(looks, text=one.text or "" if name == "t" else "")
            case "tab" | "ptab":
                yield replace(looks, text="\t")
            case "br" | "cr":
                yield replace(looks, text="" if one.get(f"{W}type") in {"page", "column"} else "\n")
            case "noBreakHyphen":
                yield replace(looks, text="-")
            case "sym":
                yield replace(looks, text=self._symbol(one))
            case "footnoteReference":
                yield from self._note(one, looks)
            case "endnoteReference":
                self.remark("an endnote is left out", "write it where it belongs")
            case "commentReference":
                self.remark("a comment is left out", "")
            case "ruby":
                yield from self._children(one, looks.link)
            case "object":
                yield from self._object(one)
            case "drawing" | "pict":
                yield from self._drawing(one)
            case _ if one.tag == f"{_MC}AlternateContent":
                for child in _chosen(one):
                    yield from self._inside(child, looks)
            case _:
                pass

    def _looks(self, run: Element, link: str) -> WordStretch:
        about = run.find(f"{W}rPr")
        field_link = next((made[1] for made in reversed(self._fields) if made[0] == "shows" and len(made) > 1), "")
        looks = self.styles.looks(about)
        return replace(looks, link=link or field_link)

    def _field(self, kind: str) -> None:
        """A field asks (its instruction), then shows (its result), then ends."""
        if kind == "begin":
            self._fields.append(["asks"])
        elif kind == "separate" and self._fields:
            match = re.search(r'HYPERLINK\s+"(https?://[^"]+)"', "".join(self._fields[-1][1:]))
            self._told_field("".join(self._fields[-1][1:]))
            self._fields[-1] = ["shows", match[1]] if match else ["shows"]
        elif kind == "end" and self._fields:
            state, *instruction = self._fields.pop()
            if state == "asks":
                self._told_field("".join(instruction))

    def _told_field(self, instruction: str) -> None:
        words = instruction.strip()
        if words.upper().startswith("EQ "):
            self.remark(f"a formula in a field is left out: `{words[:60]}`", "write it with Word's equation editor")

    def _symbol(self, one: Element) -> str:
        try:
            code = int(one.get(f"{W}char", ""), 16)
        except ValueError:
            return ""
        font = one.get(f"{W}font", "")
        if "wingding" in font.lower() and code & 0xFF in _SIGNS:
            return _SIGNS[code & 0xFF]
        if 0xF000 <= code <= 0xF0FF:  # noqa: PLR2004 - where Word keeps signs of such fonts
            self.remark(f"a sign of the font {font[:40] or '?'} is left out", "type it as a character")
            return ""
        return chr(code) if 0x20 <= code < 0xD800 else ""  # noqa: PLR2004 - characters

    def _note(self, one: Element, looks: WordStretch) -> Iterator[WordStretch]:
        ident, root = one.get(f"{W}id", ""), self.package.footnotes
        for note in root.iterfind(f"{W}footnote") if root is not None else ():
            if note.get(f"{W}id") == ident:
                words = " ".join("".join(part.text or "" for part in note.iter(f"{W}t")).split())
                self.remark("a footnote stands in brackets where it was called", "")
                yield replace(looks, text=f"（{words}）", script="")

    def _object(self, one: Element) -> Iterator[WordStretch]:
        """An embedded program's: its picture where it is one that can be shown; MathType's is not."""
        made = list(self._drawing(one, told=False))
        if not made:
            self.remark("an embedded object is left out: a formula of MathType, or another program's",
                        "in Word: MathType, Convert Equations, to Office's own; or set it as a picture")
        yield from made

    def _drawing(self, one: Element, *, told: bool = True) -> Iterator[WordStretch]:
        boxes = _outermost(one)
        self.boxes += boxes
        inner = {id(each) for box in boxes for each in box.iter()}
        named = next((each for each in one.iter(_PROPERTIES)), None)
        words = (named.get("descr") or "") if named is not None else ""
        words = "" if _DRAWN.fullmatch(words) else " ".join(words.split())
        shown = False
        for each in one.iter():
            if id(each) in inner:
                continue
            ident = each.get(f"{R}embed", "") if each.tag == _BLIP else (
                each.get(f"{R}id", "") if each.tag == _OLD_PICTURE else "")
            if each.tag == _CROP and any(each.attrib.values()):
                self.remark("a picture is cropped in Word; the whole of it is taken", "")
            if ident:
                shown = True
                yield from self._picture(ident, words, told=told)
        if told and not shown and not boxes:
            self.remark("a drawing or chart is left out", "save it as a picture, and put that in its place")

    def _picture(self, ident: str, words: str, *, told: bool) -> Iterator[WordStretch]:
        found = self.package.picture(ident)
        if found is None:
            return
        name, data = found
        try:
            path = self.pictures.add(data, name)
        except PictureError as error:
            if told:
                kind = name.rpartition(".")[2].lower()
                hint = "in Word: save it as PNG, and put that in its place" if kind in {"emf", "wmf"} else ""
                self.remark(f"the picture {name} {error}", hint)
            return
        yield WordStretch(f"![{words.replace('[', '(').replace(']', ')')}]({path})", made=True)


def _chosen(alternatives: Element) -> Element:
    """The alternative for newer programs, or else the one for older programs (`mc:AlternateContent`)."""
    found = alternatives.find(f"{_MC}Choice")
    if found is None:
        found = alternatives.find(f"{_MC}Fallback")
    return found if found is not None else ET.Element("nothing")


def _outermost(parent: Element) -> list[Element]:
    """Contents of text boxes, without those inside of others, and without what older programs take."""
    found: list[Element] = []
    for one in parent:
        if one.tag == f"{W}txbxContent":
            found.append(one)
        elif one.tag == f"{_MC}AlternateContent":
            found += _outermost(_chosen(one))
        else:
            found += _outermost(one)
    return found
