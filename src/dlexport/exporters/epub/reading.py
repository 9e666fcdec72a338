"""An e-book's bytes -> the passages that are really in it, read with expat."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from dlexport.exporter import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTAINER: Final = "META-INF/container.xml"
_OCF: Final = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_MATH: Final = "{http://www.w3.org/1998/Math/MathML}math"
_SVG: Final = "{http://www.w3.org/2000/svg}"
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError,
                  UnicodeDecodeError, ET.ParseError)
_SILENT_ROLES: Final = frozenset({"doc-noteref", "doc-backlink"})    # marks that the program adds


def passages(data: bytes) -> Iterator[Passage]:
    """The passages of every page, in the order of the spine.

    Raises:
        ValueError: this is no EPUB, a file it lists is missing or damaged, or a page is not well-formed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.namelist()[:1] != ["mimetype"] or archive.read("mimetype") != b"application/epub+zip":
                raise ValueError("it does not begin with the type of an EPUB")
            if damaged := archive.testzip():
                raise ValueError(f"{damaged} is damaged in it")
            for name in _spine(archive):
                yield from _page(archive.read(name))
    except _DAMAGE as error:
        raise ValueError(f"it is damaged: {error}") from error


def _spine(archive: zipfile.ZipFile) -> list[str]:
    """The pages in reading order. Every file that the package lists must be there.

    Raises:
        ValueError: one is not.
    """
    root = _tree(archive, _CONTAINER).find(f".//{_OCF}rootfile")
    path = "" if root is None else root.get("full-path", "")
    package, folder = _tree(archive, path), posixpath.dirname(path)
    files = {
        item.get("id", ""): posixpath.join(folder, unquote(item.get("href", "")))
        for item in package.iterfind(f"{_OPF}manifest/{_OPF}item")
    }
    there = set(archive.namelist())
    if missing := [name for name in files.values() if name not in there]:
        raise ValueError(f"it lacks {', '.join(missing)}")
    return [files[item.get("idref", "")] for item in package.iterfind(f"{_OPF}spine/{_OPF}itemref")]


def _tree(archive: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(archive.read(name))   # noqa: S314 - expat itself stops entities that multiply


def _page(markup: bytes) -> list[Passage]:
    target = _Passages()
    parser = ET.XMLParser(target=target)   # noqa: S314 - expat itself stops entities that multiply
    parser.feed(markup)
    parser.close()
    return target.found


class _Passages:
    """A parser's target: text below a `data-part`, with the `data-question` it is in.

    A stack of frames, not recursion: the depth of a text is its author's affair.
    """

    def __init__(self) -> None:
        self.found: list[Passage] = []
        self._text: list[str] = []
        self._open: list[tuple[str, Part | None, bool]] = [("", None, False)]   # question, part, silent

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        question, part, silent = self._open[-1]
        question = attributes.get("data-question", question)
        name = attributes.get("data-part")
        if name is not None and question:
            part = Part(name)
            self._text = []
        if tag == f"{_SVG}title":
            silent = False      # all else in a drawing has been silenced
        elif tag == f"{_SVG}svg":
            silent = True
        elif part and not silent:
            shown = _alternative(tag, attributes)
            if shown is not None:
                self._text.append(shown)
                silent = True
        silent = silent or attributes.get("role") in _SILENT_ROLES
        self._open.append((question, part, silent))

    def data(self, text: str) -> None:
        """Characters."""
        _, part, silent = self._open[-1]
        if part and not silent:
            self._text.append(text)

    def end(self, _tag: str) -> None:
        """An element ends, and with it perhaps its part."""
        question, part, _ = self._open.pop()
        if part and self._open[-1][1] is None:
            self.found.append(Passage(question, part, "".join(self._text)))


def _alternative(tag: str, attributes: dict[str, str]) -> str | None:
    """What stands for an element that is not text; None where its text stands for itself."""
    if tag == _MATH:
        return attributes.get("alttext", "")
    if tag == f"{_XHTML}img":
        return attributes.get("alt", "")
    return "\n" if tag == f"{_XHTML}br" else None
