"""The passages in a QTI package, read with expat from its bytes; the manifest decides which items count."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from dlexport.book.ascii_ids import id_of
from dlexport.exporters.qti.package import MANIFEST
from dlexport.foreign.archive import Archive
from dlexport.foreign.xml_tree import tree
from dlexport.plugin.contract import Part, Passage
from dlexport.plugin.pictures import found_picture
from dlexport.richtext.plain import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree import ElementTree as ET

    from dlexport.cache import Cache

_CP: Final = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
_QTI: Final = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
_MATHML: Final = "{http://www.w3.org/1998/Math/MathML}"
_ITEM: Final = "imsqti_item_xmlv2p1"
_DELIMITERS: Final = re.compile(r"\A\\[(\[]|\\[)\]]\Z")
_DOT: Final = "●"


def passages(data: bytes, cache: Cache) -> Iterator[Passage]:
    """The passages of every item, in the order of the manifest.

    Raises:
        ValueError: the bytes are not a complete package, or a listed file is missing.
    """
    try:
        with Archive(data) as archive:
            files = archive.all()
        listed = tree(files[MANIFEST])
        resources = list(listed.iter(f"{_CP}resource"))
        missing = [name for one in resources for name in (file.get("href", "") for file in one) if name
                   and name not in files]
        if missing:
            raise ValueError(f"it lacks {', '.join(missing)}")
        for one in resources:
            if one.get("type") == _ITEM:
                name = one.get("href", "")
                yield from _item(tree(files[name]), posixpath.dirname(name), files, cache)
    except KeyError as error:
        raise ValueError(f"it is damaged: {error}") from error


def _item(root: ET.Element, folder: str, files: Mapping[str, bytes], cache: Cache) -> Iterator[Passage]:
    """The passages of an item."""
    question = id_of(root.get("identifier", "").removeprefix("q_"))
    links = {link: link.get("href", "") for link in root.iter(f"{_QTI}a")}
    pictures = {picture: posixpath.normpath(posixpath.join(folder, picture.get("src", "")))
                for picture in root.iter(f"{_QTI}img")}
    silent = {one for one in root.iter() if one.get("class") in {"note", "back"}}
    ahead = [root]
    while ahead:
        element = ahead.pop()
        names = [name.removeprefix("part-") for name in element.get("class", "").split() if name.startswith("part-")]
        if not names:
            ahead += reversed(element)
            continue
        text = "".join(_read(element, silent))
        inside = list(element.iter())
        yield Passage(
            question, Part(names[0]), str(text.count(_DOT)) if names[0] == Part.DIFFICULTY else text,
            pictures=tuple(found_picture(files.get(pictures[one]), cache) for one in inside if one in pictures),
            links=tuple(links[one] for one in inside if one in links and not links[one].startswith("#")))


def _read(element: ET.Element, silent: set[ET.Element]) -> Iterator[str]:
    """The text of an element: formulas as LaTeX, pictures as their descriptions, gaps as low lines."""
    name = element.tag.removeprefix(_QTI)
    if element not in silent:
        match name:
            case "textEntryInteraction":
                yield "_" * GAP
            case "img":
                yield element.get("alt", "")
            case _ if element.tag == f"{_MATHML}math":
                yield element.get("alttext", "")
            case "span" | "div" if element.get("class") == "math":
                yield _DELIMITERS.sub("", element.text or "")
            case _:
                yield element.text or ""
                for child in element:
                    yield from _read(child, silent)
                    yield child.tail or ""
