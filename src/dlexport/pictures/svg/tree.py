"""The bytes of an SVG file -> its elements and attributes; hostile content becomes problems."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat  # only to parse: doctypes and entities are refused below

from dlexport.pictures.losses import Loss
from dlexport.problems import Problem, Span
from dlexport.source.positions import ScalarLines

SIZE_LIMIT: Final = 4_000_000
ELEMENT_LIMIT: Final = 40_000
DEPTH_LIMIT: Final = 100
_PROBLEMS_KEPT: Final = 100
_SEARCHED: Final = 2_000    # columns searched for the position of an attribute; a file may be one line of megabytes

_NAMESPACE: Final = "http://www.w3.org/2000/svg "
_XML: Final = "http://www.w3.org/XML/1998/namespace "
_SPACE: Final = re.compile("[ \t\r\n]+")
_XLINK: Final = "http://www.w3.org/1999/xlink "
_XHTML: Final = "http://www.w3.org/1999/xhtml "
_WORDS: Final = frozenset({"text", "tspan", "title", "desc", "style", "textPath", "a"})
_NOWHERE: Final = frozenset({"svg", "g"})       # text directly in these is a loss; elsewhere it is never visible
_OWN_TYPES: Final = "-//W3C//DTD SVG"


@dataclass(frozen=True, slots=True)
class Element:
    """An element of SVG; or, with a name such as `html:p`, of HTML inside `foreignObject`.

    Attributes:
        attributes: those without a namespace, `href` also from XLink, and `xml:lang`.
        line, column: position in the file, from 1.
        children: elements and texts; white space is collapsed, except in style sheets.
    """

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Element | str] = field(default_factory=list)


class _StopError(Exception):
    """Reading cannot continue; the problem is already recorded."""


class Reader:
    """The reading of one file.

    Attributes:
        problems: reasons why it cannot be drawn; reading and drawing add to them.
        losses: features that are not drawn.
        effects: number of uses of features that need a bitmap.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.problems: list[Problem] = []
        self.losses: dict[Loss, None] = {}
        self.effects = 0
        self._refused = False
        self.lines = ScalarLines("")
        self._data = data
        self._file = file
        self._stack: list[Element] = []
        self._root: Element | None = None
        self._count = 0
        self._skipped = 0       # how deep inside an element that is not of the subset
        self._parser = expat.ParserCreate("utf-8", " ")

    def read(self) -> Element | None:
        """The root element; None if the file has none, or could not be read."""
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
        parser.SkippedEntityHandler = self._skipped_entity
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
        """Add a problem at an attribute of an element."""
        if len(self.problems) >= _PROBLEMS_KEPT:
            return
        line, column, length = self._attribute(element, attribute)
        self._note(line, column, message, hint, length)

    def note_element(self, element: Element, message: str, hint: str) -> None:
        """Add a problem at an element."""
        self._note(element.line, element.column, message, hint, len(element.name) + 1)

    def lose(self, message: str, hint: str) -> None:
        """Add a loss, unless it was added before."""
        if len(self.losses) < _PROBLEMS_KEPT:
            self.losses[Loss(message, hint)] = None

    def refuse(self, element: Element, what: str) -> None:
        """Add a problem for a feature that cannot be drawn at all."""
        if not self._refused:
            self._refused = True
            self.note_element(element, f"{what} cannot be drawn by every output",
                              "take it out of the drawing, or save the drawing as a PNG of twice the size")

    def pixels_for(self, element: Element, what: str) -> None:
        """Count a use of a feature that needs a bitmap."""
        if not self.effects:
            self.lose(f"it is drawn as pixels, for {what} in its line {element.line}",
                      "take that out of the drawing, or save the drawing as a PNG as you want it")
        self.effects += 1

    def _note(self, line: int, column: int, message: str, hint: str, length: int = 1) -> None:
        if len(self.problems) < _PROBLEMS_KEPT:
            self.problems.append(Problem("svg", message, Span(self._file, line, column, length), hint))

    def _stop_at_many(self) -> None:
        if len(self.problems) >= _PROBLEMS_KEPT:
            raise _StopError

    def _attribute(self, element: Element, name: str) -> tuple[int, int, int]:
        """Line, column and length of an attribute in the file: expat gives only the start of its element."""
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
        if not self._stack and qualified != _NAMESPACE + "svg":
            self.note_element(Element(name, {}, line, column),
                              f"the root element is `{name.rpartition(' ')[2]}`, not SVG's `svg`",
                              'begin with `<svg xmlns="http://www.w3.org/2000/svg" viewBox="…">`')
            raise _StopError
        if qualified.startswith(_XHTML):
            name = "html:" + qualified.removeprefix(_XHTML)
        elif not qualified.startswith(_NAMESPACE):      # an editor's private data
            self._skipped = 1
            return
        element = Element(name, {}, line, column)
        if name in {"script", "html:script"}:
            self.note_element(element, "a script", "a picture runs nothing: delete it")
        self._take(element, pairs)
        if self._stack:
            self._stack[-1].children.append(element)
        else:
            self._root = element
        self._stack.append(element)

    def _take(self, element: Element, pairs: list[str]) -> None:
        """Take over the attributes of SVG; an editor's private ones are skipped."""
        attributes = element.attributes
        for qualified, value in zip(pairs[::2], pairs[1::2], strict=True):
            name = "href" if qualified == _XLINK + "href" else qualified.replace(_XML, "xml:")
            if " " in name or (name == "href" and name in attributes and qualified != name):
                continue
            if name.startswith("on"):
                self._stop_at_many()
                self.note(element, name, f"a script in `{name}`", "a picture runs nothing: delete it")
            elif name == "style":
                attributes[name] = value
            else:
                attributes[name] = _SPACE.sub(" ", value).strip()

    def _end(self, _name: str) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            self._stack.pop()

    def _text(self, text: str) -> None:
        if self._skipped:
            return
        parent = self._stack[-1]
        if parent.name == "style":
            parent.children.append(text)
        elif parent.name in _WORDS or parent.name.startswith("html:"):
            parent.children.append(_SPACE.sub(" ", text))
        elif text.strip() and parent.name in _NOWHERE:
            line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
            self._note(line, column, f"text inside `{parent.name}` is shown nowhere", "put it into a `text` element")

    def _doctype(self, _name: str, system: str | None, public: str | None, has_subset: int) -> None:
        """Accept the doctype of SVG, for which expat reads no file, and refuse others."""
        if has_subset or (system is not None and not (public or "").startswith(_OWN_TYPES)):
            self._note(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1,
                       "a document type or entity declaration",
                       "delete it: it can name other files and grow without bound")
            raise _StopError

    def _skipped_entity(self, name: str, _parameter: object) -> None:
        self._note(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1,
                   f"the entity `&{name};` has no meaning here", "write the character itself")
        raise _StopError

    def _instruction(self, target: str, _data: str) -> None:
        if target == "xml-stylesheet":
            self._note(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1,
                       f"a processing instruction `{target}`", "put the style sheet into a `style` element")
            raise _StopError
