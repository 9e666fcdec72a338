"""An e-book's bytes -> the passages that are really in it, read with expat.

A reader of its own, though `marked_passages` finds the same (a test holds that): e-readers refuse a page that is not
well-formed XML, which only an XML parser notices, and expat takes 9 ms for 20 questions where that one takes 49.
"""

from __future__ import annotations

import functools
import json
import posixpath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from dlexport.book.fingerprints import packed
from dlexport.foreign.archive import Archive
from dlexport.foreign.xml_tree import tree
from dlexport.plugin.contract import Part, Passage
from dlexport.plugin.pictures import found_picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any
    from xml.etree import ElementTree as ET

    from dlexport.cache import Cache
    from dlexport.plugin.contract import Picture

_CONTAINER: Final = "META-INF/container.xml"
_OCF: Final = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_SVG: Final = "{http://www.w3.org/2000/svg}"
DAMAGE: Final = (KeyError, RuntimeError, UnicodeDecodeError)
_DOT: Final = "●"       # one for each step of the difficulty
_SILENT_ROLES: Final = frozenset({"doc-noteref", "doc-backlink"})    # marks that the program adds


def passages(data: bytes, cache: Cache) -> Iterator[Passage]:
    """The passages of every page, in the order of the spine; those of pages that were read before from the cache.

    Raises:
        ValueError: this is no EPUB, a file it lists is missing or damaged, or a page is not well-formed.
    """
    try:
        with Archive(data) as archive:
            names, files = archive.names, archive.all()     # to read one proves its checksum
        if names[:1] != ("mimetype",) or files["mimetype"] != b"application/epub+zip":
            raise ValueError("it does not begin with the type of an EPUB")
        listed, pages = _package(files)
        keys = [cache.key("epub page", files[name]) for name in pages]
        entries = cache.recall_all(keys, lambda number: packed(list(_page(files[pages[number]]))))

        @functools.cache
        def seen(name: str) -> Picture:
            return found_picture(files.get(name) if name in listed else None, cache)

        for name, entry in zip(pages, entries, strict=True):
            for question, part, text, pictures, links in json.loads(entry):
                found = [seen(posixpath.normpath(posixpath.join(posixpath.dirname(name), one))) for one in pictures]
                yield Passage(question, Part(part), text, pictures=tuple(found), links=tuple(links))
    except DAMAGE as error:
        raise ValueError(f"it is damaged: {error}") from error


def spine(files: Mapping[str, bytes]) -> list[str]:
    """The names of the pages in reading order.

    Raises:
        ValueError: a file that the package lists is not there.
    """
    return _package(files)[1]


def _package(files: Mapping[str, bytes]) -> tuple[frozenset[str], list[str]]:
    """The files that the package document lists, and the pages in reading order.

    Raises:
        ValueError: one is not.
    """
    root = tree(files[_CONTAINER]).find(f".//{_OCF}rootfile")
    path = "" if root is None else root.get("full-path", "")
    package, folder = tree(files[path]), posixpath.dirname(path)
    listed = {
        item.get("id", ""): posixpath.join(folder, unquote(item.get("href", "")))
        for item in package.iterfind(f"{_OPF}manifest/{_OPF}item")
    }
    if missing := [name for name in listed.values() if name not in files]:
        raise ValueError(f"it lacks {', '.join(missing)}")
    pages = [listed[item.get("idref", "")] for item in package.iterfind(f"{_OPF}spine/{_OPF}itemref")]
    return frozenset(listed.values()), pages


def _page(markup: bytes) -> Iterator[tuple[Any, ...]]:
    """Question, part, text, pictures' names and links' addresses of each passage of a page.

    A stack in place of recursion: the depth of a text is its author's affair.
    """
    root = tree(markup)
    pictures = {picture: unquote(picture.get("src", "")) for picture in root.iter(f"{_XHTML}img")}
    addresses = {link: link.get("href", "") for link in root.iter(f"{_XHTML}a") if "href" in link.attrib}
    _speak(root)
    ahead = [(root, "")]
    while ahead:
        element, question = ahead.pop()
        question = element.get("data-question", question)
        part = element.get("data-part")
        if part is not None and question:
            text, inside = "".join(element.itertext()), list(element.iter())
            yield (question, Part(part), str(text.count(_DOT)) if part == Part.DIFFICULTY else text,
                   [pictures[one] for one in inside if one in pictures],
                   [addresses[one] for one in inside if one in addresses])
        else:
            ahead += [(child, question) for child in reversed(element)]


def _speak(root: ET.Element) -> None:
    """Replace everything that is not text by its description, and the book's own marks by nothing."""
    for math in root.iter("{http://www.w3.org/1998/Math/MathML}math"):
        _say(math, math.get("alttext", ""))
    for drawing in root.iter(f"{_SVG}svg"):
        _say(drawing, drawing.findtext(f"{_SVG}title", ""))
    for picture in root.iter(f"{_XHTML}img"):
        _say(picture, picture.get("alt", ""))
    for end in root.iter(f"{_XHTML}br"):
        _say(end, "\n")
    for link in root.iter(f"{_XHTML}a"):
        if link.get("role") in _SILENT_ROLES:
            _say(link, "")


def _say(element: ET.Element, text: str) -> None:
    after = element.tail
    element.clear()
    element.text, element.tail = text, after
