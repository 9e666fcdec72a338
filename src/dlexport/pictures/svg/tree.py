"""The bytes of an SVG file -> its elements, with what may not be there noted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat  # only to parse: doctypes and entities are refused below

from dlexport.pictures.svg import vocabulary
from dlexport.problems import Problem, Span
from dlexport.source.positions import ScalarLines

if TYPE_CHECKING:
    from collections.abc import Mapping

SIZE_LIMIT: Final = 2_000_000
ELEMENT_LIMIT: Final = 20_000
DEPTH_LIMIT: Final = 64
_PROBLEMS_KEPT: Final = 100
_SEARCHED: Final = 2_000    # columns of a line in which an attribute is looked for; a file may be one line of megabytes

_NAMESPACE: Final = "http://www.w3.org/2000/svg "
_XML: Final = "http://www.w3.org/XML/1998/namespace "
_SPACE: Final = re.compile("[ \t\r\n]+")
_WORDS: Final = frozenset({"text", "tspan", "title", "desc"})
_HINTS: Final = {
    "style": 'write each property as an attribute: `fill="…" stroke="…"`',
    "class": "there are no style sheets here: write `fill`, `stroke`, `font-size` on the element or a group",
    "script": "a picture runs nothing: delete it",
    "image": "put the picture itself into the folder `media` and name it in the text",
    "use": "copy the shape to where it is used",
    "foreignObject": "use `text`",
    "metadata": "save it as plain SVG, without the editor's own data",
    "defs": "write shapes where they are drawn; gradients, masks and markers are not drawn by every output",
    "clip-path": "cut the shape itself",
    "marker-end": "draw the arrow's head as a polygon",
    "dominant-baseline": "move the text with `y`",
}


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the subset. `children` are elements, and texts with their white space collapsed."""

    name: str
    attributes: Mapping[str, str]
    line: int
    column: int
    children: list[Element | str] = field(default_factory=list)


class _StopError(Exception):
    """Reading cannot go on; the problem is noted."""


class Reader:
    """One file being read. `problems` grow as it is read and drawn."""

    def __init__(self, data: bytes, file: str) -> None:
        self.problems: list[Problem] = []
        self.lines = ScalarLines("")
        self._data = data
        self._file = file
        self._stack: list[Element] = []
        self._root: Element | None = None
        self._count = 0
        self._skipped = 0       # how deep inside an element that is not of the subset
        self._parser = expat.ParserCreate("utf-8", " ")

    def read(self) -> Element | None:
        """The root element, or None when there is none to speak of."""
        if len(self._data) > SIZE_LIMIT:
            self._note(1, 1, f"the SVG is larger than {SIZE_LIMIT // 1_000_000} MB",
                       "draw less detail, or make it a PNG")
            return None
        try:
            text = self._data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._note(self._data.count(b"\n", 0, error.start) + 1, 1, "the SVG is not UTF-8", "save it as UTF-8")
            return None
        self.lines = ScalarLines(text)
        parser = self._parser
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        try:
            parser.Parse(text.encode(), True)   # noqa: FBT003 - expat's signature
        except _StopError:
            return None
        except expat.ExpatError as error:
            self._note(error.lineno, error.offset + 1, f"this is no XML: {expat.ErrorString(error.code)}",
                       "see whether every element is closed and `<` and `&` in texts are written `&lt;` and `&amp;`")
            return None
        return self._root

    def note(self, element: Element, attribute: str, message: str, hint: str) -> None:
        """A problem with an attribute of an element."""
        if len(self.problems) >= _PROBLEMS_KEPT:
            return
        line, column, length = self._attribute(element, attribute)
        self._note(line, column, message, hint, length)

    def note_element(self, element: Element, message: str, hint: str) -> None:
        """A problem with an element."""
        self._note(element.line, element.column, message, hint, len(element.name) + 1)

    def _note(self, line: int, column: int, message: str, hint: str, length: int = 1) -> None:
        if len(self.problems) < _PROBLEMS_KEPT:
            self.problems.append(Problem("svg", message, Span(self._file, line, column, length), hint))

    def _stop_at_many(self) -> None:
        if len(self.problems) >= _PROBLEMS_KEPT:
            raise _StopError

    def _attribute(self, element: Element, name: str) -> tuple[int, int, int]:
        """Where an attribute stands: expat tells only where its element begins."""
        pattern = re.compile(rf"(?<![\w:-]){re.escape(name)}\s*=")
        line, column = element.line, element.column
        for number in range(line, min(len(self.lines), line + 50) + 1):
            row, start = self.lines[number - 1], column if number == line else 0
            match = pattern.search(row, start, start + _SEARCHED)
            if match:
                return number, match.start() + 1, len(name)
            if row.find(">", start) >= 0:
                break
        return line, column, len(element.name) + 1

    def _start(self, qualified: str, pairs: list[str]) -> None:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        if self._skipped:
            self._skipped += 1
            return
        self._stop_at_many()
        self._count += 1
        if self._count > ELEMENT_LIMIT or len(self._stack) >= DEPTH_LIMIT:
            what = f"more than {ELEMENT_LIMIT:,} elements" if self._count > ELEMENT_LIMIT else \
                f"elements nested more than {DEPTH_LIMIT} deep"
            self._note(line, column, what, "draw less detail, or make it a PNG")
            raise _StopError
        name = qualified.removeprefix(_NAMESPACE)
        element = Element(name, {}, line, column)
        if not self._belongs(qualified, name, element):
            self._skipped = 1
            return
        checked = Element(name, self._checked(element, pairs), line, column)
        if self._stack:
            self._stack[-1].children.append(checked)
        else:
            self._root = checked
        self._stack.append(checked)

    def _belongs(self, qualified: str, name: str, element: Element) -> bool:
        short = name.rpartition(" ")[2]
        if not self._stack:
            if qualified == _NAMESPACE + "svg":
                return True
            self.note_element(element, f"the root element is `{short}`, not SVG's `svg`",
                              'begin with `<svg xmlns="http://www.w3.org/2000/svg" viewBox="…">`')
            raise _StopError
        parent = self._stack[-1].name
        allowed = vocabulary.children(parent)
        if qualified.startswith(_NAMESPACE) and name in allowed:
            return True
        where = f"inside `{parent}`" if name in vocabulary.ELEMENTS else "in a picture"
        self.note_element(element, f"`{short}` may not stand {where}",
                          _HINTS.get(short) or f"allowed there: {', '.join(sorted(allowed)) or 'text only'}")
        return False

    def _checked(self, element: Element, pairs: list[str]) -> dict[str, str]:
        attributes = {}
        for qualified, value in zip(pairs[::2], pairs[1::2], strict=True):
            self._stop_at_many()
            name = qualified.replace(_XML, "xml:").rpartition(" ")[2]
            if " " in qualified and not qualified.startswith(_XML):
                self.note(element, name, f"the attribute `{name}` is of another vocabulary than SVG",
                          "save it as plain SVG, without the editor's own data")
            elif not vocabulary.may_have(element.name, name):
                hint = "a picture runs nothing: delete it" if name.startswith("on") else \
                    f"allowed: {', '.join(vocabulary.attributes(element.name)) or 'lang, role, aria-…'}"
                self.note(element, name, f"`{element.name}` may not have the attribute `{name}`",
                          _HINTS.get(name) or hint)
            elif name not in vocabulary.DROPPED:
                attributes[name] = _SPACE.sub(" ", value).strip()
        return attributes

    def _end(self, _name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            self._stack.pop()

    def _text(self, text: str) -> None:
        if self._skipped:
            return
        parent = self._stack[-1]
        if parent.name in _WORDS:
            parent.children.append(_SPACE.sub(" ", text))
        elif text.strip():
            line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
            self._note(line, column, f"text inside `{parent.name}` is shown nowhere", "put it into a `text` element")

    def _doctype(self, *_: object) -> None:
        self._note(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1,
                   "a document type or entity declaration", "delete it: it can name other files and grow without bound")
        raise _StopError

    def _instruction(self, target: str, _data: str) -> None:
        self._note(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1,
                   f"a processing instruction `{target}`", "delete it: style sheets are not read")
