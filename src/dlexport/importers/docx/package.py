"""A .docx file -> its parts as XML: bounded, and refused where it holds programs or asks for files elsewhere."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast
from xml.etree import ElementTree as ET

from dlexport.foreign.archive import Archive
from dlexport.foreign.budget import ForeignError
from dlexport.importers.draft import unusable
from dlexport.problems import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRICT: Final = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/math|officeDocument/relationships"
    rb"|drawingml/main|drawingml/wordprocessingDrawing|drawingml/picture)"
)
_LOOSE: Final = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"officeDocument/math": b"officeDocument/2006/math",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"drawingml/main": b"drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": b"drawingml/2006/wordprocessingDrawing",
    b"drawingml/picture": b"drawingml/2006/picture",
}
_XML_LIMIT: Final = 48_000_000  # bytes of one part; a book of 500 pages has 10 MB
_DEEPEST: Final = 150  # elements in each other; Word nests some 30
_PICTURE_LIMIT: Final = 64_000_000
_SAVED: Final = "save it as .docx; a .doc of old is saved anew by any word processor"
_TEMPLATE: Final = "attachedTemplate"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: the last word of its type, and the target, a part's name or an address."""

    kind: str
    target: str
    outside: bool


@dataclass(slots=True)
class DocxPackage:
    """The parts of a document that are read.

    Attributes:
        body: `w:body`.
        relations: of the document, by their ids.
        styles, numbering, footnotes: roots of those parts; None where there is none.
    """

    file: str
    archive: Archive
    body: Element = field(init=False)
    relations: Mapping[str, Relation] = field(init=False)
    styles: Element | None = field(init=False)
    numbering: Element | None = field(init=False)
    footnotes: Element | None = field(init=False)
    _main: str = field(init=False)

    def __post_init__(self) -> None:
        """Read it.

        Raises:
            SourceError: it is no document, or one that is not read.
        """
        self._refuse()
        start = self._relations("_rels/.rels")
        self._main = next((one.target for one in start.values() if one.kind == "officeDocument"), "")
        if not self._main or self._main not in self.archive:
            self._fail("has no document inside", _SAVED)
        root = self.part(self._main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            self._fail("has no text of a word processor inside", _SAVED)
        self.body = body
        folder, name = posixpath.split(self._main)
        self.relations = self._relations(f"{folder}/_rels/{name}.rels".lstrip("/"), folder)
        self.styles, self.numbering, self.footnotes = (
            self._related(kind) for kind in ("styles", "numbering", "footnotes")
        )

    def part(self, name: str) -> Element | None:
        """A part as XML; None where there is none of that name.

        Raises:
            SourceError: it is no XML, has entities, or is too large or too deep.
        """
        if name not in self.archive:
            return None
        data = b"".join(self._pieces(name, _XML_LIMIT))
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data[:200]:
            self._fail(f"has XML entities in {name}, which no word processor writes")
        data = _STRICT.sub(lambda match: b"http://schemas.openxmlformats.org/" + _LOOSE[match[1]], data)
        parser: ET.XMLPullParser[Any] = ET.XMLPullParser(("start", "end"))
        depth = 0
        root: Element | None = None
        try:
            for start in range(0, len(data), 1 << 16):
                parser.feed(data[start : start + (1 << 16)])
                for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                    root = element if root is None else root
                    depth += 1 if event == "start" else -1
                    if depth > _DEEPEST:
                        self._fail(f"has more than {_DEEPEST} elements in each other in {name}")
            parser.close()
        except (ET.ParseError, ValueError, LookupError) as error:
            self._fail(f"is damaged: {name} is no XML ({error})")
        return root

    def picture(self, ident: str) -> tuple[str, bytes] | None:
        """Name and bytes of the picture that a relation leads to.

        Raises:
            SourceError: it is damaged, or larger than any that is taken.
        """
        relation = self.relations.get(ident)
        if relation is None or relation.outside or relation.target not in self.archive:
            return None
        return posixpath.basename(relation.target), b"".join(self._pieces(relation.target, _PICTURE_LIMIT))

    def _pieces(self, name: str, limit: int) -> list[bytes]:
        pieces, size = [], 0
        try:
            for piece in self.archive.pieces(name):
                size += len(piece)
                if size > limit:
                    self._fail(f"is too large: {name} has more than {limit // 1_000_000} MB")
                pieces.append(piece)
        except ForeignError as error:
            self._fail(f"cannot be read as a Word document: {error}", _SAVED)
        return pieces

    def _related(self, kind: str) -> Element | None:
        name = next((one.target for one in self.relations.values() if one.kind == kind and not one.outside), "")
        return self.part(name) if name else None

    def _relations(self, name: str, folder: str = "") -> dict[str, Relation]:
        root = self.part(name)
        found = {}
        for one in root if root is not None else ():
            outside = one.get("TargetMode", "") == "External"
            target = one.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[one.get("Id", "")] = Relation(one.get("Type", "").rpartition("/")[2], target, outside)
        return found

    def _refuse(self) -> None:
        """No macros, no parts that lie elsewhere."""
        macros = next((name for name in self.archive.names if name.lower().endswith("vbaproject.bin")), "")
        if macros:
            self._fail(f"has macros ({macros})", "save it as .docx without them: Save As, Word Document")
        for name in self.archive.names:
            if not name.endswith(".rels"):
                continue
            for one in self._relations(name).values():
                harmless = one.kind == "hyperlink" or (
                    one.kind == _TEMPLATE and not one.target.lower().startswith(("http", "\\\\", "//"))
                )
                if one.outside and not harmless:
                    self._fail(
                        f"takes a part from elsewhere ({one.kind} {one.target[:100]} in {name})",
                        "in Word: File, Info, Edit Links to Files, Break Link; then save it again",
                    )

    def _fail(self, why: str, hint: str = "") -> NoReturn:
        raise SourceError([unusable(self.file, why, hint)])


def opened(data: bytes, file: str) -> DocxPackage:
    """The document in a file.

    Raises:
        SourceError: there is none, or it is one that is not read; the problem says why.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError([unusable(file, "is a document of old Word, or one with a password", _SAVED)])
    try:
        archive = Archive(data)
    except ForeignError as error:
        raise SourceError([unusable(file, f"cannot be read as a Word document: {error}", _SAVED)]) from error
    return DocxPackage(file, archive)
